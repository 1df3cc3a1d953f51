package desk

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// noticesChoice are the flags by which notices are chosen.
type noticesChoice struct {
	When       people.NoticeTime `arg:"" enum:"at once,digest,never" help:"When you are told: at once, digest or never."`
	Hours      []string          `placeholder:"HH:MM,…"`
	Zone       string            `placeholder:"ZONE"`
	QuietHours string            `placeholder:"HH:MM-HH:MM" help:"Hours of your day in which nothing is told at once."`
	Kind       []string          `placeholder:"KIND=WHEN" help:"When you are told of one kind; may be given several times."`
}

// NoticesChoose is the command onrecord notices choose.
type NoticesChoose struct{ noticesChoice }

// Help implements kong.HelpProvider.
func (NoticesChoose) Help() string {
	return `
A notice says that something waits for you and in which case, not what it says. It
replaces what you chose before.

Example:

    onrecord notices choose digest --hours 09:00,14:30 --zone Europe/Riga
    onrecord notices choose "at once" --quiet-hours 22:00-07:00 --kind draft=never --kind review=digest --hours 09:00`
}

// Run chooses it.
func (c *NoticesChoose) Run(p *terminal.Program) error {
	in, err := c.input()
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.NoticesChoose, operation.Body(in))
	if err != nil {
		return err
	}
	return p.Did(r, "you are told: %s", c.When)
}

func (c noticesChoice) input() (staff.NoticesInput, error) {
	in := staff.NoticesInput{When: c.When, Hours: c.Hours, Zone: c.Zone}
	if c.QuietHours != "" {
		var ok bool
		if in.QuietFrom, in.QuietTo, ok = strings.Cut(c.QuietHours, "-"); !ok {
			return in, claim.Errorf(claim.CodeInvalid, "--quiet-hours: %q is not two hours of a day", c.QuietHours).WithHint("write it as 22:00-07:00")
		}
	}
	for _, text := range c.Kind {
		kind, when, ok := strings.Cut(text, "=")
		if !ok || !slices.Contains(claim.TurnKinds, claim.TurnKind(kind)) {
			return in, claim.Errorf(claim.CodeInvalid, "--kind: %q names no kind of what waits, and when it is told", text).WithHint("write it as read=digest")
		}
		in.Kinds = append(in.Kinds, people.KindNotice{Kind: claim.TurnKind(kind), When: people.NoticeTime(when)})
	}
	return in, nil
}

// DeskNoticesChoose is the command onrecord notices desk choose.
type DeskNoticesChoose struct{ noticesChoice }

// Help implements kong.HelpProvider.
func (DeskNoticesChoose) Help() string {
	return `
What waits on the desk, whoever's turn it is, but nothing of restricted cases.

Example:

    onrecord notices desk choose digest --hours 09:00 --kind unclaimed="at once"`
}

// Run chooses it.
func (c *DeskNoticesChoose) Run(p *terminal.Program) error {
	in, err := c.input()
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.DeskNoticesChoose, operation.Body(in))
	if err != nil {
		return err
	}
	return p.Did(r, "the chat of the desk is told: %s", c.When)
}
