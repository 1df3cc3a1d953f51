package claim

import (
	"time"

	"github.com/google/uuid"
)

// Aggregate is the state of one stream.
type Aggregate interface {
	// Decide answers a command with the facts that follow, in order, or with
	// an [*Error]. No facts and no error means that there is nothing to do. It
	// changes nothing. Whether a command was carried out before is for the record
	// to know.
	Decide(cmd Command, now time.Time, around Around) ([]Fact, error)
	// Evolve takes one entry into the state. It holds no rule and never fails.
	Evolve(e Entry)
	// Stream names the stream that the state is folded from.
	Stream() Stream
	// StreamVersion is the version of the last entry taken in, 0 for none.
	StreamVersion() int64
	// Notices says which other streams an entry concerns. The state is the one
	// after it.
	Notices(e Entry, around Around) []Notice
	// Turns lists what in the state waits for a person, or will from an instant to
	// come on. It is a function of the entries alone.
	Turns() []Turn
	// Next is what the carrier of the stream has to know.
	Next() Next
}

// Head is what every aggregate knows of its own stream, and what it does unless
// it says otherwise: concern nobody, wait for nobody.
type Head struct {
	ID      uuid.UUID `json:"id"`
	Version int64     `json:"version"`
}

// StreamVersion implements [Aggregate].
func (h *Head) StreamVersion() int64 { return h.Version }

// Notices implements [Aggregate].
func (*Head) Notices(Entry, Around) []Notice { return nil }

// Turns implements [Aggregate].
func (*Head) Turns() []Turn { return nil }

// Next implements [Aggregate].
func (h *Head) Next() Next { return Next{Version: h.Version, Waits: WaitsForNobody, Over: true} }

// Take notes that the state has taken an entry in.
func (h *Head) Take(e Entry) { h.Version = e.Version }

var kinds = map[StreamKind]func(Head) Aggregate{}

// RegisterKind makes a kind of stream known, with its empty state.
func RegisterKind(kind StreamKind, empty func(Head) Aggregate) { kinds[kind] = empty }

// New returns the empty state of a stream, or nil if the kind is not known.
func New(kind StreamKind, id uuid.UUID) Aggregate {
	if empty := kinds[kind]; empty != nil {
		return empty(Head{ID: id})
	}
	return nil
}

// Fold returns the state of a stream after the entries, which must be all of
// its first ones in order. Entries after asOf are left out; a zero asOf takes all.
func Fold(s Stream, entries []Entry, asOf time.Time) Aggregate {
	a := New(s.Kind, s.ID)
	for _, e := range entries {
		if !asOf.IsZero() && e.At.After(asOf) {
			break
		}
		a.Evolve(e)
	}
	return a
}

// Entries turns the facts that a state decided on into the entries that follow
// it. The state does not take them in.
func Entries(a Aggregate, cmd Command, now time.Time, facts []Fact) []Entry {
	entries := make([]Entry, len(facts))
	for i, f := range facts {
		entries[i] = Entry{Stream: a.Stream(), Version: a.StreamVersion() + int64(i) + 1, At: now, Actor: cmd.Actor, Command: cmd.ID, Fact: f}
	}
	return entries
}

// Apply is [Entries], which the state takes in.
func Apply(a Aggregate, cmd Command, now time.Time, facts []Fact) []Entry {
	entries := Entries(a, cmd, now, facts)
	for _, e := range entries {
		a.Evolve(e)
	}
	return entries
}

// Instant is t as entries keep it: UTC, to the microsecond.
func Instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// UnknownCommand is the answer to a command that was sent to the wrong kind of stream.
func UnknownCommand(a Aggregate, cmd Command) error {
	return Errorf(CodeInvalid, "a %s does not take the command %q", a.Stream().Kind, cmd.Body.CommandKind())
}

// ClockSkew is how far ahead of us the instant of an answer may lie.
const ClockSkew = time.Minute
