package staff

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/assigned"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
)

// MaxItems is how many things that wait are dealt with at once at most.
const MaxItems = 200

// MaxSnooze is how long something can be snoozed at most.
const MaxSnooze = 90 * 24 * time.Hour

// Accept makes it the caller's turn, and nobody else's.
func Accept(ctx context.Context, d *casework.Door, caller casework.Caller, items ...string) (int, error) {
	return assign(ctx, d, caller, caller.ID, items)
}

// Assign makes it a person's turn, by handle; an empty handle gives it back to
// everybody. Everybody who sees the case sees whose turn it is. It returns how
// many things it was done to: what does not wait any more is passed over. It
// fails with [claim.CodeForbidden] if the person could not do it.
func Assign(ctx context.Context, d *casework.Door, caller casework.Caller, handle string, items ...string) (int, error) {
	if handle == "" {
		return assign(ctx, d, caller, uuid.Nil, items)
	}
	id, err := d.Resolve(ctx, claim.StreamPerson, uuid.Nil, handle)
	if err != nil {
		return 0, err
	}
	return assign(ctx, d, caller, id, items)
}

func assign(ctx context.Context, d *casework.Door, caller casework.Caller, to uuid.UUID, items []string) (int, error) {
	ctx = d.Keyed(ctx)
	rows, err := turnItems(ctx, d, caller, items)
	if err != nil {
		return 0, err
	}
	acts := make([]claim.Act, len(rows))
	for i, row := range rows {
		to, cmd := claim.Stream{Kind: claim.StreamCase, ID: row.Case}, casework.Command(ctx, caller, assigning(row, to))
		if row.Case == uuid.Nil {
			to = row.Stream
		}
		cmd.ID = claim.DerivedID("assign", cmd.ID.String(), row.Item())
		acts[i] = claim.Act{To: to, Command: cmd}
	}
	return len(acts), d.Together(ctx, acts...)
}

func assigning(row lists.TurnRow, to uuid.UUID) assigned.AssignTurn {
	a := assigned.AssignTurn{Item: row.Item(), To: to}
	if row.Stream.Kind == claim.StreamCorrespondence {
		a.Correspondence = row.Stream.ID
	}
	return a
}

// turnItems finds what waits by name. What does not wait any more is left out:
// somebody else was quicker.
func turnItems(ctx context.Context, d *casework.Door, caller casework.Caller, items []string) ([]lists.TurnRow, error) {
	if len(items) > MaxItems {
		return nil, claim.Errorf(claim.CodeTooLarge, "at most %d things at once", MaxItems)
	}
	var rows []lists.TurnRow
	for _, item := range items {
		if _, _, err := claim.ParseItem(item); err != nil {
			return nil, err
		}
		row, err := d.Record().TurnItem(ctx, caller.Viewer(), item)
		if claim.CodeOf(err) == claim.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := caller.May(casework.TurnRights[row.Kind]); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Snooze hides things that wait from the caller until an instant; the zero time
// shows them again. It is the caller's own: no entry says so, and nobody else
// sees less. It returns how many things it was done to.
func Snooze(ctx context.Context, d *casework.Door, caller casework.Caller, until time.Time, items ...string) (int, error) {
	now := d.Now()
	if !until.IsZero() && (!until.After(now) || until.After(now.Add(MaxSnooze))) {
		return 0, casework.Invalid("until", "choose an instant to come, within 90 days")
	}
	rows, err := turnItems(ctx, d, caller, items)
	if err != nil {
		return 0, err
	}
	for i, row := range rows {
		if err := d.Record().Snooze(ctx, caller.ID, row.Item(), claim.Instant(until), now); err != nil {
			return i, err
		}
	}
	return len(rows), nil
}

// MarkRead says of messages that they were read and hold no answer, or, of
// answers from the answer page, that they were looked at. Other things that wait
// are passed over. It returns how many things it was done to.
func MarkRead(ctx context.Context, d *casework.Door, caller casework.Caller, items ...string) (int, error) {
	rows, err := turnItems(ctx, d, caller, items)
	if err != nil {
		return 0, err
	}
	done := 0
	for _, row := range rows {
		keyed := casework.KeyOfPart(ctx, row.Item())
		switch row.Kind {
		case claim.TurnRead:
			_, err = answers.ReadMessage(keyed, d, caller, row.Subject, answers.ReadInput{Disposition: letters.ReadNoAnswer})
		case claim.TurnLook:
			err = lookedAt(keyed, d, caller, row)
		default:
			continue
		}
		if err != nil {
			return done, err
		}
		done++
	}
	return done, nil
}

// lookedAt says that the caller has looked at what came on the answer page.
func lookedAt(ctx context.Context, d *casework.Door, caller casework.Caller, row lists.TurnRow) error {
	ctx = d.Keyed(ctx)
	return d.Do(ctx, row.Stream, casework.Command(ctx, caller, letters.SeePageAnswer{Message: row.Subject}))
}
