package desk

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PersonAdd is the command onrecord person add.
type PersonAdd struct {
	Handle string       `arg:""`
	Roles  []claim.Role `arg:""`
	Name   string       `placeholder:"TEXT"`
	Email  string       `placeholder:"ADDRESS" help:"Where the person gets mail."`
}

// Help implements kong.HelpProvider.
func (PersonAdd) Help() string {
	return `
Example:

    onrecord person add jonas reviewer --name "Jonas Weiss"`
}

// Run adds the person.
func (c *PersonAdd) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PersonAdd, operation.Body(staff.PersonInput{Handle: c.Handle, Name: c.Name, Email: c.Email, Roles: c.Roles}))
	if err != nil {
		return err
	}
	return p.Made(r, r.Name, "added %s to the desk", r.Name)
}
