package desk

import (
	"fmt"
	"io"
	"strings"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// NoticesShow is the command onrecord notices show.
type NoticesShow struct{}

// Help implements kong.HelpProvider.
func (NoticesShow) Help() string {
	return `
Example:

    onrecord notices show`
}

// Run shows it.
func (NoticesShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.Ctx, desk, operation.NoticesShow, operation.None{})
	if err != nil {
		return err
	}
	if v.Email == "" {
		p.Say("the account has no e-mail address: onrecord person profile")
	}
	return showNotices(p, v)
}

// DeskNoticesShow is the command onrecord notices desk show.
type DeskNoticesShow struct{}

// Help implements kong.HelpProvider.
func (DeskNoticesShow) Help() string {
	return `
Example:

    onrecord notices desk show`
}

// Run shows it.
func (DeskNoticesShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.Ctx, desk, operation.DeskNoticesShow, operation.None{})
	if err != nil {
		return err
	}
	return showNotices(p, v)
}

func showNotices(p *terminal.Program, v desk.NoticesView) error {
	return p.Show(v, func(w io.Writer) {
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
			fmt.Fprintf(w, "webhook: %s, set %s%s\n", h.Kind, terminal.When(h.SetAt, p.Now()), terminal.Mark(!h.StoppedAt.IsZero(), "; refused by the chat, and told nothing until it is set anew"))
		}
		for _, t := range v.Told {
			if t.Failing != "" {
				fmt.Fprintf(w, "%s, %s: not sent: %s\n", t.Channel, t.When, t.Failing)
				continue
			}
			fmt.Fprintf(w, "%s, %s: last told %s\n", t.Channel, t.When, terminal.When(t.SentAt, p.Now()))
		}
	})
}
