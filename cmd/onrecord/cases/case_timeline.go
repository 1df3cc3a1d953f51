package cases

import (
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// CaseTimeline is the command onrecord case timeline.
type CaseTimeline struct {
	Case  string `arg:"" help:"Short name of the case."`
	After int64  `placeholder:"N"`
}

// Help implements kong.HelpProvider.
func (CaseTimeline) Help() string {
	return `
Example:

    onrecord case timeline vault7`
}

// Run prints everything that happened.
func (c *CaseTimeline) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	all := []timeline.TimelineItem{}
	for after := c.After; ; after = all[len(all)-1].Position {
		items, err := client.Call(p.Ctx, desk, operation.CaseTimeline, operation.TimelineOf(c.Case, after, 0))
		if err != nil {
			return err
		}
		if len(items) == 0 {
			break
		}
		all = append(all, items...)
	}
	return p.Show(all, func(w io.Writer) {
		for _, item := range all {
			terminal.PrintItem(w, item, p.Zone())
		}
	})
}
