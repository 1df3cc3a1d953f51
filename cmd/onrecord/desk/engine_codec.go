package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// EngineCodec is the command onrecord engine codec.
type EngineCodec struct {
	Origin string `required:"" placeholder:"URL" help:"Where Temporal's UI is opened, such as http://localhost:8233."`
	Listen string `default:"127.0.0.1:0" placeholder:"ADDRESS" help:"Where to listen; loopback only. Default: a free port."`
}

// Help implements kong.HelpProvider.
func (EngineCodec) Help() string {
	return `
A codec server: it lets Temporal's UI show what stands sealed in the engine. It
prints the address to put into the UI as its codec endpoint, and runs until
Ctrl-C. It acts as you, who have to be allowed to manage the engine; whoever has
the address sees what you may. The temporal command line needs none: give it
--codec-endpoint DESK/api/v1/engine/codec and --codec-auth "Bearer TOKEN".

Example:

    onrecord engine codec --origin http://localhost:8233`
}

// Run serves until a signal comes.
func (c *EngineCodec) Run(p *terminal.Program) error {
	origin, err := url.Parse(c.Origin)
	if err != nil || origin.Host == "" || origin.Scheme+"://"+origin.Host != c.Origin {
		return claim.Errorf(claim.CodeInvalid, "--origin: %q is not an origin", c.Origin).
			WithHint("write scheme and host as the browser shows them, without a path: http://localhost:8233")
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	if _, err := client.Call(p.Ctx, desk, operation.EngineDecode, operation.Body(operation.Payloads{})); err != nil { // better now than on the page
		return err
	}
	l, err := onlyHere(c.Listen)
	if err != nil {
		return err
	}
	handler := &client.Codec{Client: desk, Secret: rand.Text(), Origin: c.Origin}
	err = p.Show(map[string]string{"endpoint": "http://" + l.Addr().String() + "/" + handler.Secret}, func(w io.Writer) {
		fmt.Fprintf(w, "http://%s/%s\n", l.Addr(), handler.Secret)
	})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	p.Say("this is the codec endpoint for %s; Ctrl-C ends it", c.Origin)
	return serveUntil(p.Ctx, l, handler)
}

// onlyHere listens on loopback.
func onlyHere(address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, claim.Errorf(claim.CodeInvalid, "--listen: %q is not an address on loopback", address).WithHint("such as 127.0.0.1:8081")
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, claim.Errorf(claim.CodeInUse, "cannot listen on %s", address).WithHint("choose another address with --listen")
	}
	return l, nil
}

func serveUntil(ctx context.Context, l net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	defer context.AfterFunc(ctx, func() { _ = server.Close() })()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}
