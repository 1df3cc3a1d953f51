package main

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type contactPreviewCmd struct {
	Party   string `arg:"" help:"Short name of the party."`
	Contact called `arg:"" help:" of the contact point, from onrecord contact list; an e-mail address."`
}

// Help implements kong.HelpProvider.
func (contactPreviewCmd) Help() string {
	return `
Example:

    onrecord contact preview mikrotik 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run shows what would go out again.
func (c *contactPreviewCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	contact, err := p.contact(desk, c.Party, c.Contact)
	if err != nil {
		return err
	}
	again, err := client.Call(p.ctx, desk, operation.ContactPreview, operation.ContactOf(c.Party, contact))
	if err != nil {
		return err
	}
	if len(again) == 0 {
		p.say("nothing would go out again: no letter of an open request came back")
	}
	return p.show(again, func(w io.Writer) {
		for _, v := range again {
			fmt.Fprintf(w, "%s, at %s for them\n", v.Case, v.There)
			if v.Letter != nil {
				fmt.Fprintf(w, "To: %s\nSubject: %s\n\n%s\n", v.Letter.To, v.Letter.Subject, v.Letter.Text)
			}
		}
	})
}
