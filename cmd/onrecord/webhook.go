package main

import (
	"io"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// whoseHook says whose webhook a command is about.
type whoseHook struct {
	OfDesk bool `help:"That of the desk, not yours."`
}

type webhookSetCmd struct {
	whoseHook
	Kind people.HookKind `arg:"" enum:"slack,mattermost,teams"`
}

// Help implements kong.HelpProvider.
func (webhookSetCmd) Help() string {
	return `
The address is read from standard input: whoever has it can write into the channel,
and everybody on the machine can read what stands on a command line.

Example:

    onrecord notices webhook set slack < address.txt`
}

// Run sets it.
func (c *webhookSetCmd) Run(p *program) error {
	text, err := p.typed(func() ([]byte, error) { return io.ReadAll(io.LimitReader(p.in, 4096)) })
	if err != nil {
		return err
	}
	address := strings.TrimSpace(string(text))
	if address == "" {
		return claim.Errorf(claim.CodeInvalid, "the address of the webhook is read from standard input, and there is none")
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	set := operation.WebhookSet
	if c.OfDesk {
		set = operation.DeskWebhookSet
	}
	r, err := client.Call(p.ctx, desk, set, operation.Body(casework.WebhookInput{Kind: c.Kind, Address: address}))
	if err != nil {
		return err
	}
	return p.did(r, "notices go to a webhook of %s", c.Kind)
}

type webhookTryCmd struct{ whoseHook }

// Help implements kong.HelpProvider.
func (webhookTryCmd) Help() string {
	return `
Example:

    onrecord notices webhook try`
}

// Run tries it.
func (c *webhookTryCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	try := operation.WebhookTry
	if c.OfDesk {
		try = operation.DeskWebhookTry
	}
	tried, err := client.Call(p.ctx, desk, try, operation.None{})
	if err != nil {
		return err
	}
	if tried.Failed != "" {
		return claim.Errorf(claim.CodeUnavailable, "the line was not taken: %s", tried.Failed)
	}
	return p.did(casework.Receipt{}, "the chat has taken the line")
}

type webhookRemoveCmd struct{ whoseHook }

// Help implements kong.HelpProvider.
func (webhookRemoveCmd) Help() string {
	return `
Example:

    onrecord notices webhook remove`
}

// Run removes it.
func (c *webhookRemoveCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	remove := operation.WebhookRemove
	if c.OfDesk {
		remove = operation.DeskWebhookRemove
	}
	r, err := client.Call(p.ctx, desk, remove, operation.None{})
	if err != nil {
		return err
	}
	return p.did(r, "notices go to no webhook")
}
