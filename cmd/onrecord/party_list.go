package main

import (
	"io"

	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type partyListCmd struct{}

// Help implements kong.HelpProvider.
func (partyListCmd) Help() string {
	return `
Example:

    onrecord party list --json`
}

// Run lists the parties.
func (partyListCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	parties, err := client.Call(p.ctx, desk, operation.PartyList, operation.None{})
	if err != nil {
		return err
	}
	return p.show(parties, func(w io.Writer) {
		if len(parties) == 0 {
			p.say("there are no parties yet; add one: onrecord party add")
			return
		}
		var rows [][]string
		for _, v := range parties {
			rows = append(rows, []string{v.Key, v.Name, string(v.Kind), v.Email, v.Zone, hoursText(v.Hours)})
		}
		table(w, "PARTY,NAME,KIND,E-MAIL,ZONE,HOURS", rows)
	})
}
