package main

import (
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type inboxSeenCmd struct {
	Message called `arg:"" help:" of the message."`
}

// Help implements kong.HelpProvider.
func (inboxSeenCmd) Help() string {
	return `
What came on the answer page is recorded by itself, and waits until somebody has
looked at it.

Example:

    onrecord inbox seen 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run says that the answer was looked at.
func (c *inboxSeenCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	message, err := p.message(desk, c.Message)
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.MessageSeen, operation.MessagePath{Message: message})
	if err != nil {
		return err
	}
	return p.did(r, "looked at the answer")
}
