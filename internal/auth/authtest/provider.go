// Package authtest is an identity provider for tests: OpenID Connect Discovery,
// keys, and the code flow with PKCE, over a server on loopback.
package authtest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"
)

// What the provider calls the desk, and the secret between them.
const (
	ClientID     = "onrecord"
	ClientSecret = "s3cret"
)

// Provider is an identity provider.
type Provider struct {
	*httptest.Server
	// Claims are what it says of whoever signs in. What stands here replaces what
	// it would say by itself: that it is Ana Marlow, of the group /news/editors.
	Claims map[string]any
	// Asked is how often it was looked up.
	Asked int

	t     testing.TB
	mu    sync.Mutex
	codes map[string]url.Values // what was asked for, by code
}

// key signs for every provider: making one takes long.
var key = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

// New starts a provider, which stops when the test ends.
func New(t testing.TB) *Provider {
	t.Helper()
	p := &Provider{t: t, codes: map[string]url.Values{}, Claims: map[string]any{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	p.Asked++
	answer(w, map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
		"jwks_uri": p.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"},
		"response_types_supported": []string{"code"}, "subject_types_supported": []string{"public"},
	})
}

func (p *Provider) signer() *rsa.PrivateKey {
	k, err := key()
	require.NoError(p.t, err)
	return k
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	answer(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.signer().Public(), KeyID: "k1", Algorithm: "RS256", Use: "sig"}}})
}

func answer(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v)
}

// Authorize is what happens while the person is there: it checks what the desk
// asks for, and returns what the browser brings back.
func (p *Provider) Authorize(address string) (state, code string) {
	p.t.Helper()
	u, err := url.Parse(address)
	require.NoError(p.t, err)
	q := u.Query()
	require.Equal(p.t, p.URL+"/authorize", u.Scheme+"://"+u.Host+u.Path)
	require.Equal(p.t, "code", q.Get("response_type"))
	require.Equal(p.t, "S256", q.Get("code_challenge_method"))
	require.Equal(p.t, "https://desk.example.org/signin/oidc/callback", q.Get("redirect_uri"))
	require.Contains(p.t, q.Get("scope"), "openid")
	code = rand.Text()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.codes[code] = q
	return q.Get("state"), code
}

// token gives a code's ID token to whoever knows the verifier (RFC 7636 section 4.6).
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	p.mu.Lock()
	asked, known := p.codes[r.PostFormValue("code")]
	delete(p.codes, r.PostFormValue("code"))
	p.mu.Unlock()
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !known || id != ClientID || secret != ClientSecret || base64.RawURLEncoding.EncodeToString(sum[:]) != asked.Get("code_challenge") {
		w.WriteHeader(http.StatusBadRequest)
		answer(w, map[string]string{"error": "invalid_grant"})
		return
	}
	answer(w, map[string]any{"access_token": rand.Text(), "token_type": "Bearer", "expires_in": 60, "id_token": p.idToken(asked.Get("nonce"))})
}

func (p *Provider) idToken(nonce string) string {
	said := map[string]any{
		"iss": p.URL, "aud": ClientID, "sub": "u-1", "nonce": nonce, "iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(),
		"preferred_username": "Ana.Marlow", "name": "Ana Marlow", "email": "ana@newsroom.example", "groups": []string{"/news/editors", "all"},
	}
	maps.Copy(said, p.Claims)
	text, err := json.Marshal(said)
	require.NoError(p.t, err)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: p.signer(), KeyID: "k1"}}, nil)
	require.NoError(p.t, err)
	signed, err := signer.Sign(text)
	require.NoError(p.t, err)
	token, err := signed.CompactSerialize()
	require.NoError(p.t, err)
	return token
}
