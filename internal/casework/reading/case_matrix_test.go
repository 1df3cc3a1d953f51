package reading

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

func TestContextStandsBesideWhatAPartySaidAndDoesNotHideIt(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2017, 3, 17, hour, 0, 0, 0, time.UTC) }
	said := func(hour int, s claim.Stance) report.AnswerReport {
		return report.AnswerReport{Stance: s, ReceivedAt: claim.At(at(hour))}
	}
	for name, c := range map[string]struct {
		answers []report.AnswerReport
		stance  claim.Stance
		beside  []claim.Stance
	}{
		"a denial, and context later":      {[]report.AnswerReport{said(9, claim.Denies), said(10, claim.ContextOnly)}, claim.Denies, []claim.Stance{claim.ContextOnly}},
		"context, and a denial later":      {[]report.AnswerReport{said(9, claim.ContextOnly), said(10, claim.Denies)}, claim.Denies, []claim.Stance{claim.ContextOnly}},
		"context alone":                    {[]report.AnswerReport{said(9, claim.ContextOnly)}, claim.ContextOnly, nil},
		"context, and something unclear":   {[]report.AnswerReport{said(9, claim.ContextOnly), said(10, claim.Unclear)}, claim.Unclear, []claim.Stance{claim.ContextOnly}},
		"a denial, and no more later":      {[]report.AnswerReport{said(9, claim.Denies), said(10, claim.DeclinesToAnswer)}, claim.Denies, []claim.Stance{claim.DeclinesToAnswer}},
		"no comment, and context later":    {[]report.AnswerReport{said(9, claim.NoComment), said(10, claim.ContextOnly)}, claim.NoComment, []claim.Stance{claim.ContextOnly}},
		"the same twice":                   {[]report.AnswerReport{said(9, claim.Denies), said(10, claim.Denies)}, claim.Denies, nil},
		"told late, though it came before": {[]report.AnswerReport{said(10, claim.Denies), said(9, claim.ContextOnly)}, claim.Denies, []claim.Stance{claim.ContextOnly}},
	} {
		var cell Cell
		cell.add(report.PartyReport{Answers: c.answers}, nil)
		assert.Equal(t, c.stance, cell.Stance, name)
		assert.Equal(t, c.beside, cell.Beside, name)
	}
}

func TestEveryCellHasOneMark(t *testing.T) {
	at := time.Date(2017, 3, 17, 9, 0, 0, 0, time.UTC)
	for want, cells := range map[claim.Glance][]Cell{
		claim.GlanceConfirms:   {{Stance: claim.Confirms, Place: letters.Place(letters.Answered)}},
		claim.GlanceInPart:     {{Stance: claim.ConfirmsInPart}},
		claim.GlanceDenies:     {{Stance: claim.Denies, Silence: claim.Undeliverable}},
		claim.GlanceWillNotSay: {{Stance: claim.NoComment}, {Silence: claim.Declined}, {Place: letters.Place(letters.DeclinedToAnswer)}},
		claim.GlanceOther:      {{Stance: claim.RefersElsewhere}, {Stance: claim.DoesNotKnow}},
		claim.GlanceWaiting:    {{Place: letters.Place(letters.Sent), Requests: 1}, {Place: letters.Place(letters.Acknowledged)}, {Place: letters.MayHaveArrived}},
		claim.GlanceUnsent:     {{Place: letters.Place(letters.Queued)}, {Place: letters.NotTaken}},
		claim.GlanceAsksBack:   {{Place: letters.Place(letters.Clarification)}},
		claim.GlanceBounced:    {{Place: letters.CameBack}, {Place: letters.GoesAgain}, {Place: letters.Place(letters.NoReply), Silence: claim.Undeliverable}},
		claim.GlanceNoAnswer:   {{Place: letters.Place(letters.NoReply), Silence: claim.DeliveredNoAnswer}, {Place: letters.Place(letters.NoReply)}},
		claim.GlanceDoubted:    {{Place: letters.Place(letters.Answered), Requests: 1, Doubted: []claim.Stance{claim.Confirms}}},
		claim.GlanceEarlier:    {{Place: letters.Place(letters.Sent), Requests: 1, Reworded: true}, {Earlier: []claim.Stance{claim.Denies}}},
		claim.GlanceNoLonger:   {{Place: letters.Place(letters.RequestWithdrawn)}},
	} {
		for _, cell := range cells {
			assert.Equal(t, want, cell.Glance(), "%+v", cell)
		}
	}
	asked := Cell{AskedAt: &at, AnswerBy: at.Add(4 * time.Hour)}
	for hours, percent := range map[int]int{-1: 0, 0: 0, 1: 25, 3: 75, 4: 100, 90: 100} {
		assert.Equal(t, percent, asked.Elapsed(at.Add(time.Duration(hours)*time.Hour)), hours)
	}
	assert.Zero(t, (&Cell{AnswerBy: at}).Elapsed(at.Add(time.Hour)), "it has not gone out")
}
