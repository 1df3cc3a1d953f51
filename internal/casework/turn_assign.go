package casework

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/lists"
)

// MaxItems is how many things that wait are dealt with at once at most.
const MaxItems = 200

// MaxSnooze is how long something can be snoozed at most.
const MaxSnooze = 90 * 24 * time.Hour

// Accept makes it the caller's turn, and nobody else's.
func (d *Door) Accept(ctx context.Context, caller Caller, items ...string) (int, error) {
	return d.assign(ctx, caller, caller.ID, items)
}

// Assign makes it a person's turn, by handle; an empty handle gives it back to
// everybody. Everybody who sees the case sees whose turn it is. It returns how
// many things it was done to: what does not wait any more is passed over. It
// fails with [claim.CodeForbidden] if the person could not do it.
func (d *Door) Assign(ctx context.Context, caller Caller, handle string, items ...string) (int, error) {
	if handle == "" {
		return d.assign(ctx, caller, uuid.Nil, items)
	}
	id, err := d.resolve(ctx, claim.StreamPerson, uuid.Nil, handle)
	if err != nil {
		return 0, err
	}
	return d.assign(ctx, caller, id, items)
}

func (d *Door) assign(ctx context.Context, caller Caller, to uuid.UUID, items []string) (int, error) {
	ctx = d.keyed(ctx)
	rows, err := d.turnItems(ctx, caller, items)
	if err != nil {
		return 0, err
	}
	acts := make([]claim.Act, len(rows))
	for i, row := range rows {
		to, cmd := claim.Stream{Kind: claim.StreamCase, ID: row.Case}, command(ctx, caller, assigning(row, to))
		if row.Case == uuid.Nil {
			to = row.Stream
		}
		cmd.ID = claim.DerivedID("assign", cmd.ID.String(), row.Item())
		acts[i] = claim.Act{To: to, Command: cmd}
	}
	return d.together(ctx, acts)
}

func assigning(row lists.TurnRow, to uuid.UUID) claim.AssignTurn {
	a := claim.AssignTurn{Item: row.Item(), To: to}
	if row.Stream.Kind == claim.StreamCorrespondence {
		a.Correspondence = row.Stream.ID
	}
	return a
}

// together carries acts out, all or none, and returns how many there are.
func (d *Door) together(ctx context.Context, acts []claim.Act) (int, error) {
	if len(acts) == 0 {
		return 0, nil
	}
	done, err := d.store.Do(ctx, claim.Doing{Acts: acts, Now: d.now(), Together: true})
	if err != nil {
		return 0, err
	}
	for _, one := range done {
		if one.Refused != nil {
			return 0, one.Refused
		}
	}
	return len(acts), nil
}

// turnItems finds what waits by name. What does not wait any more is left out:
// somebody else was quicker.
func (d *Door) turnItems(ctx context.Context, caller Caller, items []string) ([]lists.TurnRow, error) {
	if len(items) > MaxItems {
		return nil, claim.Errorf(claim.CodeTooLarge, "at most %d things at once", MaxItems)
	}
	var rows []lists.TurnRow
	for _, item := range items {
		if _, _, err := claim.ParseItem(item); err != nil {
			return nil, err
		}
		row, err := d.store.TurnItem(ctx, caller.Viewer(), item)
		if claim.CodeOf(err) == claim.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := caller.May(TurnRights[row.Kind]); err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Snooze hides things that wait from the caller until an instant; the zero time
// shows them again. It is the caller's own: no entry says so, and nobody else
// sees less. It returns how many things it was done to.
func (d *Door) Snooze(ctx context.Context, caller Caller, until time.Time, items ...string) (int, error) {
	now := d.now()
	if !until.IsZero() && (!until.After(now) || until.After(now.Add(MaxSnooze))) {
		return 0, Invalid("until", "choose an instant to come, within 90 days")
	}
	rows, err := d.turnItems(ctx, caller, items)
	if err != nil {
		return 0, err
	}
	for i, row := range rows {
		if err := d.store.Snooze(ctx, caller.ID, row.Item(), claim.Instant(until), now); err != nil {
			return i, err
		}
	}
	return len(rows), nil
}

// MarkRead says of messages that they were read and hold no answer, or, of
// answers from the answer page, that they were looked at. Other things that wait
// are passed over. It returns how many things it was done to.
func (d *Door) MarkRead(ctx context.Context, caller Caller, items ...string) (int, error) {
	rows, err := d.turnItems(ctx, caller, items)
	if err != nil {
		return 0, err
	}
	done := 0
	for _, row := range rows {
		keyed := d.keyedBy(ctx, row.Item())
		switch row.Kind {
		case claim.TurnRead:
			_, err = d.ReadMessage(keyed, caller, row.Subject, ReadInput{Disposition: letters.ReadNoAnswer})
		case claim.TurnLook:
			err = d.lookedAt(keyed, caller, row)
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
func (d *Door) lookedAt(ctx context.Context, caller Caller, row lists.TurnRow) error {
	ctx = d.keyed(ctx)
	return d.do(ctx, row.Stream, command(ctx, caller, letters.SeePageAnswer{Message: row.Subject}))
}

// keyedBy gives each of several commands of one form a key of its own.
func (d *Door) keyedBy(ctx context.Context, part string) context.Context {
	form, ok := ctx.Value(keyContext{}).(uuid.UUID)
	if !ok || form == uuid.Nil {
		return ctx
	}
	return WithKey(ctx, claim.DerivedID(strings.Join([]string{"part", form.String(), part}, "/")))
}
