package parties

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ContactList is the command onrecord contact list.
type ContactList struct {
	Party string `arg:"" help:"Short name of the party."`
}

// Help implements kong.HelpProvider.
func (ContactList) Help() string {
	return `
Example:

    onrecord contact list mikrotik`
}

// Run lists the contact points.
func (c *ContactList) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	items, err := client.Call(p.Ctx, desk, operation.ContactList, operation.PartyPath{Party: c.Party})
	if err != nil {
		return err
	}
	if len(items) == 0 {
		p.Say("there is no way yet to reach %s", c.Party)
	}
	return p.Show(items, func(w io.Writer) {
		var rows [][]string
		for _, v := range items {
			rows = append(rows, []string{v.Address, string(v.Channel), v.Role, contactState(v, p.Now()), v.ID.String()})
		}
		if len(rows) > 0 {
			terminal.Table(w, "ADDRESS,CHANNEL,WHO,STATE,ID", rows)
		}
	})
}

// contactState says what a contact point is good for.
func contactState(v desk.ContactView, now time.Time) string {
	state := "in use"
	switch {
	case !v.RetiredAt.IsZero():
		return "retired " + terminal.When(v.RetiredAt, now)
	case v.Letters:
		state = "letters go there"
	}
	if v.Barred != nil {
		state = "not to be contacted since " + terminal.When(v.Barred.Since, now) + ": " + v.Barred.Reason
	}
	switch v.Health {
	case people.HealthDead:
		state += fmt.Sprintf(", dead since %s: %s", terminal.When(v.DeadSince, now), claim.WordOf(v.Cause).Doc)
	case people.HealthFailing:
		state += fmt.Sprintf(", failing since %s: %s", terminal.When(v.FailingSince, now), claim.WordOf(v.Cause).Doc)
	case people.HealthGood, people.HealthUnproven:
		state += ", " + string(v.Health)
	}
	if v.PutOff != "" {
		state += ", " + v.PutOff
	}
	if !v.VerifiedAt.IsZero() {
		state += fmt.Sprintf(", verified (%s)", v.VerifiedBy)
	}
	return state
}
