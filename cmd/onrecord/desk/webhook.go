package desk

import (
	"io"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// whoseHook says whose webhook a command is about.
type whoseHook struct {
	OfDesk bool `help:"That of the desk, not yours."`
}

// WebhookSet is the command onrecord notices webhook set.
type WebhookSet struct {
	whoseHook
	Kind people.HookKind `arg:"" enum:"slack,mattermost,teams"`
}

// Help implements kong.HelpProvider.
func (WebhookSet) Help() string {
	return `
The address is read from standard input: whoever has it can write into the channel,
and everybody on the machine can read what stands on a command line.

Example:

    onrecord notices webhook set slack < address.txt`
}

// Run sets it.
func (c *WebhookSet) Run(p *terminal.Program) error {
	text, err := p.Typed(func() ([]byte, error) { return io.ReadAll(io.LimitReader(p.In, 4096)) })
	if err != nil {
		return err
	}
	address := strings.TrimSpace(string(text))
	if address == "" {
		return claim.Errorf(claim.CodeInvalid, "the address of the webhook is read from standard input, and there is none")
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	set := operation.WebhookSet
	if c.OfDesk {
		set = operation.DeskWebhookSet
	}
	r, err := client.Call(p.Ctx, desk, set, operation.Body(staff.WebhookInput{Kind: c.Kind, Address: address}))
	if err != nil {
		return err
	}
	return p.Did(r, "notices go to a webhook of %s", c.Kind)
}

// WebhookTry is the command onrecord notices webhook try.
type WebhookTry struct{ whoseHook }

// Help implements kong.HelpProvider.
func (WebhookTry) Help() string {
	return `
Example:

    onrecord notices webhook try`
}

// Run tries it.
func (c *WebhookTry) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	try := operation.WebhookTry
	if c.OfDesk {
		try = operation.DeskWebhookTry
	}
	tried, err := client.Call(p.Ctx, desk, try, operation.None{})
	if err != nil {
		return err
	}
	if tried.Failed != "" {
		return claim.Errorf(claim.CodeUnavailable, "the line was not taken: %s", tried.Failed)
	}
	return p.Did(casework.Receipt{}, "the chat has taken the line")
}

// WebhookRemove is the command onrecord notices webhook remove.
type WebhookRemove struct{ whoseHook }

// Help implements kong.HelpProvider.
func (WebhookRemove) Help() string {
	return `
Example:

    onrecord notices webhook remove`
}

// Run removes it.
func (c *WebhookRemove) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	remove := operation.WebhookRemove
	if c.OfDesk {
		remove = operation.DeskWebhookRemove
	}
	r, err := client.Call(p.Ctx, desk, remove, operation.None{})
	if err != nil {
		return err
	}
	return p.Did(r, "notices go to no webhook")
}
