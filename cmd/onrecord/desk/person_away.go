package desk

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PersonAway is the command onrecord person away.
type PersonAway struct {
	Handle string `arg:"" help:"Short name of the person who is away."`
	From   string `placeholder:"TIME"`
	To     string `required:"" placeholder:"TIME"`
	Deputy string `required:"" placeholder:"HANDLE"`
}

// Help implements kong.HelpProvider.
func (PersonAway) Help() string {
	return `
Reviews and turns that fall to the person in that time fall to the deputy, who acts
as herself: nobody signs in the absent person's name, and nobody's own work. Nothing
is approved because somebody is away. It ends by itself.

Example:

    onrecord person away jonas --from "2026-12-21 09:00 Europe/Riga" --to "2027-01-04 09:00 Europe/Riga" --deputy ada`
}

// Run says so.
func (c *PersonAway) Run(p *terminal.Program) error {
	in := staff.AwayInput{Deputy: c.Deputy}
	var err error
	if in.To, err = terminal.Instant("--to", c.To, p.Now(), false); err != nil {
		return err
	}
	if c.From != "" {
		if in.From, err = terminal.Instant("--from", c.From, p.Now(), false); err != nil {
			return err
		}
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PersonAway, operation.OfPerson(c.Handle, in))
	if err != nil {
		return err
	}
	return p.Did(r, "until %s, what waits for %s while away waits for %s", terminal.When(in.To, p.Now()), c.Handle, c.Deputy)
}

// PersonBack is the command onrecord person back.
type PersonBack struct {
	Handle string `arg:"" help:"Short name of the person."`
}

// Help implements kong.HelpProvider.
func (PersonBack) Help() string {
	return `
An absence ends by itself; this is for who is back before, or does not go.

Example:

    onrecord person back jonas`
}

// Run ends the absence.
func (c *PersonBack) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PersonBack, operation.PersonPath{Person: c.Handle})
	if err != nil {
		return err
	}
	return p.Did(r, "%s is not away", c.Handle)
}
