package letters

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// RequestAgain is the command onrecord request again.
type RequestAgain struct {
	Request terminal.Called `arg:"" help:" of the request."`
	Contact *uuid.UUID      `placeholder:"ID" help:", from onrecord contact list."`
	Now     bool
}

// Help implements kong.HelpProvider.
func (RequestAgain) Help() string {
	return `
It goes out after the undo window, in the party's office hours unless --now is said. Until then it is taken
back by: onrecord request undo.

Example:

    onrecord request again vault7/google`
}

// Run has the request go to another contact point.
func (c *RequestAgain) Run(p *terminal.Program) error {
	desk, request, err := onRequest(p, c.Request)
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.RequestAgain, operation.OfRequest(request, contacts.PutAgainInput{Contact: c.Contact, Now: c.Now}))
	if err != nil {
		return err
	}
	return p.Did(r, "the request goes to another contact point")
}
