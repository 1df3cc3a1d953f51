package crashtest_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/mail/token"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/record"
)

// outcome is how a play came out, as the API, the mail server and the record tell it.
type outcome struct {
	t       *testing.T
	n       *newsroom
	play    *play
	process *process
	reports map[string]report.Report
	outbox  []correspondence.OutboxItem // what needs an eye
	copies  map[string]int              // letters that the mail server took, by Message-ID
	letters map[string]report.LetterReport
	twice   int // letters that were delivered more than once
	doubt   int // letters whose outcome was lost
	reminds int // reminders and final notices that were delivered
}

// settled waits until nothing is left to happen.
func settled(ctx context.Context, t *testing.T, n *newsroom, p *process, play *play) *outcome {
	o := &outcome{t: t, n: n, play: play, process: p}
	limit, cancel := context.WithTimeout(ctx, 4*time.Minute)
	defer cancel()
	var waits string
	err := await(limit, func() bool {
		found := o.look(limit)
		if limit.Err() == nil {
			waits = found
		}
		return found == ""
	})
	require.NoError(t, err, "something never came to its end: %s", waits)
	require.Empty(t, o.look(ctx), "once nothing moves any more, everything is looked at again: what was read at one time belongs together")
	return o
}

// neverAsked reports that every request about a claim was taken back before its
// letter went out, or ran out of time before it could.
func neverAsked(of report.Report, key string) bool {
	return !slices.ContainsFunc(of.Requests, func(r report.RequestReport) bool {
		kept := slices.ContainsFunc(r.Letters, func(l report.LetterReport) bool { return l.Uncertain || l.Delivery != letters.DeliveryStopped })
		over := r.Lifecycle == letters.RequestWithdrawn || r.Silence == claim.Undeliverable
		return slices.Contains(r.Claims, key) && (r.SentAt != nil || kept || !over)
	})
}

// look looks at everything, and says what is still open, if anything.
func (o *outcome) look(ctx context.Context) string {
	var err error
	o.reports = map[string]report.Report{}
	for i := range o.play.cases {
		name := o.play.caseName(i)
		if o.reports[name], err = client.Call(ctx, o.process.Client, operation.CaseShow, operation.CaseAt(name, nil)); err != nil {
			return err.Error()
		}
		for _, r := range o.reports[name].Requests {
			if !slices.Contains([]letters.Lifecycle{letters.Answered, letters.DeclinedToAnswer, letters.NoReply, letters.RequestWithdrawn}, r.Lifecycle) {
				return fmt.Sprintf("in %s a request to %s is %s", name, r.Party, r.Lifecycle)
			}
		}
		for _, c := range o.reports[name].Claims {
			if c.Stage == claim.StageOpen && neverAsked(o.reports[name], c.Key) {
				continue
			}
			if c.Stage != claim.StageAssessing && c.Stage != claim.StagePublished {
				return fmt.Sprintf("in %s the claim %s is %s", name, c.Key, c.Stage)
			}
		}
	}
	if o.outbox, err = client.Call(ctx, o.process.Client, operation.Outbox, operation.OutboxQuery{All: false}); err != nil {
		return err.Error()
	}
	for _, l := range o.outbox {
		if l.Delivery == letters.DeliveryNone || l.Delivery == letters.DeliveryDeferred {
			return fmt.Sprintf("in %s a %s to %s is on its way", l.Case, l.Kind, l.Party)
		}
	}
	return o.waiting(ctx)
}

// waiting says how much mail is acknowledged and not yet taken in: what was interrupted
// by the last kill is taken in again once the engine misses it.
func (o *outcome) waiting(ctx context.Context) string {
	r, err := record.OpenReadOnly(ctx, o.n.cfg.Database)
	if err != nil {
		return err.Error()
	}
	defer r.Close()
	mail, err := r.Unsettled(ctx)
	if err != nil {
		return err.Error()
	}
	if len(mail) > 0 {
		return fmt.Sprintf("%d messages are not taken in", len(mail))
	}
	return ""
}

func (o *outcome) check(ctx context.Context) {
	for _, r := range o.play.requests {
		o.checkRequest(r)
	}
	o.checkClaims()
	o.checkLetters()
	verified, err := client.Call(ctx, o.process.Client, operation.RecordVerify, operation.None{})
	require.NoError(o.t, err)
	assert.Empty(o.t, verified.Problems)
	assert.Greater(o.t, verified.Entries, int64(len(o.play.requests)))
	o.process.stop(o.t)
	require.NoError(o.t, o.n.agree(ctx))
	o.checkMail(ctx)
	assert.Less(o.t, o.longestDoubt(), maxDoubt, "a command was in doubt")
}

// maxDoubt is how long it may be open what became of a command, once everything is back.
const maxDoubt = 10 * time.Second

func (o *outcome) longestDoubt() time.Duration {
	o.n.mu.Lock()
	defer o.n.mu.Unlock()
	return o.n.doubt
}

// ends says how a request has to end.
var ends = map[fate]letters.Lifecycle{
	silent: letters.NoReply, forbidden: letters.NoReply, tooLate: letters.NoReply, extended: letters.NoReply, acknowledged: letters.NoReply, automatic: letters.NoReply, gone: letters.NoReply,
	phoned: letters.Answered, mailed: letters.Answered, declined: letters.DeclinedToAnswer,
	undone: letters.RequestWithdrawn, withdrawn: letters.RequestWithdrawn,
}

// checkRequest looks whether every acknowledged command about a request is in
// the record, and whether the request ended as it had to.
func (o *outcome) checkRequest(r *request) {
	of := o.reports[r.theCase]
	i := slices.IndexFunc(of.Requests, func(q report.RequestReport) bool { return q.ID == r.id })
	if !assert.GreaterOrEqual(o.t, i, 0, "a request that was acknowledged is lost") {
		return
	}
	got := of.Requests[i]
	what := fmt.Sprintf("%s %s, %s", r.theCase, r.name, r.fate)
	assert.Equal(o.t, ends[r.fate], got.Lifecycle, what)
	assert.ElementsMatch(o.t, r.claims, got.Claims, what)
	assert.True(o.t, r.answerBy.Equal(got.AnswerBy), what)
	if got.Lifecycle == letters.NoReply {
		assert.Equal(o.t, o.silence(r, got), got.Silence, what)
	}
	for _, c := range of.Claims {
		for _, p := range c.Parties {
			if p.Request == r.id {
				o.checkAnswers(r, p, what)
			}
		}
	}
	reminders := 0
	for _, l := range got.Letters {
		if l.Kind.Automatic() && (l.Delivery == letters.DeliveryAccepted || l.Kind == claim.ReminderLetter && l.Uncertain) {
			reminders++
		}
	}
	assert.Equal(o.t, got.Reminders+got.Notices, reminders, what)
}

// silence is what it has to mean that there is no answer.
func (o *outcome) silence(r *request, got report.RequestReport) claim.Silence {
	delivered := slices.ContainsFunc(got.Letters, func(l report.LetterReport) bool { return l.Delivery == letters.DeliveryAccepted })
	if got.Silence == claim.AcknowledgedNoAnswer && o.acknowledgedToo(r) {
		return claim.AcknowledgedNoAnswer
	}
	if known := got.Silence == claim.Undeliverable || got.Silence == claim.DeliveredNoAnswer; known && slices.ContainsFunc(got.Letters, inDoubt) {
		return got.Silence // as far as was known when it lapsed
	}
	if r.fate == gone || !delivered && slices.ContainsFunc(got.Letters, calledOff) {
		return claim.Undeliverable
	}
	if r.fate == acknowledged && r.read.Before(r.answerBy) {
		return claim.AcknowledgedNoAnswer
	}
	return claim.DeliveredNoAnswer
}

// calledOff reports whether the time to answer was over before a request could go out.
func calledOff(l report.LetterReport) bool {
	return l.Kind == claim.RequestLetter && l.Delivery == letters.DeliveryStopped && l.Reason == claim.StoppedTooLate
}

// inDoubt reports whether it is not known if a request reached the party.
func inDoubt(l report.LetterReport) bool { return l.Kind == claim.RequestLetter && l.Uncertain }

// acknowledgedToo reports whether the party acknowledged another request of the
// case: a person who reads that notes it for all that it was asked.
func (o *outcome) acknowledgedToo(r *request) bool {
	return slices.ContainsFunc(o.play.requests, func(q *request) bool {
		return q.theCase == r.theCase && q.party == r.party && q.fate == acknowledged
	})
}

func (o *outcome) checkAnswers(r *request, p report.PartyReport, what string) {
	if end := ends[r.fate]; end != letters.Answered && end != letters.DeclinedToAnswer {
		assert.Empty(o.t, p.Answers, what)
		return
	}
	if assert.Len(o.t, p.Answers, 1, what) {
		assert.Equal(o.t, r.words, p.Answers[0].Statement, what)
	}
}

// checkClaims looks whether every claim is there and knows all that asked about it.
func (o *outcome) checkClaims() {
	for name, report := range o.reports {
		assert.Len(o.t, report.Claims, o.play.claims+published, name)
		public := 0
		for _, c := range report.Claims {
			if c.Stage == claim.StagePublished {
				public++
			}
		}
		assert.Equal(o.t, published, public, "%s: findings that were published", name)
		assert.Len(o.t, report.Requests, o.play.parties*o.play.asked, name)
	}
}

// checkLetters looks whether each letter was delivered as often as it may have been.
func (o *outcome) checkLetters() {
	o.copies = o.n.smtp.Copies()
	o.letters = map[string]report.LetterReport{}
	for _, report := range o.reports {
		for _, r := range report.Requests {
			for _, l := range r.Letters {
				o.letters[token.MessageID(l.Message, o.n.cfg.MailDomain)] = l
			}
		}
	}
	listed := map[uuid.UUID]bool{}
	for _, l := range o.outbox {
		listed[l.Message] = l.Uncertain
	}
	for id, l := range o.letters {
		o.checkLetter(l, o.copies[id])
		assert.Equal(o.t, l.Uncertain, listed[l.Message], "the outbox lists what is uncertain: %s", l.Kind)
	}
	for id := range o.copies {
		assert.Contains(o.t, o.letters, id, "a letter went out that is not in the record")
	}
}

func (o *outcome) checkLetter(l report.LetterReport, copies int) {
	if l.Uncertain {
		o.doubt++
	}
	if copies > 1 {
		o.twice++
		assert.True(o.t, l.Uncertain, "a %s was delivered %d times and is not uncertain", l.Kind, copies)
		assert.NotEqual(o.t, claim.ReminderLetter, l.Kind, "a reminder was delivered %d times", copies)
	}
	if l.Kind.Automatic() && copies > 0 {
		o.reminds++
	}
	switch l.Delivery {
	case letters.DeliveryAccepted:
		assert.Positive(o.t, copies, "a %s counts as accepted and was not delivered", l.Kind)
	case letters.DeliveryUncertain:
	default:
		assert.True(o.t, copies == 0 || l.Uncertain, "a %s that is %s was delivered", l.Kind, l.Delivery)
	}
}

// checkMail looks whether every message that was acknowledged is in its
// correspondence, once.
func (o *outcome) checkMail(ctx context.Context) {
	r, err := record.OpenReadOnly(ctx, o.n.cfg.Database)
	require.NoError(o.t, err)
	defer r.Close()
	found := map[uuid.UUID]int{}
	for name := range maps.Keys(o.reports) {
		caseID, err := r.Resolve(ctx, claim.StreamCase, uuid.Nil, name)
		require.NoError(o.t, err)
		states, err := r.States(ctx, caseID, time.Time{})
		require.NoError(o.t, err)
		for _, s := range states {
			if letters, ok := s.(*letters.Correspondence); ok {
				for _, m := range letters.Messages {
					found[m.ID]++
				}
			}
		}
	}
	for _, q := range o.play.requests {
		if q.mail != uuid.Nil {
			assert.Equal(o.t, 1, found[q.mail], "%s %s, %s: mail that was acknowledged", q.theCase, q.name, q.fate)
		}
	}
	assert.Positive(o.t, o.n.mails.Load(), "nobody has answered by mail, and nothing was shown")
}

func (o *outcome) summary(s size) string {
	return fmt.Sprintf("%d kills, %d claims, %d requests, %d commands acknowledged (%d sent again), %d messages taken in, "+
		"%d letters delivered (%d of them reminders), %d in doubt, %d delivered twice; "+
		"%d commands in doubt, at most %s of it with everything back; %d entries looked at after kills",
		s.kills, s.play.cases*(s.play.claims+published), len(o.play.requests), o.n.commands.Load(), o.n.retries.Load(), o.n.mails.Load(),
		len(o.copies), o.reminds, o.doubt, o.twice, o.n.inDoubt.Load(), o.longestDoubt().Round(time.Millisecond), o.n.checked.Load())
}
