// Package webpush sends a few words to a browser that a person has subscribed, through the
// push service of whoever makes the browser.
//
// A browser that is subscribed gives an address at its push service, and two keys. A message
// is posted there (RFC 8030), encrypted for the browser alone (RFC 8291), and signed by the
// key of the desk under which the browser was subscribed (RFC 8292, VAPID). So the push
// service learns that, when and roughly to whom something goes, and not what: each message is
// padded to one length. The address is a secret: whoever has it and the key of the desk can
// write to the browser. It stands in no error and no log.
//
// A browser chooses the address, so it is asked as one that a stranger has chosen: over https, in
// public networks, and nobody is followed ([publicnet]).
//
// The encryption is ours, in two files: the standard library has ECDH, HKDF and AES-GCM, and
// a module would bring a second implementation of JSON web tokens for one header.
package webpush

import (
	"bytes"
	"context"
	"crypto/ecdh"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	"github.com/onrecord/onrecord/internal/publicnet"
)

// Subscription is a browser as it has subscribed itself (the Push API's PushSubscription).
type Subscription struct {
	Endpoint string `json:"endpoint"` // where its push service takes messages
	P256dh   string `json:"p256dh"`   // its public key, a point of P-256 in base64url
	Auth     string `json:"auth"`     // 16 secret bytes in base64url
}

// Message is what is sent.
type Message struct {
	Text  []byte        // at most 3000 bytes
	Topic string        // replaces what is not delivered yet of the same topic; up to 32 letters of base64url
	Life  time.Duration // how long the push service keeps it for a browser that is off
	Now   time.Time
}

// Result is what became of a message.
type Result struct {
	Failed string        // why it was not taken, a sentence that names no address; empty if it was
	Gone   bool          // the push service knows of no such subscription any more
	Wait   time.Duration // the push service asks not to be asked before
}

const (
	// patience is how long a push service has to answer.
	patience = 10 * time.Second
	// refusedFor is how long one is left alone that takes nothing from the desk.
	refusedFor = time.Hour
	// maxEndpoint is how long an address is at most.
	maxEndpoint = 2000
)

// Client sends. Its methods may be called from many goroutines at once.
type Client struct{ http *http.Client }

// New makes a client that connects to public addresses, and to those of the networks that
// are allowed. roots vouch for the push services; nil for those of the system.
func New(allowed []netip.Prefix, roots *x509.CertPool) *Client {
	return &Client{publicnet.Client(allowed, roots, patience)}
}

// keys are the browser's public key and its secret.
func (s Subscription) keys() (*ecdh.PublicKey, []byte, error) {
	point, err := decode(s.P256dh)
	if err != nil || len(point) != pointSize {
		return nil, nil, errors.New("webpush: no point of P-256")
	}
	theirs, err := ecdh.P256().NewPublicKey(point)
	if err != nil {
		return nil, nil, errors.New("webpush: no point of P-256")
	}
	auth, err := decode(s.Auth)
	if err != nil || len(auth) != authSize {
		return nil, nil, errors.New("webpush: no secret of 16 bytes")
	}
	return theirs, auth, nil
}

// Check says what is wrong with a subscription, in a sentence that does not repeat it;
// empty if nothing is.
func (s Subscription) Check() (field, problem string) {
	u, err := url.Parse(s.Endpoint)
	if err != nil || len(s.Endpoint) > maxEndpoint || u.Hostname() == "" || u.Opaque != "" || u.Scheme != "https" || u.User != nil {
		return "endpoint", "it is not the address of a push service, as a browser gives it"
	}
	if _, _, err := s.keys(); err != nil {
		return "p256dh", "these are not the keys of a browser"
	}
	return "", ""
}

// Send sends a message to a browser. It always returns within its patience.
func (c *Client) Send(ctx context.Context, key Key, contact string, to Subscription, m Message) Result {
	if _, problem := to.Check(); problem != "" {
		return Result{Failed: problem, Gone: true}
	}
	sealed, err := seal(to, m.Text)
	if err != nil {
		return Result{Failed: "the message could not be encrypted", Wait: refusedFor}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to.Endpoint, bytes.NewReader(sealed))
	if err != nil {
		return Result{Failed: "the push service has no address that can be asked", Gone: true}
	}
	signed, err := key.authorization(request.URL, contact, m.Now)
	if err != nil {
		return Result{Failed: "the message could not be signed", Wait: refusedFor}
	}
	h := request.Header
	h.Set("Authorization", signed)
	h.Set("Content-Encoding", "aes128gcm")
	h.Set("Content-Type", "application/octet-stream")
	h.Set("TTL", strconv.Itoa(int(m.Life/time.Second))) // RFC 8030 section 5.2
	h.Set("Urgency", "normal")                          // section 5.3
	h.Set("User-Agent", "Onrecord")
	if m.Topic != "" {
		h.Set("Topic", m.Topic) // section 5.4
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return unanswered(err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)) // so that the connection can be used again
	return answered(answer)
}

// unanswered says why there is no answer. The error itself holds the address. What may
// have been taken is sent again: its topic replaces it.
func unanswered(err error) Result {
	if errors.Is(err, publicnet.ErrPrivate) {
		return Result{Failed: "the push service leads into a private network, which is not among webhook_networks", Wait: refusedFor}
	}
	return Result{Failed: publicnet.Unanswered("the push service", err)}
}

func answered(answer *http.Response) Result {
	switch code := answer.StatusCode; {
	case code >= 200 && code < 300:
		return Result{}
	case code == http.StatusNotFound, code == http.StatusGone: // RFC 8030 section 7.3
		return Result{Failed: "the push service knows of the browser no more", Gone: true}
	case code == http.StatusTooManyRequests, code == http.StatusRequestTimeout: // section 8.4
		return Result{Failed: "the push service asks to try again later", Wait: publicnet.RetryAfter(answer)}
	case code >= 300 && code < 500:
		return Result{Failed: "the push service refuses the message, with status " + strconv.Itoa(code), Wait: refusedFor}
	}
	return Result{Failed: "the push service has a fault of its own, with status " + strconv.Itoa(answer.StatusCode), Wait: publicnet.RetryAfter(answer)}
}
