package desk

import (
	"encoding/json"
	"io"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// BrowserAdd is the command onrecord notices browser add.
type BrowserAdd struct {
	Label string `placeholder:"TEXT"`
}

// Help implements kong.HelpProvider.
func (BrowserAdd) Help() string {
	return `
A browser subscribes itself on the page Notices of your account. A program that is a
push client of its own (RFC 8030) gives what it got from its push service on standard
input, as browsers write it: {"endpoint": …, "keys": {"p256dh": …, "auth": …}}. It is
subscribed under the key that onrecord notices show --json calls pushKey.

Example:

    onrecord notices browser add --label "wall screen" < subscription.json`
}

// Run subscribes it.
func (c *BrowserAdd) Run(p *terminal.Program) error {
	text, err := p.Typed(func() ([]byte, error) { return io.ReadAll(io.LimitReader(p.In, 8192)) })
	if err != nil {
		return err
	}
	var read struct {
		Endpoint string
		Keys     struct{ P256dh, Auth string }
	}
	if err := json.Unmarshal(text, &read); err != nil {
		return claim.Errorf(claim.CodeInvalid, "the subscription is read from standard input, and this is none").
			WithHint(`it is written as {"endpoint": …, "keys": {"p256dh": …, "auth": …}}`)
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	in := casework.BrowserSubscription{Endpoint: read.Endpoint, P256dh: read.Keys.P256dh, Auth: read.Keys.Auth, Label: c.Label}
	r, err := client.Call(p.Ctx, desk, operation.BrowserAdd, operation.Body(in))
	if err != nil {
		return err
	}
	return p.Did(r, "the browser is subscribed: notices go to it when you have chosen to be told (onrecord notices show)")
}

// BrowserList is the command onrecord notices browser list.
type BrowserList struct{}

// Help implements kong.HelpProvider.
func (BrowserList) Help() string {
	return `
Example:

    onrecord notices browser list`
}

// Run lists them.
func (BrowserList) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	browsers, err := client.Call(p.Ctx, desk, operation.BrowserList, operation.None{})
	if err != nil {
		return err
	}
	return p.Show(browsers, func(w io.Writer) {
		var rows [][]string
		for _, b := range browsers {
			told, now := "never", "subscribed"
			if !b.ToldAt.IsZero() {
				told = terminal.When(b.ToldAt, p.Now())
			}
			switch {
			case !b.DroppedAt.IsZero():
				now = "its push service knows of it no more"
			case b.Failing != "":
				now = b.Failing
			}
			rows = append(rows, []string{b.ID.String(), b.Label, b.MadeAt.Format(time.DateOnly), told, now})
		}
		terminal.Table(w, "BROWSER,CALLED,SINCE,LAST TOLD,STANDS", rows)
	})
}

// namedBrowser names a browser.
type namedBrowser struct {
	Browser string `arg:"" help:", as onrecord notices browser list shows it."`
}

// at is the desk that the browser is subscribed at, and its path there.
func (c namedBrowser) at(p *terminal.Program) (*client.Client, operation.BrowserPath, error) {
	id, err := uuid.Parse(c.Browser)
	if err != nil {
		return nil, operation.BrowserPath{}, claim.Errorf(claim.CodeInvalid, "%q is not the identifier of a browser", c.Browser).WithHint("see: onrecord notices browser list")
	}
	desk, err := p.Client()
	return desk, operation.BrowserPath{Browser: id}, err
}

// BrowserTry is the command onrecord notices browser try.
type BrowserTry struct{ namedBrowser }

// Help implements kong.HelpProvider.
func (BrowserTry) Help() string {
	return `
Example:

    onrecord notices browser try 0191d0a0-5a5a-7000-8000-000000000001`
}

// Run tries it.
func (c *BrowserTry) Run(p *terminal.Program) error {
	desk, in, err := c.at(p)
	if err != nil {
		return err
	}
	tried, err := client.Call(p.Ctx, desk, operation.BrowserTry, in)
	if err != nil {
		return err
	}
	if tried.Failed != "" {
		return claim.Errorf(claim.CodeUnavailable, "the line was not taken: %s", tried.Failed)
	}
	return p.Did(casework.Receipt{}, "the push service has taken the line")
}

// BrowserRemove is the command onrecord notices browser remove.
type BrowserRemove struct{ namedBrowser }

// Help implements kong.HelpProvider.
func (BrowserRemove) Help() string {
	return `
Example:

    onrecord notices browser remove 0191d0a0-5a5a-7000-8000-000000000001`
}

// Run removes it.
func (c *BrowserRemove) Run(p *terminal.Program) error {
	desk, in, err := c.at(p)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.BrowserRemove, in)
	if err != nil {
		return err
	}
	return p.Did(r, "nothing is told in that browser any more")
}
