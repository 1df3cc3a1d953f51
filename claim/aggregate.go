package claim

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// Aggregate is the state of one stream.
type Aggregate interface {
	// Decide answers a command with the facts that follow, in order, or with
	// an [*Error]. No facts and no error means that there is nothing to do, as
	// for a command that was carried out before. It changes nothing.
	Decide(cmd Command, now time.Time) ([]Fact, error)
	// Evolve takes one entry into the state. It holds no rule and never fails.
	Evolve(e Entry)
	// Stream names the stream that the state is folded from.
	Stream() Stream
	// StreamVersion is the version of the last entry taken in, 0 for none.
	StreamVersion() int64
}

// recentCommands is how many command ids a state remembers, so that a retry is
// known even after the engine has forgotten it.
const recentCommands = 32

// Head is what every aggregate knows of its own stream.
type Head struct {
	ID      uuid.UUID   `json:"id"`
	Version int64       `json:"version"`
	Recent  []uuid.UUID `json:"recent,omitempty"` // ids of the latest commands, newest last
}

// StreamVersion implements [Aggregate].
func (h *Head) StreamVersion() int64 { return h.Version }

// Seen reports whether the command is among the latest that were carried out.
func (h *Head) Seen(command uuid.UUID) bool { return slices.Contains(h.Recent, command) }

func (h *Head) take(e Entry) {
	h.Version = e.Version
	if h.Seen(e.Command) {
		return
	}
	h.Recent = append(h.Recent, e.Command)
	if extra := len(h.Recent) - recentCommands; extra > 0 {
		h.Recent = slices.Delete(h.Recent, 0, extra)
	}
}

// New returns the empty state of a stream, or nil if the kind is not known.
func New(kind StreamKind, id uuid.UUID) Aggregate {
	head := Head{ID: id}
	switch kind {
	case StreamCase:
		return &Case{Head: head}
	case StreamClaim:
		return &Claim{Head: head}
	case StreamCorrespondence:
		return &Correspondence{Head: head}
	case StreamParty:
		return &Party{Head: head}
	case StreamPerson:
		return &Person{Head: head}
	case StreamIntake:
		return &Intake{Head: head}
	case StreamDesk:
		return &Desk{Head: head}
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

// Apply turns the facts that a decided on into its next entries, and takes them in.
func Apply(a Aggregate, cmd Command, now time.Time, facts []Fact) []Entry {
	entries := make([]Entry, 0, len(facts))
	for _, f := range facts {
		e := Entry{Stream: a.Stream(), Version: a.StreamVersion() + 1, At: now, Actor: cmd.Actor, Command: cmd.ID, Fact: f}
		a.Evolve(e)
		entries = append(entries, e)
	}
	return entries
}

// Instant is t as entries keep it: UTC, to the microsecond.
func Instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// unknownCommand is the answer to a command that was sent to the wrong kind of stream.
func unknownCommand(a Aggregate, cmd Command) error {
	return Errorf(CodeInvalid, "a %s does not take the command %q", a.Stream().Kind, cmd.Body.CommandKind())
}
