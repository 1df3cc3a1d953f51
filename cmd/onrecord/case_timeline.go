package main

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type caseTimelineCmd struct {
	Case  string `arg:"" help:"Short name of the case."`
	After int64  `placeholder:"N"`
}

// Help implements kong.HelpProvider.
func (caseTimelineCmd) Help() string {
	return `
Example:

    onrecord case timeline vault7`
}

// Run prints everything that happened.
func (c *caseTimelineCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	all := []reading.TimelineItem{}
	for after := c.After; ; after = all[len(all)-1].Position {
		items, err := client.Call(p.ctx, desk, operation.CaseTimeline, operation.TimelineOf(c.Case, after, 0))
		if err != nil {
			return err
		}
		if len(items) == 0 {
			break
		}
		all = append(all, items...)
	}
	return p.show(all, func(w io.Writer) {
		for _, item := range all {
			printItem(w, item, p.zone())
		}
	})
}

func printItem(w io.Writer, item reading.TimelineItem, zone *time.Location) {
	fmt.Fprintf(w, "%s  %-12s  %s\n", moment(item.At, zone), item.Actor, item.Text)
	quote(w, item.Comment)
}
