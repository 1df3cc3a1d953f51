package activities

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Do is the name of [Record.Do].
const Do = "Do"

// Record has the record carry commands out.
type Record struct {
	Store Store
	Clock Clock
}

// Round is what a workflow has for its stream: commands in order, or none, to
// look where it stands.
type Round struct {
	Stream   claim.Stream    `json:"stream"`
	At       time.Time       `json:"at"` // product time by the clock of the workflow
	Commands []claim.Command `json:"commands,omitempty"`
	// Unconfirmed says that a command has come from somebody who waits for its
	// outcome, and that nothing else says yet that there was one.
	Unconfirmed bool `json:"unconfirmed,omitempty"`
}

// Answer is what became of a round.
type Answer struct {
	Refused []*claim.Error `json:"refused,omitempty"` // for each command why it was not carried out, or nil
	Next    claim.Next     `json:"next"`
}

// Do carries a round out. A refusal is an answer; an error means that the record
// could not be asked, and the round may be given again.
func (a *Record) Do(ctx context.Context, in Round) (Answer, error) {
	if len(in.Commands) == 0 {
		state, err := a.Store.Load(ctx, in.Stream)
		if err != nil {
			return Answer{}, ToEngine(err)
		}
		return Answer{Next: state.Next()}, nil
	}
	doing := claim.Doing{Now: later(in.At, a.Clock.Now()), Carrier: in.Stream, Unconfirmed: in.Unconfirmed}
	for _, cmd := range in.Commands {
		doing.Acts = append(doing.Acts, claim.Act{To: in.Stream, Command: cmd})
	}
	done, err := a.Store.Do(ctx, doing)
	if err != nil {
		return Answer{}, ToEngine(err)
	}
	answer := Answer{Next: done[0].Next, Refused: make([]*claim.Error, len(done))}
	for i := range done {
		answer.Refused[i] = done[i].Refused
	}
	return answer, nil
}

// later is the instant that counts: a workflow may have waited long for the
// record, and a clock of the machine may be behind the engine's.
func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
