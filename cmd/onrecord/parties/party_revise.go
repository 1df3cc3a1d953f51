package parties

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PartyRevise is the command onrecord party revise.
type PartyRevise struct {
	Party    string           `arg:"" help:"Short name of the party."`
	Seen     *int64           `placeholder:"VERSION" help:"The version that you had before you, from onrecord party show. Default: the one that is there now."`
	Name     *string          `placeholder:"TEXT" help:"What the party is called."`
	Kind     people.PartyKind `placeholder:"KIND" help:"Why it can answer."`
	Nature   people.Nature    `placeholder:"NATURE" help:"Whether it is an organisation or one person."`
	Zone     *string          `placeholder:"ZONE" help:"IANA time zone such as Europe/Riga."`
	Language *string          `placeholder:"TAG" help:"Language of the party (BCP 47)."`
	Hours    *string          `placeholder:"HH:MM-HH:MM" help:"Office hours. An empty value: round the clock."`
	Days     []string         `placeholder:"DAY" help:"Office days, such as mon,tue,wed. An empty value: every day."`
	Holiday  []string         `placeholder:"DATE" help:"Dates on which the office is closed, in place of all that stand there. An empty value: none."`
}

// Help implements kong.HelpProvider.
func (PartyRevise) Help() string {
	return `
What is left out stays as it is. Reminders that are planned keep their instants;
before one goes out the new hours are asked. Addresses are for: onrecord contact.

If somebody else has changed the party since the version that you saw, nothing is
changed, and both versions are printed.

Example:

    onrecord party revise mikrotik --hours 08:00-17:00 --holiday 2026-12-25,2026-12-26`
}

// Run changes the party.
func (c *PartyRevise) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	there, err := client.Call(p.Ctx, desk, operation.PartyShow, operation.PartyPath{Party: c.Party})
	if err != nil {
		return err
	}
	in := revisionOfParty(there)
	if err := c.change(&in); err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PartyRevise, operation.OfParty(c.Party, in))
	if err != nil {
		return p.Conflict(err, partySide(in), c.now(p, desk))
	}
	return p.Did(r, "changed the party %s", r.Name)
}

func (c *PartyRevise) now(p *terminal.Program, desk *client.Client) func() (terminal.Side, error) {
	return func() (terminal.Side, error) {
		there, err := client.Call(p.Ctx, desk, operation.PartyShow, operation.PartyPath{Party: c.Party})
		return partySide(revisionOfParty(there)), err
	}
}

// change puts what was given in place of what stands there.
func (c *PartyRevise) change(in *casework.RevisePartyInput) error {
	terminal.Replace(&in.Version, c.Seen)
	terminal.Replace(&in.Name, c.Name)
	terminal.Replace(&in.Zone, c.Zone)
	terminal.Replace(&in.Language, c.Language)
	if c.Nature != "" {
		in.Nature = c.Nature
	}
	if c.Kind != "" {
		in.Kind = c.Kind
	}
	return c.changeHours(&in.Hours)
}

func (c *PartyRevise) changeHours(into *claim.OfficeHours) error {
	var hours string
	var days []string
	terminal.Replace(&hours, c.Hours)
	terminal.ReplaceList(&days, c.Days)
	given, err := officeHours(hours, days, nil)
	if err != nil {
		return err
	}
	if c.Hours != nil {
		into.From, into.To = given.From, given.To
	}
	if c.Days != nil {
		into.Days = given.Days
	}
	terminal.ReplaceList(&into.Holidays, c.Holiday)
	return into.Validate()
}

// revisionOfParty is the revision that changes nothing.
func revisionOfParty(v desk.PartyView) casework.RevisePartyInput {
	return casework.RevisePartyInput{Name: v.Name, Kind: v.Kind, Nature: v.Nature, Zone: v.Zone, Language: v.Language, Hours: v.Hours, Version: v.Version}
}

func partySide(in casework.RevisePartyInput) terminal.Side {
	return terminal.Side{Version: in.Version, Value: in, Fields: [][2]string{
		{"name", in.Name}, {"kind", string(in.Kind)}, {"nature", string(in.Nature)}, {"zone", in.Zone}, {"language", in.Language}, {"hours", hoursText(in.Hours)},
	}}
}
