package main

import (
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type inboxDiscardCmd struct {
	Message called `arg:"" help:" of the message."`
}

// Help implements kong.HelpProvider.
func (inboxDiscardCmd) Help() string {
	return `
Example:

    onrecord inbox discard 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run discards the message.
func (c *inboxDiscardCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	message, err := p.message(desk, c.Message)
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.MessageDiscard, operation.MessagePath{Message: message})
	if err != nil {
		return err
	}
	return p.did(r, "discarded the message; its bytes are kept")
}
