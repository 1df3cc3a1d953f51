// Package signintest is whoever gives tokens, for tests: an authorisation server with all that a sign-in to mail needs
// (RFC 6749, RFC 7636, RFC 8628), and the question whose a token is (RFC 7662), which a mail server asks.
package signintest

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"

	"golang.org/x/oauth2"

	"github.com/onrecord/onrecord/internal/mail/signin"
)

// What the desk is called here.
const (
	ClientID     = "desk-client"
	ClientSecret = "desk-secret"
)

// Provider gives tokens to a mailbox.
type Provider struct {
	URL string

	user string
	mu   sync.Mutex
	// challenges by code, and the codes of devices: true once a person has allowed it.
	challenges map[string]string
	devices    map[string]bool
	access     map[string]bool // those that are good
	refresh    map[string]bool
	lives      int
	rotates    bool
	Asked      []url.Values // of the token endpoint
}

// Start starts a provider for a mailbox; it ends with the test.
func Start(t *testing.T, user string) *Provider {
	p := &Provider{
		user: user, challenges: map[string]string{}, devices: map[string]bool{}, access: map[string]bool{}, refresh: map[string]bool{}, lives: 3600,
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/authorize", p.authorize)
	mux.HandleFunc("/device", p.device)
	mux.HandleFunc("/token", p.token)
	mux.HandleFunc("/introspect", p.introspect)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	p.URL = server.URL
	return p
}

// Provider is the provider as a sign-in knows it.
func (p *Provider) Provider() signin.Provider {
	return signin.Provider{
		Name: "the provider",
		Endpoint: oauth2.Endpoint{
			AuthURL: p.URL + "/authorize", TokenURL: p.URL + "/token", DeviceAuthURL: p.URL + "/device", AuthStyle: oauth2.AuthStyleInParams,
		},
		Scopes: []string{"mail"}, AppScopes: []string{"mail.app"}, Flows: signin.Flows,
	}
}

// Introspect is where a mail server asks whose a token is.
func (p *Provider) Introspect() string { return p.URL + "/introspect" }

// Good reports whether a token gives access.
func (p *Provider) Good(token string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.access[token]
}

// Revoke takes every token back that gives access; with all, those that renew too.
func (p *Provider) Revoke(all bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.access = map[string]bool{}
	if all {
		p.refresh = map[string]bool{}
	}
}

// Rotate makes every renewal take the place of the token that renewed.
func (p *Provider) Rotate() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rotates = true
}

// AllowDevices is a person who types in the code of every device.
func (p *Provider) AllowDevices() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for code := range p.devices {
		p.devices[code] = true
	}
}

// Requests are the grants that were asked for, in their order.
func (p *Provider) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var grants []string
	for _, asked := range p.Asked {
		grants = append(grants, asked.Get("grant_type"))
	}
	return grants
}

// authorize is a person who allows everything.
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	q := r.URL.Query()
	back, err := url.Parse(q.Get("redirect_uri"))
	if err != nil || q.Get("client_id") != ClientID || q.Get("code_challenge_method") != "S256" || q.Get("response_type") != "code" {
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	code := rand.Text()
	p.challenges[code] = q.Get("code_challenge")
	back.RawQuery = url.Values{"code": {code}, "state": {q.Get("state")}}.Encode()
	http.Redirect(w, r, back.String(), http.StatusFound)
}

func (p *Provider) device(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	code := rand.Text()
	p.devices[code] = false
	answer(w, http.StatusOK, map[string]any{
		"device_code": code, "user_code": "WDJB-MJHT", "verification_uri": p.URL + "/device-page", "expires_in": 900, "interval": 5,
	})
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = r.ParseForm() // what cannot be read is empty, and refused
	p.Asked = append(p.Asked, r.PostForm)
	if r.PostForm.Get("client_id") != ClientID || r.PostForm.Get("client_secret") != ClientSecret {
		answer(w, http.StatusUnauthorized, map[string]any{"error": "invalid_client", "error_description": "secret"})
		return
	}
	if wrong := p.check(r.PostForm); wrong != "" {
		answer(w, http.StatusBadRequest, map[string]any{"error": wrong, "error_description": "secret"})
		return
	}
	access := rand.Text()
	p.access[access] = true
	out := map[string]any{"access_token": access, "token_type": "Bearer", "expires_in": p.lives}
	if grant := r.PostForm.Get("grant_type"); grant != "client_credentials" && (grant != "refresh_token" || p.rotates) {
		refresh := rand.Text()
		p.refresh[refresh] = true
		out["refresh_token"] = refresh
	}
	answer(w, http.StatusOK, out)
}

// check says what is wrong with a question for a token.
func (p *Provider) check(form url.Values) string {
	switch form.Get("grant_type") {
	case "authorization_code":
		sum := sha256.Sum256([]byte(form.Get("code_verifier")))
		challenge, ok := p.challenges[form.Get("code")]
		delete(p.challenges, form.Get("code"))
		if !ok || challenge != base64.RawURLEncoding.EncodeToString(sum[:]) {
			return "invalid_grant"
		}
	case "refresh_token":
		old := form.Get("refresh_token")
		if !p.refresh[old] {
			return "invalid_grant"
		}
		if p.rotates {
			delete(p.refresh, old)
		}
	case "urn:ietf:params:oauth:grant-type:device_code":
		allowed, ok := p.devices[form.Get("device_code")]
		if !ok {
			return "expired_token"
		}
		if !allowed {
			return "authorization_pending"
		}
	case "client_credentials":
		if form.Get("scope") != "mail.app" {
			return "invalid_scope"
		}
	default:
		return "unsupported_grant_type"
	}
	return ""
}

func (p *Provider) introspect(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = r.ParseForm()
	if !p.access[r.Form.Get("token")] {
		answer(w, http.StatusOK, map[string]any{"active": false})
		return
	}
	answer(w, http.StatusOK, map[string]any{"active": true, "email": p.user})
}

func answer(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
