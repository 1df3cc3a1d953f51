package main

import (
	"io"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type inboxShowCmd struct {
	Message uuid.UUID `arg:"" help:" of the message."`
}

// Help implements kong.HelpProvider.
func (inboxShowCmd) Help() string {
	return `
It shows all of a message, also one that was read already.

Example:

    onrecord inbox show 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run shows the message.
func (c *inboxShowCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	m, err := client.Call(p.ctx, desk, operation.MessageShow, operation.MessagePath{Message: c.Message})
	if err != nil {
		return err
	}
	return p.show(m, func(w io.Writer) { showMessage(w, m, p.now()) })
}
