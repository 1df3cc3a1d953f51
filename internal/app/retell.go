package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// retellPage is how many entries are read at a time.
const retellPage = 2000

// retell gives again what one stream had to tell another and the other never
// recorded: it was on its way in the engine when the engine's database was
// lost. What is recorded is not told again.
func (a *App) retell(ctx context.Context) error {
	r := reteller{states: map[claim.Stream]claim.Aggregate{}, moved: map[claim.Stream]int{}}
	for after := int64(0); ; {
		entries, err := a.Record.Since(ctx, after, retellPage)
		if err != nil {
			return fmt.Errorf("read what was told: %w", err)
		}
		if len(entries) == 0 {
			break
		}
		for _, e := range entries {
			r.take(e.Entry)
		}
		after = entries[len(entries)-1].Position
	}
	for _, t := range r.missing(claim.Instant(a.Clock.Now())) {
		if err := a.Teller.Tell(ctx, t.to, t.command); err != nil {
			return fmt.Errorf("tell again: %w", err)
		}
	}
	return nil
}

// reteller folds the whole record and notes what was told on the way.
type reteller struct {
	states map[claim.Stream]claim.Aggregate
	told   []telling
	moved  map[claim.Stream]int // index in told of the last move of a claim
}

// telling is a command from one stream to another; a correspondence without an
// identifier stands for every one that asks about the claim that tells.
type telling struct {
	from, to claim.Stream
	command  claim.Command
	void     bool // a later one took its place
}

func (r *reteller) take(e claim.Entry) {
	state := r.states[e.Stream]
	if state == nil {
		state = claim.New(e.Stream.Kind, e.Stream.ID)
		r.states[e.Stream] = state
	}
	state.Evolve(e)
	for _, n := range claim.Notices(state, e) {
		r.note(telling{from: n.From, to: n.To, command: n.Command(n.To, e)})
	}
	if f, ok := e.Fact.(claim.MailMatched); ok {
		to := claim.Stream{Kind: claim.StreamCorrespondence, ID: f.Correspondence}
		r.note(telling{from: e.Stream, to: to, command: state.(*claim.Intake).Receive(f.Correspondence)})
	}
}

// note keeps a telling. Of the moves of a claim the last one alone counts: an
// earlier one would undo it.
func (r *reteller) note(t telling) {
	if t.to.ID == uuid.Nil {
		if before, ok := r.moved[t.from]; ok {
			r.told[before].void = true
		}
		r.moved[t.from] = len(r.told)
	}
	r.told = append(r.told, t)
}

// missing are the tellings on which the state of the receiver would change.
func (r *reteller) missing(now time.Time) []telling {
	var missing []telling
	for _, t := range r.told {
		if t.void {
			continue
		}
		for _, to := range r.receivers(t) {
			state := r.states[to]
			if state == nil {
				state = claim.New(to.Kind, to.ID)
			}
			if facts, err := state.Decide(t.command, now); err == nil && len(facts) > 0 {
				missing = append(missing, telling{from: t.from, to: to, command: t.command})
				claim.Apply(state, t.command, now, facts) // the next one finds it there
			}
		}
	}
	return missing
}

func (r *reteller) receivers(t telling) []claim.Stream {
	if t.to.ID != uuid.Nil {
		return []claim.Stream{t.to}
	}
	var about []claim.Stream
	for s, state := range r.states {
		letters, ok := state.(*claim.Correspondence)
		if ok && slices.ContainsFunc(letters.Requests, func(q claim.Request) bool { return slices.Contains(q.Claims, t.from.ID) }) {
			about = append(about, s)
		}
	}
	return about
}
