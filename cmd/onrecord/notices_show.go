package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/onrecord/onrecord/internal/casework/reading"
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
	return p.showNotices(v)
}

type deskNoticesShowCmd struct{}

// Help implements kong.HelpProvider.
func (deskNoticesShowCmd) Help() string {
	return `
Example:

    onrecord notices desk`
}

// Run shows it.
func (deskNoticesShowCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.ctx, desk, operation.DeskNoticesShow, operation.None{})
	if err != nil {
		return err
	}
	return p.showNotices(v)
}

func (p *program) showNotices(v reading.NoticesView) error {
	return p.show(v, func(w io.Writer) {
		fmt.Fprintf(w, "told:    %s\n", v.When)
		for _, k := range v.Kinds {
			fmt.Fprintf(w, "         %s: %s\n", k.Kind, k.When)
		}
		fmt.Fprintf(w, "zone:    %s\n", v.Zone)
		if len(v.Hours) > 0 {
			fmt.Fprintf(w, "digest:  %s\n", strings.Join(v.Hours, ", "))
		}
		if v.QuietFrom != "" {
			fmt.Fprintf(w, "quiet:   %s to %s\n", v.QuietFrom, v.QuietTo)
		}
		if h := v.Webhook; h != nil {
			fmt.Fprintf(w, "webhook: %s, set %s%s\n", h.Kind, when(h.SetAt, p.now()), mark(!h.StoppedAt.IsZero(), "; refused by the chat, and told nothing until it is set anew"))
		}
		for _, t := range v.Told {
			if t.Failing != "" {
				fmt.Fprintf(w, "%s, %s: not sent: %s\n", t.Channel, t.When, t.Failing)
				continue
			}
			fmt.Fprintf(w, "%s, %s: last told %s\n", t.Channel, t.When, when(t.SentAt, p.now()))
		}
	})
}
