package main

import (
	"time"

	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/deadline"
	"github.com/onrecord/onrecord/internal/operation"
)

// deadline reads when a party has to answer: an instant, a time span, or words that are meant where
// the party is.
func (p *program) deadline(desk *client.Client, flag, text, party, caseName string) (time.Time, error) {
	at, err := instant(flag, text, p.now(), false)
	if err == nil {
		return at, nil
	}
	whom, failed := client.Call(p.ctx, desk, operation.PartyShow, operation.PartyPath{Party: party})
	if failed != nil {
		return at, failed
	}
	story, failed := client.Call(p.ctx, desk, operation.CaseShow, operation.CaseAt(caseName, nil))
	if failed != nil {
		return at, failed
	}
	f := deadline.Frame{Now: p.now(), Here: p.zone(), Hours: whom.Hours}
	if f.There, failed = time.LoadLocation(whom.Zone); failed != nil {
		f.There = time.UTC
	}
	if story.PublishAt != nil {
		f.Publication = *story.PublishAt
	}
	return deadline.Parse(text, f)
}
