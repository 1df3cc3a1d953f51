package main

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type personAwayCmd struct {
	Handle string `arg:"" help:"Short name of the person who is away."`
	From   string `placeholder:"TIME"`
	To     string `required:"" placeholder:"TIME"`
	Deputy string `required:"" placeholder:"HANDLE"`
}

// Help implements kong.HelpProvider.
func (personAwayCmd) Help() string {
	return `
Reviews and turns that fall to the person in that time fall to the deputy, who acts
as herself: nobody signs in the absent person's name, and nobody's own work. Nothing
is approved because somebody is away. It ends by itself.

Example:

    onrecord person away jonas --from "2026-12-21 09:00 Europe/Riga" --to "2027-01-04 09:00 Europe/Riga" --deputy ada`
}

// Run says so.
func (c *personAwayCmd) Run(p *program) error {
	in := casework.AwayInput{Deputy: c.Deputy}
	var err error
	if in.To, err = instant("--to", c.To, p.now(), false); err != nil {
		return err
	}
	if c.From != "" {
		if in.From, err = instant("--from", c.From, p.now(), false); err != nil {
			return err
		}
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.PersonAway, operation.OfPerson(c.Handle, in))
	if err != nil {
		return err
	}
	return p.did(r, "until %s, what waits for %s while away waits for %s", when(in.To, p.now()), c.Handle, c.Deputy)
}

type personBackCmd struct {
	Handle string `arg:"" help:"Short name of the person."`
}

// Help implements kong.HelpProvider.
func (personBackCmd) Help() string {
	return `
An absence ends by itself; this is for who is back before, or does not go.

Example:

    onrecord person back jonas`
}

// Run ends the absence.
func (c *personBackCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.PersonBack, operation.PersonPath{Person: c.Handle})
	if err != nil {
		return err
	}
	return p.did(r, "%s is not away", c.Handle)
}
