package record

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// carried are the kinds of streams that a workflow looks after for as long as
// they are open.
func carried(s claim.Stream) bool {
	return s.Kind == claim.StreamClaim || s.Kind == claim.StreamCorrespondence
}

// wake notes the streams whose workflows have to look again: those that stand
// otherwise than before, besides the one whose workflow gets the answer.
func (w *work) wake() ([]claim.Woken, error) {
	var wake []claim.Woken
	for s, before := range w.moved {
		if !carried(s) {
			continue
		}
		state, err := w.b.load(s)
		if err != nil {
			return nil, err
		}
		next := state.Next()
		own := s == w.Carrier
		if own && !w.Unconfirmed || next.Same(before) {
			continue
		}
		if err := w.b.noteWake(s, next.Version, own); err != nil {
			return nil, err
		}
		if !own {
			wake = append(wake, claim.Woken{Stream: s, Version: next.Version, Soon: w.soon(before, next)})
		}
	}
	slices.SortFunc(wake, func(a, b claim.Woken) int { return cmp.Compare(a.Stream.String(), b.Stream.String()) })
	return wake, nil
}

// soonDue is how far away what falls due may be for its carrier to hear of it at once.
const soonDue = time.Minute

// soon reports whether a wake cannot wait for others of its stream.
func (w *work) soon(before, next claim.Next) bool {
	uncarried := before.Version == 0 || before.Over
	return uncarried || !next.Due.IsZero() && next.Due.Before(w.Now.Add(soonDue))
}

func (b *batch) noteWake(s claim.Stream, version int64, unconfirmed bool) error {
	return b.Exec(`insert into wakes (stream, version, waits) values (?, ?, ?)
		on conflict (stream) do update set version = excluded.version, waits = excluded.waits`, s.String(), version, stored.Flag(unconfirmed))
}

// Wakes returns streams whose workflows have to look again and may not know it:
// the engine was not reached, or a crash came in between. A stream of which a
// caller is to confirm that its workflow knows is among them, too.
func (r *Record) Wakes(ctx context.Context) ([]claim.Woken, error) {
	var rows []struct {
		Stream  string
		Version int64
	}
	err := stored.Select(ctx, r.db.Read, &rows, `select stream, version from wakes order by stream`)
	woken := make([]claim.Woken, len(rows))
	for i, row := range rows {
		if err == nil {
			woken[i].Version = row.Version
			woken[i].Stream, err = claim.ParseStream(row.Stream)
		}
	}
	return woken, r.fail("wakes", err)
}

// ForgetWakes notes that workflows know of their streams up to a version, as
// they were told or have answered.
func (r *Record) ForgetWakes(ctx context.Context, woken ...claim.Woken) error {
	if len(woken) == 0 {
		return nil
	}
	return r.submit(ctx, "forget wakes", func(b *batch) error {
		for _, w := range woken {
			if err := b.Exec(`delete from wakes where stream = ? and version <= ?`, w.Stream.String(), w.Version); err != nil {
				return err
			}
		}
		return nil
	})
}

// Overdue is a stream whose clock should have done something.
type Overdue struct {
	Stream claim.Stream
	Due    time.Time
}

// Overdue returns streams whose clock should have done something before an
// instant, the longest due first: those that come after one that was returned
// before, or from the first if it is the zero Overdue.
func (r *Record) Overdue(ctx context.Context, before time.Time, after Overdue, limit int) ([]Overdue, error) {
	var rows []struct {
		Stream string
		Due    int64 `db:"next_due"`
	}
	until, since, last := stored.Micros(before), int64(0), ""
	if !after.Due.IsZero() {
		since, last = stored.Micros(after.Due), after.Stream.String()
	}
	err := stored.Select(ctx, r.db.Read, &rows, `select stream, next_due from (
			select 'claim/' || id as stream, next_due from claims where next_due <> 0 and next_due >= ? and next_due < ?
			union all
			select 'correspondence/' || id, next_due from correspondences where next_due <> 0 and next_due >= ? and next_due < ?
		) as due where next_due > ? or stream > ? order by next_due, stream limit ?`, since, until, since, until, since, last, limit)
	overdue := make([]Overdue, len(rows))
	for i, row := range rows {
		if err == nil {
			overdue[i].Due = stored.Instant(row.Due)
			overdue[i].Stream, err = claim.ParseStream(row.Stream)
		}
	}
	return overdue, r.fail("overdue", err)
}
