// Package client calls the operations of a desk over its API. The command line is
// written on it.
//
// What the API refuses comes back as the [*claim.Error] that the desk returned.
// A command that was cut off is sent again, under the same key, so that it is
// carried out once.
package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/operation"
)

// Client talks to one running Onrecord. Many goroutines may call through it at once.
type Client struct {
	base   string // without a slash at the end
	token  string
	as     string
	remote bool
	http   *http.Client
	zone   atomic.Pointer[time.Location] // of the desk, once it has answered
}

// Zone is the desk's time zone, in which people are told instants: UTC until the desk has answered.
func (c *Client) Zone() *time.Location {
	if zone := c.zone.Load(); zone != nil {
		return zone
	}
	return time.UTC
}

// Address is that of the desk, as the client comes to it, without a slash at the end.
func (c *Client) Address() string { return strings.TrimSuffix(c.base, api.Base) }

// New makes a client of the API at a base URL such as http://127.0.0.1:7070.
// as is the handle of the person who acts; empty for the installation's own choice.
func New(baseURL, token, as string) *Client {
	return &Client{base: baseURL + api.Base, token: token, as: as, http: &http.Client{Transport: transport()}}
}

// Remote makes a client of a desk elsewhere, at an address from [DeskAddress], for
// the person whose API token it is. as may repeat that person's handle.
func Remote(address, token, as string) *Client {
	c := New(address, token, as)
	t := transport()
	t.Proxy = http.ProxyFromEnvironment
	c.remote, c.http = true, &http.Client{Transport: t}
	return c
}

// transport keeps a connection open for each of a few requests at once, and
// never goes through a proxy: what it carries is for this machine.
func transport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.Proxy = nil
	t.MaxIdleConnsPerHost = 16
	return t
}

type keyContext struct{}

// WithKey returns a context in which the next command has the given key. A
// command with a key that was used before is not carried out again.
func WithKey(ctx context.Context, key uuid.UUID) context.Context {
	return context.WithValue(ctx, keyContext{}, key)
}

func keyOf(ctx context.Context) uuid.UUID {
	if key, ok := ctx.Value(keyContext{}).(uuid.UUID); ok {
		return key
	}
	return uuid.New()
}

// tries is how often a command is sent at most.
const tries = 3

// Call carries an operation out at the desk: what can be called, and with what,
// stands in package operation.
//
//	made, err := client.Call(ctx, desk, operation.ClaimAdd, operation.InCase("vault7", writing.ClaimInput{…}))
//
// A command is sent again if its outcome was lost.
func Call[In, Out any](ctx context.Context, c *Client, o *operation.Operation[In, Out], in In) (Out, error) {
	var out Out
	call, err := o.Call(in)
	if err != nil {
		return out, err
	}
	if r := (request{Call: call}); call.Method == http.MethodGet {
		err = c.send(ctx, r, o.Into(&out))
	} else {
		r.key = keyOf(ctx)
		err = c.insist(ctx, r, o.Into(&out))
	}
	return out, err
}

// insist sends a command, and sends it again if its outcome was lost.
func (c *Client) insist(ctx context.Context, r request, out any) error {
	err := c.send(ctx, r, out)
	for try := 1; try < tries && claim.CodeOf(err) == claim.CodeUnknownOutcome && ctx.Err() == nil; try++ {
		wait(ctx, time.Duration(try)*200*time.Millisecond)
		again := c.send(ctx, r, out)
		if claim.CodeOf(again) == claim.CodeUnavailable {
			break // and what became of the command is as unknown as before
		}
		err = again
	}
	return err
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// request is one request as it is sent.
type request struct {
	operation.Call
	key uuid.UUID // of a command
}

func (c *Client) send(ctx context.Context, r request, out any) error {
	req, err := http.NewRequestWithContext(ctx, r.Method, c.base+r.Path, bytes.NewReader(r.Body))
	if err != nil {
		return fmt.Errorf("client: %w", err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	if c.as != "" {
		req.Header.Set(api.HeaderAs, c.as)
	}
	if r.key != uuid.Nil {
		req.Header.Set(api.HeaderKey, r.key.String())
	}
	if r.Body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return c.unreached(ctx, r, err)
	}
	defer resp.Body.Close()
	if zone, err := time.LoadLocation(resp.Header.Get(api.HeaderZone)); err == nil {
		c.zone.Store(zone)
	}
	if resp.StatusCode >= http.StatusBadRequest {
		return refused(resp)
	}
	if err := json.NewDecoder(resp.Body).Decode(out); err != nil {
		return c.unreached(ctx, r, err)
	}
	// Reading to the end lets the connection be used again.
	_, err = io.Copy(io.Discard, resp.Body)
	return c.unreached(ctx, r, err)
}

// address is that of the desk.
func (c *Client) address() string { return c.base[:len(c.base)-len(api.Base)] }

// unreached says what it means that no whole answer came.
func (c *Client) unreached(ctx context.Context, r request, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("client: %w", context.Cause(ctx))
	case c.remote && r.key == uuid.Nil:
		return claim.Errorf(claim.CodeUnavailable, "%s does not answer", c.address()).WithHint("look whether the address is right, and try again")
	case notRunning(err) && c.remote:
		return claim.Errorf(claim.CodeUnavailable, "%s does not answer", c.address()).WithHint("try again")
	case notRunning(err):
		return claim.Errorf(claim.CodeUnavailable, "onrecord serve is not running on %s", c.address()).
			WithHint("start it: onrecord serve")
	case r.key == uuid.Nil:
		return claim.Errorf(claim.CodeUnavailable, "the answer was cut off").WithHint("try again")
	}
	return claim.Errorf(claim.CodeUnknownOutcome, "the connection broke before the answer came; the command may have been carried out").
		WithHint("look whether it was before you give it again")
}

// refused reads the problem that a request was answered with.
func refused(resp *http.Response) error {
	var p api.Problem
	if resp.StatusCode == http.StatusServiceUnavailable && resp.Header.Get("Content-Type") != api.ProblemType {
		return claim.Errorf(claim.CodeUnavailable, "onrecord serve is still starting").WithHint("try again in a moment")
	}
	if err := json.NewDecoder(resp.Body).Decode(&p); err != nil || p.Code == "" {
		return claim.Errorf(claim.CodeUnavailable, "what answers at %s is not Onrecord, or not this version of it (%s)", resp.Request.URL.Host, resp.Status)
	}
	if p.Instance != "" {
		p.Hint += " (" + p.Instance + ")"
	}
	return &claim.Error{Code: p.Code, Message: p.Detail, Hint: p.Hint, Fields: p.Fields}
}
