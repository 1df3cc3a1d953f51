package main

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type requestAgainCmd struct {
	Request called     `arg:"" help:" of the request."`
	Contact *uuid.UUID `placeholder:"ID" help:", from onrecord contact list."`
	Now     bool
}

// Help implements kong.HelpProvider.
func (requestAgainCmd) Help() string {
	return `
It goes out after the undo window, in the party's office hours unless --now is said. Until then it is taken
back by: onrecord request undo.

Example:

    onrecord request again vault7/google`
}

// Run has the request go to another contact point.
func (c *requestAgainCmd) Run(p *program) error {
	desk, request, err := p.onRequest(c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.RequestAgain, operation.OfRequest(request, casework.PutAgainInput{Contact: c.Contact, Now: c.Now}))
	if err != nil {
		return err
	}
	return p.did(r, "the request goes to another contact point")
}
