package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// Schedule is the command onrecord schedule.
type Schedule struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
	At    string `required:"" placeholder:"TIME"`
	Zone  string `placeholder:"ZONE"`
	publishing
}

// Help implements kong.HelpProvider.
func (Schedule) Help() string {
	return `
All that publishing asks for is tried now, and checked again at the instant. If the
finding cannot be published then, that is your turn: onrecord turn list.

Example:

    onrecord schedule vault7/microsoft --at "2017-03-17 18:00 Europe/Berlin" --zone Europe/Berlin`
}

// Run schedules the publication.
func (c *Schedule) Run(p *terminal.Program) error {
	publish, err := c.input(p)
	if err != nil {
		return err
	}
	at, err := terminal.Instant("--at", c.At, p.Now(), false)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	in := findings.ScheduleInput{At: at, Zone: c.Zone, PublishInput: publish}
	r, err := client.Call(p.Ctx, desk, operation.ClaimSchedule, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.Did(r, "%s is published at %s", c.Claim, terminal.When(at, p.Now()))
}

// Unschedule is the command onrecord unschedule.
type Unschedule struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (Unschedule) Help() string {
	return `
A publication that did not come about is laid aside by it, too.

Example:

    onrecord unschedule vault7/microsoft`
}

// Run takes the schedule back.
func (c *Unschedule) Run(p *terminal.Program) error {
	return move(p, operation.ClaimUnschedule, c.Claim, "", "nothing is scheduled for %s")
}
