package main

import (
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type requestResumeCmd struct {
	Request called `arg:"" help:" of the request."`
}

// Help implements kong.HelpProvider.
func (requestResumeCmd) Help() string {
	return `
Reminders that fell due while they were paused are not made up for.

Example:

    onrecord request resume vault7/google`
}

// Run lets the reminders go out again.
func (c *requestResumeCmd) Run(p *program) error {
	desk, request, err := p.onRequest(c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.RequestResume, operation.RequestPath{Request: request})
	if err != nil {
		return err
	}
	return p.did(r, "the reminders of the request go out again")
}
