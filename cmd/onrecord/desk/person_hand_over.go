package desk

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/operation"
)

// PersonHandOver is the command onrecord person hand-over.
type PersonHandOver struct {
	Handle string `arg:"" help:"Short name of the person whose it is."`
	To     string `required:"" placeholder:"HANDLE" help:"Short name of the person who takes it."`
	terminal.How
}

// Help implements kong.HelpProvider.
func (PersonHandOver) Help() string {
	return `
The cases that the person owns, and all that is assigned to the person, go over in
one act. What the other could not do (without the role, or because it is their own
work) stays, and you are told why.

Example:

    onrecord person hand-over lea --to mara --try`
}

// Run hands it over.
func (c *PersonHandOver) Run(p *terminal.Program) error {
	in := staff.HandOverInput{How: c.How.How(), To: c.To}
	return terminal.Many(p, operation.PersonHandOver, operation.OfPerson(c.Handle, in))
}
