package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type noticesShowCmd struct{}

// Help implements kong.HelpProvider.
func (noticesShowCmd) Help() string {
	return `
Example:

    onrecord notices show`
}

// Run shows it.
func (noticesShowCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.ctx, desk, operation.NoticesShow, operation.None{})
	if err != nil {
		return err
	}
	if v.Email == "" {
		p.say("the account has no e-mail address: onrecord person profile")
	}
	return p.show(v, func(w io.Writer) {
		fmt.Fprintf(w, "told:   %s\n", v.When)
		for _, k := range v.Kinds {
			fmt.Fprintf(w, "        %s: %s\n", k.Kind, k.When)
		}
		fmt.Fprintf(w, "zone:   %s\n", v.Zone)
		if len(v.Hours) > 0 {
			fmt.Fprintf(w, "digest: %s\n", strings.Join(v.Hours, ", "))
		}
		if v.QuietFrom != "" {
			fmt.Fprintf(w, "quiet:  %s to %s\n", v.QuietFrom, v.QuietTo)
		}
		for _, t := range v.Told {
			if t.Failing != "" {
				fmt.Fprintf(w, "%s, %s: not sent: %s; tried again %s\n", t.Channel, t.When, t.Failing, when(t.NextAt, p.now()))
				continue
			}
			fmt.Fprintf(w, "%s, %s: last told %s\n", t.Channel, t.When, when(t.SentAt, p.now()))
		}
	})
}
