package letters

import (
	"hash/fnv"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/plan"
)

// spreadOver keeps reminders apart that would fall due together.
func spreadOver(window time.Duration) time.Duration { return min(10*time.Minute, window/50) }

// Spread is by how much later than planned the reminders of a request to a party go out, so that
// those of many do not go out at one instant.
func Spread(of, party uuid.UUID, window time.Duration) time.Duration {
	h := fnv.New32a()
	h.Write(party[:])
	h.Write(of[:])
	return spreadOver(window) * time.Duration(h.Sum32()%1000) / 1000
}

// planned is the plan that the request is pinned to; nil where its case lays out its reminders.
func (r Request) planned() *plan.Document {
	if r.Plan == nil {
		return nil
	}
	return plan.Of(r.Plan.Text)
}

// Final is when silence is final: the answer-by instant, unless the request's plan has letters follow it.
func (r Request) Final() time.Time {
	if r.Until.After(r.AnswerBy) {
		return r.Until
	}
	return r.AnswerBy
}

// last is before when a step of the request makes sense.
func (r Request) last(s claim.Step) time.Time {
	if s.Final {
		return r.AnswerBy
	}
	return r.Final()
}

// cap is how many reminders there may be of the request.
func (r Request) cap() int {
	if d := r.planned(); d != nil {
		return d.Cap
	}
	return claim.MaxReminders
}

// FrameOf is what a plan is laid over.
func FrameOf(of, party uuid.UUID, sendAt, answerBy time.Time, around claim.Around) plan.Frame {
	f := plan.Frame{SendAt: sendAt, AnswerBy: answerBy, Spread: Spread(of, party, answerBy.Sub(sendAt))}
	f.Calendar = around.Settings().Calendar(claim.StateOf[claim.Addressee](around, claim.Stream{Kind: claim.StreamParty, ID: party}).Office())
	if c := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: of}); c != nil {
		f.Publication = c.PublishAt
	}
	return f
}

// laid is the request under a plan: with its reminders, and when silence is final.
func (b Ask) laid(around claim.Around) (under *claim.Pinned, laid plan.Laid, err error) {
	if b.Plan == "" {
		return nil, plan.Laid{Steps: b.Steps}, nil
	}
	p, err := plan.The(around, b.Plan)
	if err != nil {
		return nil, laid, err
	}
	if !b.ByHand() {
		laid = plan.Of(p.Text).Lay(FrameOf(b.Case, b.Party, b.SendAt, b.AnswerBy, around))
	}
	return &p, laid, nil
}

// afterAnswerBy is when silence is final, where that is not the answer-by instant.
func afterAnswerBy(laid plan.Laid, answerBy time.Time) time.Time {
	if laid.Until.After(answerBy) {
		return laid.Until
	}
	return time.Time{}
}
