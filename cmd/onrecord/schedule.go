package main

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type scheduleCmd struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
	At    string `required:"" placeholder:"TIME"`
	Zone  string `placeholder:"ZONE"`
	publishing
}

// Help implements kong.HelpProvider.
func (scheduleCmd) Help() string {
	return `
All that publishing asks for is tried now, and checked again at the instant. If the
finding cannot be published then, that is your turn: onrecord turn list.

Example:

    onrecord schedule vault7/microsoft --at "2017-03-17 18:00 Europe/Berlin" --zone Europe/Berlin`
}

// Run schedules the publication.
func (c *scheduleCmd) Run(p *program) error {
	publish, err := c.input(p)
	if err != nil {
		return err
	}
	at, err := instant("--at", c.At, p.now(), false)
	if err != nil {
		return err
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	in := casework.ScheduleInput{At: at, Zone: c.Zone, PublishInput: publish}
	r, err := client.Call(p.ctx, desk, operation.ClaimSchedule, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.did(r, "%s is published at %s", c.Claim, when(at, p.now()))
}

type unscheduleCmd struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (unscheduleCmd) Help() string {
	return `
A publication that did not come about is laid aside by it, too.

Example:

    onrecord unschedule vault7/microsoft`
}

// Run takes the schedule back.
func (c *unscheduleCmd) Run(p *program) error {
	return p.move(operation.ClaimUnschedule, c.Claim, "", "nothing is scheduled for %s any more")
}
