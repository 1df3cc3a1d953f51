// Package activities does what workflows wait for: it has the record carry
// commands out, hands letters over and takes messages in. Everything it does may
// be done twice, after a crash or a reset, with the same effect as once.
//
// The structs hold narrow interfaces, which the application fills.
package activities

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
)

// Store is the record, as far as activities need it.
type Store interface {
	// Do carries commands out in one transaction. See the record for what it promises.
	Do(ctx context.Context, d claim.Doing) ([]claim.Done, error)
	// Load returns the state of a stream, at version 0 if it has no entries.
	Load(ctx context.Context, s claim.Stream) (claim.Aggregate, error)
	// Around shows how other streams stand now; failed says afterwards whether it
	// could be read.
	Around(ctx context.Context) (view claim.Around, failed func() error)
}

// Outbox keeps count of the attempts to hand letters over. What it is told
// survives a crash.
type Outbox interface {
	// BeginHandOver starts an attempt. lost reports whether an earlier attempt
	// began and its outcome is not known.
	BeginHandOver(ctx context.Context, message uuid.UUID, now time.Time) (attempt int, lost bool, err error)
	// EndHandOver records the outcome of the attempt that was begun last.
	EndHandOver(ctx context.Context, message uuid.UUID, end letters.HandOverEnd) error
	// HandOver returns what is known of the attempts.
	HandOver(ctx context.Context, message uuid.UUID) (letters.HandOver, error)
}

// Spool holds received mail from the moment it is acknowledged.
type Spool interface {
	// Examine reads a spooled message: what it is, and what it points at.
	Examine(ctx context.Context, intake uuid.UUID) (intake.TakeIn, error)
}

// Intakes is the record, as far as it takes in what was spooled.
type Intakes interface {
	// TakeIn carries out what takes the message in as it was delivered so many times and, unless
	// it is refused, settles it, in one transaction: what is delivered is settled, whatever
	// happens then. It reports settled false if the message has come again in the meantime.
	TakeIn(ctx context.Context, intake uuid.UUID, deliveries int, d claim.Doing) (done []claim.Done, settled bool, err error)
}

// Carrier writes the letters of one channel and hands them over.
type Carrier interface {
	// Compose writes the letter and keeps it; the same letter each time. It
	// returns [claim.CodeInvalid] if something cannot stand in a letter.
	Compose(ctx context.Context, c *letters.Correspondence, m letters.Message) (Composed, error)
	// Admit says whether the letter may be handed over at this moment, by the pace of whoever carries it on: it gives
	// a function that ends the hand-over, or how long to wait.
	Admit(ctx context.Context, letter Composed, now time.Time) (done func(), wait time.Duration, err error)
	// HandOver gives the letter to whoever carries it on, as a mail server. It returns an error only if it was not tried.
	HandOver(ctx context.Context, c *letters.Correspondence, letter Composed) (Handed, error)
}

// Composed is a letter ready to go.
type Composed struct {
	Content claim.Ref      // the bytes, as they go out; empty if there is nothing left to write about
	Contact people.Contact // the zero Contact if the party has no address; then nothing was written
	Put     []letters.Put  // in which words it puts claims that have others than their first ones
	// Language is what it is written in (BCP 47); empty if nothing was written.
	Language string
}

// Handed is what became of a letter that was handed over.
type Handed struct {
	Outcome Outcome
	Reason  claim.Reason // a code, such as refused_recipient_550
	// Said is content: the words of a server that did not take it; empty if it said none.
	Said claim.Ref
	// Cause is why it was refused, by what the server said.
	Cause claim.Cause
	// Lasting says of what is deferred that the server means it for good: what it minds is
	// not the letter or its address, and a person has to put it right.
	Lasting bool
	// Uncopied is how many of those that were to have a copy got none, as the server did not take it or they are not to be
	// contacted; the letter went all the same.
	Uncopied int
}

// Outcome is how the hand-over of a letter went.
type Outcome string

const (
	// Accepted: it was taken, as by the mail server.
	Accepted Outcome = "accepted"
	// Deferred: not taken; to be tried again.
	Deferred Outcome = "deferred"
	// Refused: the party's address is not good.
	Refused Outcome = "refused"
	// TurnedAway: not taken at the party's address, which may be good all the same.
	TurnedAway Outcome = "turned away"
	// Rejected: the letter was not taken, and not because of the address.
	Rejected Outcome = "rejected"
	// Uncertain: handed over, and the answer was lost.
	Uncertain Outcome = "uncertain"
)

// Clock tells product time.
type Clock interface{ Now() time.Time }
