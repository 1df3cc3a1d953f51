package desk

import (
	"cmp"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PersonRoles is the command onrecord person roles.
type PersonRoles struct {
	Handle string       `arg:"" help:"Short name of the person."`
	Roles  []claim.Role `arg:"" optional:"" help:"All roles from now on; none means that the person can do nothing any more."`
}

// Help implements kong.HelpProvider.
func (PersonRoles) Help() string {
	return `
Example:

    onrecord person roles jonas reviewer editor`
}

// Run replaces the roles.
func (c *PersonRoles) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PersonRoles, operation.OfPerson(c.Handle, staff.RolesInput{Roles: append([]claim.Role{}, c.Roles...)}))
	if err != nil {
		return err
	}
	return p.Did(r, "%s has these roles now: %s", c.Handle, cmp.Or(roles(c.Roles), "none"))
}
