package claims

import (
	"cmp"
	"fmt"
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// Corrections is the command onrecord corrections.
type Corrections struct {
	After string `placeholder:"CURSOR"`
	Limit int    `placeholder:"N" help:"; 50 if left out, at most 200."`
}

// Help implements kong.HelpProvider.
func (Corrections) Help() string {
	return `
Updates, corrections, retractions and takedowns, each with the reason that readers
were given: the log that stands under /public/corrections. Samples and restricted
cases are not in it, and no word of a finding that was taken down.

Example:

    onrecord corrections --limit 10`
}

// Run lists what was changed.
func (c *Corrections) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	page, err := client.Call(p.Ctx, desk, operation.CorrectionList, operation.Page{After: c.After, Limit: c.Limit})
	if err != nil {
		return err
	}
	if len(page.Items) == 0 && c.After == "" {
		p.Say("nothing that is public has been changed")
	}
	defer p.More("--after", page.Next)
	return p.Show(page, func(w io.Writer) {
		for _, item := range page.Items {
			fmt.Fprintf(w, "%s  %s  %s/%s: %s\n", terminal.Moment(item.At, p.Zone()), item.Kind, item.CaseSlug, item.Key, cmp.Or(item.Statement, "a finding that was taken down"))
			terminal.Quote(w, item.Reason)
		}
	})
}
