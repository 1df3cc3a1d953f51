package post

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mailfile"
)

// Fetched is a message that no mail server handed over.
type Fetched struct {
	WayIn received.WayIn
	By    uuid.UUID // who put it in from a file
	Raw   []byte
	At    time.Time // when it arrived, at the mailbox or at whoever puts it in
}

// Kept is what became of a message that was put in.
type Kept struct {
	Intake uuid.UUID
	Known  time.Time // when its bytes had come before; zero if they had not
	Waits  bool      // it has to be taken in
}

// Fetch keeps such a message, byte for byte, as [Room.Receive] does: it is durable when Fetch returns, and its intake is
// the same. A copy of a known message with other bytes may bring something new, and is taken in.
func (r *Room) Fetch(ctx context.Context, f Fetched) (Kept, error) {
	spooled, err := r.keep(ctx, received.Arrival{Raw: f.Raw, Envelope: received.Envelope{WayIn: f.WayIn, By: f.By}, At: claim.Instant(f.At)})
	if err != nil {
		return Kept{}, err
	}
	kept := Kept{Intake: spooled.Intake, Waits: !spooled.Settled}
	if spooled.Again {
		kept.Known = spooled.ReceivedAt
	}
	return kept, nil
}

// errEnough ends the reading of a file.
var errEnough = errors.New("enough messages")

// Imported is a message of a file, kept or not.
type Imported struct {
	Name   string
	Intake uuid.UUID // the zero id if it is not kept
	Known  time.Time // when the same bytes had come before; zero if they had not
	// Problem says in a sentence why it is not kept.
	Problem string
}

// Import keeps the messages of a file, at most limit, and hands each that has to be taken in to start.
func (r *Room) Import(ctx context.Context, name string, file Fetched, limit int, start func(intake uuid.UUID)) ([]Imported, error) {
	var done []Imported
	err := mailfile.Read(name, bytes.NewReader(file.Raw), func(m mailfile.Message) error {
		one := Imported{Name: m.Name, Problem: m.Problem}
		if len(done) == limit {
			one.Problem = "this message and those after it were not taken in: they are too many at once"
			done = append(done, one)
			return errEnough
		}
		if one.Problem == "" {
			message := file
			message.Raw = m.Raw
			kept, err := r.Fetch(ctx, message)
			if err != nil {
				return err
			}
			if one.Intake, one.Known = kept.Intake, kept.Known; kept.Waits {
				start(kept.Intake)
			}
		}
		done = append(done, one)
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return done, err
}
