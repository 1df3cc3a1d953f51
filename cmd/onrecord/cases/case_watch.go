package cases

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// CaseWatch is the command onrecord case watch.
type CaseWatch struct {
	Case  string `arg:"" help:"Short name of the case."`
	After int64  `placeholder:"N"`
}

// Help implements kong.HelpProvider.
func (CaseWatch) Help() string {
	return `
It prints what happened, and then what happens, until you press Ctrl-C. With
--json each entry is an object on a line of its own.

Example:

    onrecord case watch vault7`
}

// longPoll is how long one question waits for an answer.
const longPoll = 25 * time.Second

// Run prints entries until it is interrupted.
func (c *CaseWatch) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	for after := c.After; ; {
		items, err := client.Call(p.Ctx, desk, operation.CaseTimeline, operation.TimelineOf(c.Case, after, longPoll))
		if err != nil {
			return err
		}
		for _, item := range items {
			if err := showWatched(p, item); err != nil {
				return err
			}
			after = item.Position
		}
	}
}

func showWatched(p *terminal.Program, item timeline.TimelineItem) error {
	if !p.JSON {
		return p.Show(item, func(w io.Writer) { terminal.PrintItem(w, item, p.Zone()) })
	}
	if err := json.NewEncoder(p.Out).Encode(item); err != nil {
		return fmt.Errorf("write the output: %w", err)
	}
	return nil
}
