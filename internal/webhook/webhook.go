// Package webhook posts a few lines to the incoming webhook of a chat: Slack,
// Mattermost, or a workflow of Microsoft Teams.
//
// Its address is a secret: whoever has it can write into the channel. So it stands in no
// error and no log, goes out over https alone, and is followed to no other place.
//
// A person chooses the address, and the desk connects to it from inside the newsroom's
// network. So it is looked at which machine the name leads to, at the moment of
// connecting: one in a private network is refused, unless the installation allows that
// network.
package webhook

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/onrecord/onrecord/internal/publicnet"
)

// Line is one line of what is posted.
type Line struct {
	Text string
	Link string
}

// Result is what became of a post.
type Result struct {
	Failed  string        // why it was not taken, a sentence that names no address; empty if it was
	Refused bool          // for good: it is of no use to try again
	Wait    time.Duration // the chat asks not to be asked before
}

const (
	// patience is how long a chat has to answer.
	patience = 10 * time.Second
	// maxAddress is how long an address is at most.
	maxAddress = 2000
)

// Client posts. Its methods may be called from many goroutines at once.
type Client struct{ http *http.Client }

// New makes a client that connects to public addresses, and to those of the networks
// that are allowed. roots vouch for the chats; nil for those of the system.
func New(allowed []netip.Prefix, roots *x509.CertPool) *Client {
	return &Client{publicnet.Client(allowed, roots, patience)}
}

// Check says what is wrong with an address, in a sentence that does not repeat it; empty
// if nothing is.
func Check(address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil || len(address) > maxAddress || u.Hostname() == "" || u.Opaque != "":
		return "it is not an address such as https://hooks.slack.com/services/…"
	case u.Scheme != "https":
		return "a webhook begins with https://"
	case u.User != nil:
		return "a webhook has no name and no password before its host"
	}
	return ""
}

// Post posts lines in the form that a kind of chat takes. It always returns within its patience.
func (c *Client) Post(ctx context.Context, kind, address, title string, lines []Line) Result {
	if problem := Check(address); problem != "" {
		return Result{Failed: problem, Refused: true}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body(kind, title, lines)))
	if err != nil {
		return Result{Failed: "it is not an address that can be asked", Refused: true}
	}
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	request.Header.Set("User-Agent", "Onrecord")
	var wrote atomic.Bool
	request = request.WithContext(httptrace.WithClientTrace(request.Context(), &httptrace.ClientTrace{
		WroteRequest: func(w httptrace.WroteRequestInfo) { wrote.Store(w.Err == nil) },
	}))
	answer, err := c.http.Do(request)
	switch {
	case err != nil && wrote.Load(): // it may stand there by now, and nobody is to be told twice
		return Result{}
	case err != nil:
		return unanswered(err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)) // so that the connection can be used again
	return answered(answer)
}

// unanswered says why there is no answer. The error itself holds the address.
func unanswered(err error) Result {
	if errors.Is(err, publicnet.ErrPrivate) {
		return Result{Failed: "the webhook leads into a private network, which is not among webhook_networks", Refused: true}
	}
	return Result{Failed: publicnet.Unanswered("the chat", err)}
}

func answered(answer *http.Response) Result {
	switch code := answer.StatusCode; {
	case code >= 200 && code < 300:
		return Result{}
	case code == http.StatusTooManyRequests, code == http.StatusRequestTimeout:
		return Result{Failed: "the chat asks to try again later", Wait: publicnet.RetryAfter(answer)}
	case code >= 300 && code < 400:
		return Result{Failed: "the chat sends elsewhere, and nobody follows", Refused: true}
	case code >= 400 && code < 500:
		return Result{Failed: "the chat refuses the webhook, with status " + strconv.Itoa(code), Refused: true}
	}
	return Result{Failed: "the chat has a fault of its own, with status " + strconv.Itoa(answer.StatusCode), Wait: publicnet.RetryAfter(answer)}
}
