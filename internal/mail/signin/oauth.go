package signin

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/emersion/go-sasl"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"github.com/onrecord/onrecord/claim"
)

// Keeper keeps what a sign-in must not lose: sealed, so that nobody reads it where it is stored.
type Keeper interface {
	// Kept returns what was kept last; nil if nothing was.
	Kept(ctx context.Context) ([]byte, error)
	// Keep replaces it. It is durable when Keep returns.
	Keep(ctx context.Context, data []byte) error
}

// Config says how the desk gets its tokens.
type Config struct {
	Provider Provider
	Flow     Flow
	// User is the name of the mailbox at the mail server, its address as a rule.
	User string
	// ClientID and ClientSecret are what the provider calls the desk; a desk that is registered as a program on somebody's
	// machine has no secret.
	ClientID, ClientSecret string
	Keeper                 Keeper
	Now                    func() time.Time
	// HTTP asks the provider; a client with bounds of its own if nil.
	HTTP *http.Client
}

// OAuth signs in with a token that somebody else gives, and renews it.
type OAuth struct {
	config Config

	mu      sync.Mutex
	token   *oauth2.Token // nil until it is asked for
	pending map[string]pending
}

// kept is what is sealed.
type kept struct {
	Refresh string `json:"refresh"`
	User    string `json:"user"` // whose it is: another mailbox in the settings needs another one
}

// New makes a sign-in.
func New(config Config) *OAuth {
	config.HTTP = cmp.Or(config.HTTP, &http.Client{
		Timeout:       30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // secrets go where they were meant to
	})
	return &OAuth{config: config, pending: map[string]pending{}}
}

// early is how long before its end a token is renewed.
const early = time.Minute

// Client implements [Method].
func (o *OAuth) Client(ctx context.Context, server Server) (sasl.Client, error) {
	token, err := o.access(ctx)
	if err != nil {
		return nil, err
	}
	return bearer(server, o.config.User, token)
}

// Refused implements [Method]: a token may be taken back before its end, and the next one be good.
func (o *OAuth) Refused() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	had := o.token != nil
	o.token = nil
	return had
}

// access is a token that lasts a while yet.
//
// The hazard: a renewal may take the old token's place, so two at a time could each throw the other's away. The lock is
// held while the provider is asked.
func (o *OAuth) access(ctx context.Context) (string, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if t := o.token; t != nil && (t.Expiry.IsZero() || t.Expiry.After(o.config.Now().Add(early))) {
		return t.AccessToken, nil
	}
	token, err := o.renew(ctx)
	if err != nil {
		return "", err
	}
	o.token = token
	return token.AccessToken, nil
}

func (o *OAuth) renew(ctx context.Context) (*oauth2.Token, error) {
	if o.config.Flow == ClientFlow {
		scopes := o.config.Provider.AppScopes
		if len(scopes) == 0 {
			scopes = o.config.Provider.Scopes
		}
		c := clientcredentials.Config{
			ClientID: o.config.ClientID, ClientSecret: o.config.ClientSecret, TokenURL: o.config.Provider.Endpoint.TokenURL,
			Scopes: scopes, AuthStyle: o.config.Provider.Endpoint.AuthStyle,
		}
		token, err := c.Token(o.client(ctx))
		return token, o.explain(err)
	}
	was, err := o.remembered(ctx)
	if err != nil {
		return nil, err
	}
	token, err := o.oauth("").TokenSource(o.client(ctx), &oauth2.Token{RefreshToken: was.Refresh}).Token()
	if err != nil {
		return nil, o.explain(err)
	}
	if token.RefreshToken != was.Refresh {
		err = o.remember(ctx, token)
	}
	return token, err
}

func (o *OAuth) remembered(ctx context.Context) (kept, error) {
	var was kept
	data, err := o.config.Keeper.Kept(ctx)
	if err != nil {
		return was, err
	}
	if data != nil {
		err = json.Unmarshal(data, &was)
	}
	if err != nil || was.Refresh == "" || was.User != o.config.User {
		return was, o.anew("nobody has allowed the desk into the mailbox at %s yet")
	}
	return was, nil
}

// remember keeps what a token renews with, if it has it.
func (o *OAuth) remember(ctx context.Context, token *oauth2.Token) error {
	if token.RefreshToken == "" {
		return nil
	}
	data, err := json.Marshal(kept{Refresh: token.RefreshToken, User: o.config.User})
	if err != nil {
		return err
	}
	return o.config.Keeper.Keep(ctx, data)
}

func (o *OAuth) anew(format string) error {
	return claim.Errorf(claim.CodeForbidden, format, o.config.Provider.Name).WithHint("allow it in: onrecord mail setup")
}

func (o *OAuth) oauth(redirect string) *oauth2.Config {
	return &oauth2.Config{
		ClientID: o.config.ClientID, ClientSecret: o.config.ClientSecret, Endpoint: o.config.Provider.Endpoint,
		RedirectURL: redirect, Scopes: o.config.Provider.Scopes,
	}
}

func (o *OAuth) client(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, o.config.HTTP)
}

// explain makes a sentence of what the provider said. Its answer may hold secrets: only its code is repeated.
func (o *OAuth) explain(err error) error {
	var said *oauth2.RetrieveError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &said) && said.ErrorCode == "invalid_grant":
		return o.anew("the mailbox at %s is not open to the desk any more: the sign-in has run out, or was taken back")
	case errors.As(err, &said) && slices.Contains([]string{"invalid_client", "unauthorized_client"}, said.ErrorCode):
		return claim.Errorf(claim.CodeInvalid, "%s does not know the desk by this client identifier and secret (%s)", o.config.Provider.Name, said.ErrorCode).
			WithHint("look at mail_oauth_client_id, and at ONRECORD_MAIL_OAUTH_CLIENT_SECRET")
	case errors.As(err, &said) && said.Response != nil && said.Response.StatusCode < 500 && isCode(said.ErrorCode):
		return claim.Errorf(claim.CodeInvalid, "%s gives no token: %s", o.config.Provider.Name, said.ErrorCode)
	}
	return claim.Errorf(claim.CodeUnavailable, "%s does not answer the question for a token", o.config.Provider.Name).WithHint("it is asked again by itself")
}

// isCode reports whether a text is a code of RFC 6749 and its like, and no prose.
func isCode(text string) bool {
	for _, r := range text {
		if (r < 'a' || r > 'z') && r != '_' {
			return false
		}
	}
	return text != "" && len(text) < 60
}
