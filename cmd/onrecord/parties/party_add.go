package parties

import (
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PartyAdd is the command onrecord party add.
type PartyAdd struct {
	Name     string           `arg:""`
	Key      string           `placeholder:"NAME"`
	Kind     people.PartyKind `placeholder:"KIND"`
	Nature   people.Nature    `placeholder:"NATURE"`
	Email    string           `placeholder:"ADDRESS"`
	Role     string           `placeholder:"TEXT"`
	Zone     string           `placeholder:"ZONE"`
	Language string           `placeholder:"TAG" help:"Language of the party (BCP 47)."`
	Hours    string           `placeholder:"HH:MM-HH:MM" help:"Office hours, in which reminders may come. Default: round the clock."`
	Days     []string         `placeholder:"DAY" help:"Office days, such as mon,tue,wed. Default: every day."`
	Holiday  []string         `placeholder:"DATE" help:"A date on which the office is closed, such as 2026-12-25; may be repeated."`
}

// Help implements kong.HelpProvider.
func (PartyAdd) Help() string {
	return `
Example:

    onrecord party add MikroTik --kind vendor --email press@mikrotik.example --zone Europe/Riga --hours 09:00-18:00 --days mon,tue,wed,thu,fri`
}

// Run adds the party.
func (c *PartyAdd) Run(p *terminal.Program) error {
	hours, err := officeHours(c.Hours, c.Days, c.Holiday)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PartyAdd, operation.Body(casework.PartyInput{
		Key: c.Key, Name: c.Name, Kind: c.Kind, Nature: c.Nature, Email: c.Email, Role: c.Role, Zone: c.Zone, Language: c.Language, Hours: hours,
	}))
	if err != nil {
		return err
	}
	return p.Made(r, r.Name, "added the party %s", r.Name)
}
