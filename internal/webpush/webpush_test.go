package webpush

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/json"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/webpush/webpushtest"
)

// The example of RFC 8291, appendix A.
func TestTheExampleOfTheStandard(t *testing.T) {
	bytesOf := func(text string) []byte {
		data, err := decode(text)
		require.NoError(t, err)
		return data
	}
	once, err := ecdh.P256().NewPrivateKey(bytesOf("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
	require.NoError(t, err)
	to := Subscription{
		P256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
		Auth:   "BTBZMqHH6r4Tts7J_aSIgg",
	}
	sealed, err := sealWith(once, bytesOf("DGv6ra1nlYgDCS1FRnbzlw"), to, []byte("When I grow up, I want to be a watermelon"), 0)
	require.NoError(t, err)
	require.Equal(t, "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"+
		"yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN", encode(sealed))
}

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}

// service is a push service with one browser.
func service(t *testing.T, answers http.HandlerFunc) (*Client, Subscription, *webpushtest.Browser) {
	t.Helper()
	server := httptest.NewTLSServer(answers)
	t.Cleanup(server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	browser, err := webpushtest.New()
	require.NoError(t, err)
	return New(loopback, roots), Subscription{server.URL + "/push/secret-of-the-browser", browser.P256dh, browser.Auth}, browser
}

func TestWhatIsSentIsForTheBrowserAloneAndSignedByTheDesk(t *testing.T) {
	key, err := NewKey()
	require.NoError(t, err)
	der, err := key.Private()
	require.NoError(t, err)
	same, err := ParseKey(der)
	require.NoError(t, err)
	require.Equal(t, key.Public(), same.Public())
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	lengths := map[int]bool{}
	for _, text := range []string{"An answer waits in mill", strings.Repeat("x", 700)} {
		var got *http.Request
		var body []byte
		client, to, browser := service(t, func(w http.ResponseWriter, r *http.Request) {
			got = r
			body, _ = io.ReadAll(r.Body)
			w.WriteHeader(http.StatusCreated)
		})
		require.Equal(t, Result{}, client.Send(t.Context(), same, "mailto:desk@newsroom.example", to, Message{Text: []byte(text), Topic: "abc", Life: time.Hour, Now: now}))
		require.NotContains(t, string(body), "answer")
		opened, err := browser.Open(body)
		require.NoError(t, err)
		require.Equal(t, text, string(opened))
		other, err := webpushtest.New()
		require.NoError(t, err)
		_, err = other.Open(body)
		require.Error(t, err)
		lengths[len(body)] = true
		require.Equal(t, "aes128gcm", got.Header.Get("Content-Encoding"))
		require.Equal(t, "3600", got.Header.Get("TTL"))
		require.Equal(t, "abc", got.Header.Get("Topic"))
		checkSigned(t, got.Header.Get("Authorization"), key.Public(), "https://"+got.Host, now)
	}
	require.Len(t, lengths, 1, "the length says nothing")
}

// checkSigned is what a push service looks at (RFC 8292).
func checkSigned(t *testing.T, header, public, origin string, now time.Time) {
	t.Helper()
	token, k, ok := strings.Cut(strings.TrimPrefix(header, "vapid t="), ", k=")
	require.True(t, ok, header)
	require.Equal(t, public, k)
	point, err := decode(k)
	require.NoError(t, err)
	verifies, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	require.NoError(t, err)
	parts := strings.Split(token, ".")
	require.Len(t, parts, 3)
	signature, err := decode(parts[2])
	require.NoError(t, err)
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	require.True(t, ecdsa.Verify(verifies, sum[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])))
	said, err := decode(parts[1])
	require.NoError(t, err)
	var claims struct {
		Aud, Sub string
		Exp      int64
	}
	require.NoError(t, json.Unmarshal(said, &claims))
	require.Equal(t, origin, claims.Aud)
	require.Equal(t, "mailto:desk@newsroom.example", claims.Sub)
	require.Greater(t, claims.Exp, now.Unix())
	require.LessOrEqual(t, claims.Exp, now.Add(24*time.Hour).Unix())
}

func TestWhatAPushServiceAnswers(t *testing.T) {
	key, err := NewKey()
	require.NoError(t, err)
	for status, want := range map[int]Result{
		http.StatusCreated:             {},
		http.StatusAccepted:            {},
		http.StatusNotFound:            {Failed: "the push service knows of the browser no more", Gone: true},
		http.StatusGone:                {Failed: "the push service knows of the browser no more", Gone: true},
		http.StatusTooManyRequests:     {Failed: "the push service asks to try again later", Wait: 2 * time.Minute},
		http.StatusForbidden:           {Failed: "the push service refuses the message, with status 403", Wait: time.Hour},
		http.StatusTemporaryRedirect:   {Failed: "the push service refuses the message, with status 307", Wait: time.Hour},
		http.StatusInternalServerError: {Failed: "the push service has a fault of its own, with status 500", Wait: 2 * time.Minute},
	} {
		client, to, _ := service(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "120")
			w.Header().Set("Location", "https://elsewhere.example.org/")
			w.WriteHeader(status)
		})
		require.Equal(t, want, client.Send(t.Context(), key, "https://desk.example.org", to, Message{Text: []byte("x"), Now: time.Now()}))
	}
}

func TestNoPrivateNetworkIsReachedThroughABrowsersAddress(t *testing.T) {
	asked := false
	_, to, _ := service(t, func(http.ResponseWriter, *http.Request) { asked = true })
	key, err := NewKey()
	require.NoError(t, err)
	r := New(nil, nil).Send(t.Context(), key, "https://desk.example.org", to, Message{Text: []byte("x"), Now: time.Now()})
	require.Contains(t, r.Failed, "private network")
	require.NotContains(t, r.Failed, "127.0.0.1")
	require.False(t, r.Gone)
	require.False(t, asked)
	for _, endpoint := range []string{"", "http://push.example.org/x", "https:push", "https://user@push.example.org/x", "file:///etc/passwd", "https://" + strings.Repeat("x", 2000)} {
		field, problem := Subscription{endpoint, to.P256dh, to.Auth}.Check()
		require.Equal(t, "endpoint", field, endpoint)
		require.NotEmpty(t, problem)
	}
	for _, keys := range [][2]string{{"", ""}, {to.P256dh, "short"}, {to.Auth, to.Auth}, {"B" + strings.Repeat("A", 86), to.Auth}} {
		field, _ := Subscription{to.Endpoint, keys[0], keys[1]}.Check()
		require.Equal(t, "p256dh", field)
	}
}
