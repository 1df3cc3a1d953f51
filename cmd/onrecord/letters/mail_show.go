package letters

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// MailShow is the command onrecord mail show.
type MailShow struct{}

// Help implements kong.HelpProvider.
func (MailShow) Help() string {
	return `
Example:

    onrecord mail show`
}

// Run says whether mail is held.
func (MailShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.Ctx, desk, operation.MailShow, operation.None{})
	if err != nil {
		return err
	}
	return p.Show(v, func(w io.Writer) { fmt.Fprintln(w, holdText(v, p.Zone())) })
}

// holdText says in a sentence whether mail is held.
func holdText(v house.MailHoldView, zone *time.Location) string {
	if !v.Held {
		return "mail goes out"
	}
	return fmt.Sprintf("all mail is held since %s by %s: %s", terminal.Moment(*v.Since, zone), v.By, v.Reason)
}
