package parties

import (
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PartyList is the command onrecord party list.
type PartyList struct{}

// Help implements kong.HelpProvider.
func (PartyList) Help() string {
	return `
Example:

    onrecord party list --json`
}

// Run lists the parties.
func (PartyList) Run(p *terminal.Program) error {
	on, err := p.Client()
	if err != nil {
		return err
	}
	parties, err := client.Call(p.Ctx, on, operation.PartyList, operation.None{})
	if err != nil {
		return err
	}
	return p.Show(parties, func(w io.Writer) {
		if len(parties) == 0 {
			p.Say("there are no parties yet; add one: onrecord party add")
			return
		}
		var rows [][]string
		for _, v := range parties {
			rows = append(rows, []string{v.Key, v.Name, string(v.Kind), v.Email, v.Zone, hoursText(v.Hours), barredText(v)})
		}
		terminal.Table(w, "PARTY,NAME,KIND,E-MAIL,ZONE,HOURS,", rows)
	})
}

// barredText says that the party is not to be contacted; empty if it may be.
func barredText(v desk.PartyView) string {
	if v.Barred == nil {
		return ""
	}
	return "not to be contacted"
}
