package main

import (
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type requestUndoCmd struct {
	Request called `arg:"" help:" of the request."`
}

// Help implements kong.HelpProvider.
func (requestUndoCmd) Help() string {
	return `
In its undo window a request is taken back, and the party hears nothing of it; so
is a letter by hand that waits. Once it is too late: onrecord request withdraw.

Example:

    onrecord request undo vault7/google`
}

// Run takes back what has not gone out yet.
func (c *requestUndoCmd) Run(p *program) error {
	desk, request, err := p.onRequest(c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.RequestUndo, operation.RequestPath{Request: request})
	if err != nil {
		return err
	}
	return p.did(r, "taken back; nothing of it goes out")
}
