package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type caseWatchCmd struct {
	Case  string `arg:"" help:"Short name of the case."`
	After int64  `placeholder:"N"`
}

// Help implements kong.HelpProvider.
func (caseWatchCmd) Help() string {
	return `
It prints what happened, and then what happens, until you press Ctrl-C. With
--json each entry is an object on a line of its own.

Example:

    onrecord case watch vault7`
}

// longPoll is how long one question waits for an answer.
const longPoll = 25 * time.Second

// Run prints entries until it is interrupted.
func (c *caseWatchCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	for after := c.After; ; {
		items, err := client.Call(p.ctx, desk, operation.CaseTimeline, operation.TimelineOf(c.Case, after, longPoll))
		if err != nil {
			return err
		}
		for _, item := range items {
			if err := p.watched(item); err != nil {
				return err
			}
			after = item.Position
		}
	}
}

func (p *program) watched(item reading.TimelineItem) error {
	if !p.JSON {
		return p.show(item, func(w io.Writer) { printItem(w, item, p.zone()) })
	}
	if err := json.NewEncoder(p.out).Encode(item); err != nil {
		return fmt.Errorf("write the output: %w", err)
	}
	return nil
}
