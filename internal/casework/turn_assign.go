package casework

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
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
	for _, row := range rows {
		if err := d.canTake(ctx, to, row); err != nil {
			return 0, err
		}
	}
	var streams []claim.Stream
	for i, row := range rows {
		stream := row.Stream
		if row.Case != uuid.Nil {
			stream = claim.Stream{Kind: claim.StreamCase, ID: row.Case}
		}
		if !slices.Contains(streams, stream) {
			streams = append(streams, stream)
		}
		cmd := command(ctx, caller, claim.AssignTurn{Item: row.Item(), To: to})
		cmd.ID = claim.DerivedID("assign", cmd.ID.String(), row.Item())
		if err := d.write(ctx, stream, cmd); err != nil {
			return i, err
		}
	}
	if to == uuid.Nil {
		return len(rows), nil
	}
	// Whoever loses the right to it meanwhile: either this sees the loss, or the loss has seen the assignment.
	return len(rows), d.giveBackFrom(ctx, to, streams, command(ctx, caller, nil))
}

// canTake refuses a person who could not do what waits: without the role, kept
// out of the case, or because it is her own work.
func (d *Door) canTake(ctx context.Context, to uuid.UUID, row claim.TurnRow) error {
	if to == uuid.Nil {
		return nil
	}
	p, err := Load[*claim.Person](ctx, d.store, claim.StreamPerson, to)
	if err != nil {
		return err
	}
	if p.Disabled {
		return claim.Errorf(claim.CodeForbidden, "the account of that person is disabled").WithField("person", "choose somebody else")
	}
	who := Caller{ID: to, Roles: p.Roles}
	if !who.Can(TurnRights[row.Kind]) {
		return claim.Errorf(claim.CodeForbidden, "the roles of that person do not allow to %s", TurnRights[row.Kind]).
			WithField("person", "choose somebody with a role for it: "+RolesText(allowed[TurnRights[row.Kind]]))
	}
	if slices.Contains(row.Not, to) {
		return claim.Errorf(claim.CodeOwnWork, "nobody signs off their own work, and nobody twice").WithField("person", "choose another reviewer")
	}
	if row.Case == uuid.Nil {
		return nil
	}
	c, err := Load[*claim.Case](ctx, d.store, claim.StreamCase, row.Case)
	if err == nil && !c.VisibleTo(to, p.Roles) {
		return claim.Errorf(claim.CodeForbidden, "that person may not see the case").
			WithField("person", "choose somebody on the access list, or change it")
	}
	return err
}

// turnItems finds what waits by name. What does not wait any more is left out:
// somebody else was quicker.
func (d *Door) turnItems(ctx context.Context, caller Caller, items []string) ([]claim.TurnRow, error) {
	if len(items) > MaxItems {
		return nil, claim.Errorf(claim.CodeTooLarge, "at most %d things at once", MaxItems)
	}
	var rows []claim.TurnRow
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
			_, err = d.ReadMessage(keyed, caller, row.Subject, ReadInput{Disposition: claim.ReadNoAnswer})
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
func (d *Door) lookedAt(ctx context.Context, caller Caller, row claim.TurnRow) error {
	ctx = d.keyed(ctx)
	return d.do(ctx, row.Stream, command(ctx, caller, claim.SeePageAnswer{Message: row.Subject}))
}

// keyedBy gives each of several commands of one form a key of its own.
func (d *Door) keyedBy(ctx context.Context, part string) context.Context {
	form, ok := ctx.Value(keyContext{}).(uuid.UUID)
	if !ok || form == uuid.Nil {
		return ctx
	}
	return WithKey(ctx, claim.DerivedID(strings.Join([]string{"part", form.String(), part}, "/")))
}
