package letters

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// remindersOf names what the reminders concern.
type remindersOf struct {
	Of   claim.PauseLevel `arg:"" help:"Whose reminders."`
	Name string           `arg:"" optional:"" help:"Short name or identifier: of a claim, with its case (vault7/google); left out for the desk."`
}

func (o remindersOf) input() casework.PausedInput {
	return casework.PausedInput{Of: o.Of, Name: o.Name}
}

func (o remindersOf) called() string {
	if o.Name == "" {
		return "of the " + string(o.Of)
	}
	return "of the " + string(o.Of) + " " + o.Name
}

// RemindersPause is the command onrecord reminders pause.
type RemindersPause struct {
	remindersOf
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
	Until  string `placeholder:"TIME"`
}

// Help implements kong.HelpProvider.
func (RemindersPause) Help() string {
	return `
No reminder goes out to anybody whom it concerns, until onrecord reminders resume or until
the instant that you say. Answer-by instants stay, and what people write goes out. Where a
party is chased after its answer-by instant, the chase goes on afterwards where it stopped.

Example:

    onrecord reminders pause case vault7 --reason "The editors in chief talk." --until 2d
    onrecord reminders pause desk --reason "An appeal is heard."`
}

// Run pauses them.
func (c *RemindersPause) Run(p *terminal.Program) error {
	reason, err := p.Text("--reason", c.Reason)
	if err != nil {
		return err
	}
	in := casework.PauseInput{Of: c.Of, Name: c.Name, Reason: reason}
	if in.Until, err = terminal.OptionalInstant("--until", c.Until, p.Now(), false); err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.RemindersPause, operation.Body(in))
	if err != nil {
		return err
	}
	return p.Did(r, "paused the reminders %s", c.called())
}

// RemindersResume is the command onrecord reminders resume.
type RemindersResume struct {
	remindersOf
}

// Help implements kong.HelpProvider.
func (RemindersResume) Help() string {
	return `
Reminders that fell due before an answer-by instant are not made up for.

Example:

    onrecord reminders resume case vault7`
}

// Run lets them go out again.
func (c *RemindersResume) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.RemindersResume, operation.Body(c.input()))
	if err != nil {
		return err
	}
	return p.Did(r, "the reminders %s go out again, unless they are paused elsewhere too", c.called())
}

// RemindersShow is the command onrecord reminders show.
type RemindersShow struct {
	remindersOf
}

// Help implements kong.HelpProvider.
func (RemindersShow) Help() string {
	return `
Example:

    onrecord reminders show party google`
}

// Run says whether they are paused.
func (c *RemindersShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.Ctx, desk, operation.RemindersShow, operation.RemindersOf{Of: c.Of, Name: c.Name})
	if err != nil {
		return err
	}
	return p.Show(v, func(w io.Writer) { fmt.Fprintln(w, pauseText(v, c.called(), p.Zone())) })
}

// pauseText says in a sentence whether reminders are paused.
func pauseText(v casework.PauseView, of string, zone *time.Location) string {
	if !v.Paused {
		return "the reminders " + of + " are not paused"
	}
	until := ""
	if v.Until != nil {
		until = ", until " + terminal.Moment(*v.Until, zone)
	}
	return fmt.Sprintf("the reminders %s are paused since %s by %s%s: %s", of, terminal.Moment(*v.Since, zone), v.By, until, v.Reason)
}
