package main

import (
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type requestWithdrawCmd struct {
	Request called `arg:"" help:" of the request."`
	Reason  string `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (requestWithdrawCmd) Help() string {
	return `
If the request has gone out, the party is told.

Example:

    onrecord request withdraw vault7/google`
}

// Run withdraws the request.
func (c *requestWithdrawCmd) Run(p *program) error {
	reason, err := p.text("--reason", c.Reason)
	if err != nil {
		return err
	}
	desk, request, err := p.onRequest(c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.RequestWithdraw, operation.OfRequest(request, operation.Reason(reason)))
	if err != nil {
		return err
	}
	return p.did(r, "withdrew the request")
}
