package auth

import (
	"context"
	"crypto/subtle"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/google/uuid"
	"golang.org/x/oauth2"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/auth/signin"
)

// OIDCCallbackPath is where the identity provider sends people back to, under
// the desk's address. It is to be registered there as the redirect URI.
const OIDCCallbackPath = "/signin/oidc/callback"

// providerPatience is how long the identity provider has for an answer.
const providerPatience = 10 * time.Second

// provider is the newsroom's identity provider. It is looked up when it is first
// needed (OpenID Connect Discovery 1.0 section 4), so that a desk starts without it.
type provider struct {
	settings OIDC
	callback string
	client   *http.Client

	mu    sync.Mutex
	found *oidc.Provider
}

func newProvider(settings OIDC, base *url.URL) *provider {
	if settings.Issuer == "" {
		return nil
	}
	return &provider{
		settings: settings, callback: strings.TrimSuffix(base.String(), "/") + OIDCCallbackPath,
		client: &http.Client{Timeout: providerPatience},
	}
}

func (p *provider) discover() (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		return p.found, nil
	}
	// The keys are fetched later, in requests that outlive the one that asks now.
	found, err := oidc.NewProvider(oidc.ClientContext(context.Background(), p.client), p.settings.Issuer)
	if err != nil {
		return nil, providerGone()
	}
	p.found = found
	return found, nil
}

func providerGone() error {
	return claim.Errorf(claim.CodeUnavailable, "the identity provider does not answer").WithHint("try again in a minute, or sign in another way")
}

func (p *provider) config(found *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{
		ClientID: p.settings.ClientID, ClientSecret: p.settings.ClientSecret, Endpoint: found.Endpoint(),
		RedirectURL: p.callback, Scopes: []string{oidc.ScopeOpenID, "profile", "email"},
	}
}

// identity is what the provider says about a person.
type identity struct {
	issuer, subject string
	handle, name    string
	email           string
	groups          []string
	twoFactors      bool
}

// exchange gets what the provider says for a code, and verifies it.
func (p *provider) exchange(ctx context.Context, code string, f oidcFlow) (identity, error) {
	found, err := p.discover()
	if err != nil {
		return identity{}, err
	}
	ctx = oidc.ClientContext(ctx, p.client)
	config := p.config(found)
	tokens, err := config.Exchange(ctx, code, oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return identity{}, badIdentity()
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := found.Verifier(&oidc.Config{ClientID: p.settings.ClientID}).Verify(ctx, raw)
	if err != nil || subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(f.Nonce)) != 1 {
		return identity{}, badIdentity()
	}
	who, err := p.identity(token)
	if err != nil {
		return identity{}, badIdentity()
	}
	return who, nil
}

func (p *provider) identity(token *oidc.IDToken) (identity, error) {
	var said struct {
		Handle string   `json:"preferred_username"`
		Name   string   `json:"name"`
		Email  string   `json:"email"`
		How    []string `json:"amr"`
	}
	var all map[string]any
	if err := token.Claims(&said); err != nil {
		return identity{}, err
	}
	if err := token.Claims(&all); err != nil {
		return identity{}, err
	}
	return identity{
		issuer: token.Issuer, subject: token.Subject, handle: said.Handle, name: said.Name, email: said.Email,
		groups:     textsOf(all[p.settings.RolesClaim]),
		twoFactors: slices.Contains(said.How, "mfa"), // RFC 8176
	}, nil
}

// textsOf reads a claim that is one text or a list of them.
func textsOf(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var texts []string
		for _, item := range v {
			if text, ok := item.(string); ok {
				texts = append(texts, text)
			}
		}
		return texts
	}
	return nil
}

// roles are those that the groups give, in the order of the roles there are.
func (p *provider) roles(groups []string) []claim.Role {
	var roles []claim.Role
	for _, role := range claim.Roles {
		if slices.ContainsFunc(groups, func(g string) bool { return slices.Contains(p.settings.Roles[g], role) }) {
			roles = append(roles, role)
		}
	}
	return roles
}

// key finds an identity: a subject is unique at its issuer (OIDC Core section 2).
func (i identity) key() string { return i.issuer + " " + i.subject }

func badIdentity() error {
	return claim.Errorf(claim.CodeUnauthenticated, "what the identity provider says cannot be verified").WithHint("begin again")
}

// oidcFlow is what stays here while a person is at the identity provider.
type oidcFlow struct {
	State, Nonce, Verifier string
	Next                   string
	Session                uuid.UUID // of whoever adds an identity to an account
	Invitation             string    // token of whoever joins by it
}

// OIDCInput says why somebody is sent to the identity provider. Without a session
// and an invitation it is to sign in.
type OIDCInput struct {
	// Next is where the person wanted to go; it comes back in [OIDCOutcome].
	Next string
	// Session is that of somebody who adds an identity to an account.
	Session *signin.Session
	// Invitation is the token of somebody who joins by it.
	Invitation string
}

// BeginOIDC returns where to send a browser, and the token that it keeps in a
// cookie until it comes back. It returns [claim.CodeUnavailable] if the identity
// provider does not answer, and [claim.CodeForbidden] to add an identity in a
// session that began a while ago.
func (s *Service) BeginOIDC(ctx context.Context, v Visitor, in OIDCInput) (address, flow string, err error) {
	if s.provider == nil {
		return "", "", claim.Errorf(claim.CodeNotFound, "this desk has no identity provider")
	}
	if in.Session != nil { // one more way to sign in: the way there leaves no room to ask for the password
		if err := s.recently(*in.Session); err != nil {
			return "", "", err
		}
	}
	if err := s.attempt(ctx, addressLimit(v)); err != nil {
		return "", "", err
	}
	found, err := s.provider.discover()
	if err != nil {
		return "", "", err
	}
	f := oidcFlow{State: newSecret(), Nonce: newSecret(), Verifier: oauth2.GenerateVerifier(), Next: in.Next, Invitation: in.Invitation}
	person := uuid.Nil
	if in.Session != nil {
		f.Session, person = in.Session.ID, in.Session.Person
	}
	flow, err = s.putFlow(ctx, flowOIDC, person, f)
	if err != nil {
		return "", "", err
	}
	address = s.provider.config(found).AuthCodeURL(f.State, oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier))
	return address, flow, nil
}

// OIDCOutcome is what a visit to the identity provider came to.
type OIDCOutcome struct {
	SignedIn
	Next string
	// Linked is set if an identity was added to the account of whoever is signed in.
	Linked bool
}

// FinishOIDC checks what a browser brings back from the identity provider: flow
// out of its cookie, state and code out of the address. session is that of
// whoever is signed in, or nil. It returns [claim.CodeUnauthenticated] if it does
// not fit together, and [claim.CodeForbidden] if the provider gives no role here.
func (s *Service) FinishOIDC(ctx context.Context, v Visitor, flow, state, code string, session *signin.Session) (OIDCOutcome, error) {
	if s.provider == nil {
		return OIDCOutcome{}, claim.Errorf(claim.CodeNotFound, "this desk has no identity provider")
	}
	var f oidcFlow
	if _, err := s.takeFlow(ctx, flowOIDC, flow, &f); err != nil {
		return OIDCOutcome{}, err
	}
	if code == "" {
		return OIDCOutcome{}, claim.Errorf(claim.CodeUnauthenticated, "the identity provider did not let you in").WithHint("begin again, or sign in another way")
	}
	if subtle.ConstantTimeCompare([]byte(state), []byte(f.State)) != 1 {
		return OIDCOutcome{}, badIdentity()
	}
	who, err := s.provider.exchange(ctx, code, f)
	if err != nil {
		return OIDCOutcome{}, err
	}
	if err := s.succeeded(ctx, "", addressLimit(v)); err != nil {
		return OIDCOutcome{}, err
	}
	out := OIDCOutcome{Next: f.Next}
	switch {
	case f.Session != uuid.Nil:
		out.Linked = true
		out.SignedIn, err = s.linkIdentity(ctx, session, f, who)
	case f.Invitation != "":
		out.SignedIn, err = s.joinByIdentity(ctx, v, f, who)
	default:
		out.SignedIn, err = s.signInByIdentity(ctx, v, who)
	}
	return out, err
}
