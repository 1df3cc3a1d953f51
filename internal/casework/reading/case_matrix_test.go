package reading

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/onrecord/onrecord/claim"
)

func TestContextStandsBesideWhatAPartySaidAndDoesNotHideIt(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2017, 3, 17, hour, 0, 0, 0, time.UTC) }
	said := func(hour int, s claim.Stance) AnswerReport {
		return AnswerReport{Stance: s, ReceivedAt: claim.At(at(hour))}
	}
	for name, c := range map[string]struct {
		answers []AnswerReport
		stance  claim.Stance
		beside  []claim.Stance
	}{
		"a denial, and context later":      {[]AnswerReport{said(9, claim.Denies), said(10, claim.ContextOnly)}, claim.Denies, []claim.Stance{claim.ContextOnly}},
		"context, and a denial later":      {[]AnswerReport{said(9, claim.ContextOnly), said(10, claim.Denies)}, claim.Denies, []claim.Stance{claim.ContextOnly}},
		"context alone":                    {[]AnswerReport{said(9, claim.ContextOnly)}, claim.ContextOnly, nil},
		"context, and something unclear":   {[]AnswerReport{said(9, claim.ContextOnly), said(10, claim.Unclear)}, claim.Unclear, []claim.Stance{claim.ContextOnly}},
		"a denial, and no more later":      {[]AnswerReport{said(9, claim.Denies), said(10, claim.DeclinesToAnswer)}, claim.Denies, []claim.Stance{claim.DeclinesToAnswer}},
		"no comment, and context later":    {[]AnswerReport{said(9, claim.NoComment), said(10, claim.ContextOnly)}, claim.NoComment, []claim.Stance{claim.ContextOnly}},
		"the same twice":                   {[]AnswerReport{said(9, claim.Denies), said(10, claim.Denies)}, claim.Denies, nil},
		"told late, though it came before": {[]AnswerReport{said(10, claim.Denies), said(9, claim.ContextOnly)}, claim.Denies, []claim.Stance{claim.ContextOnly}},
	} {
		var cell Cell
		cell.add(PartyReport{Answers: c.answers}, nil)
		assert.Equal(t, c.stance, cell.Stance, name)
		assert.Equal(t, c.beside, cell.Beside, name)
	}
}
