// Package told keeps what people were told of what waits for them: which thing, to
// whom, on which channel, and how far a notice is that is under way.
//
// What is to be told follows from the record, anew at each attempt: what is done in
// the meantime is not told, what came is told with the rest. What is kept here only
// says what was told already. It is working state, and holds no content.
//
// To take a notice is one transaction with a condition: of two that try at once, one
// has it, and nobody else does until its time is over.
package told

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// Told keeps the rows. Its methods may be called from many goroutines at once.
type Told struct{ db stored.Database }

// New returns what a record keeps of what people were told.
func New(db stored.Database) *Told { return &Told{db} }

// mostAtOnce bounds how much one notice tells.
const mostAtOnce = 20_000

// keptFor is how long it is remembered that something was told that does not wait any more.
const keptFor = 30 * 24 * time.Hour

const selectNotices = `select person, channel, lane, notice, attempts, next_at, looked, sent_at, failing from notices `

type noticeRow struct {
	Person   uuid.UUID
	Channel  people.NoticeChannel
	Lane     people.NoticeTime
	Notice   string
	Attempts int
	NextAt   int64 `db:"next_at"`
	Looked   int64
	SentAt   int64 `db:"sent_at"`
	Failing  string
}

func (row noticeRow) state() lists.NoticeState {
	notice, _ := uuid.Parse(row.Notice) // empty for none
	return lists.NoticeState{
		NoticeLane: lists.NoticeLane{Person: row.Person, Channel: row.Channel, When: row.Lane}, Notice: notice, Attempts: row.Attempts,
		NextAt: stored.Instant(row.NextAt), Looked: stored.Instant(row.Looked), SentAt: stored.Instant(row.SentAt), Failing: row.Failing,
	}
}

// NoticeStates are all lanes on which something was told, or was to be.
func (t *Told) NoticeStates(ctx context.Context) (map[lists.NoticeLane]lists.NoticeState, error) {
	var rows []noticeRow
	err := stored.Select(ctx, t.db, &rows, selectNotices)
	states := make(map[lists.NoticeLane]lists.NoticeState, len(rows))
	for _, row := range rows {
		states[lists.NoticeLane{Person: row.Person, Channel: row.Channel, When: row.Lane}] = row.state()
	}
	return states, t.db.Fail("notices", err)
}

// TakeNotice takes the notice of a lane to send it: the one that is under way, or the
// one given. was is how the lane was found, and next how it is from now on: until its
// NextAt nobody else takes it. Nothing is returned if somebody was quicker, or if
// there is nothing to tell; then the lane has looked, and nothing is under way.
func (t *Told) TakeNotice(ctx context.Context, was, next lists.NoticeState, q lists.NoticeQuery) (parts []lists.NoticePart, err error) {
	err = t.db.Write(ctx, "take notice", func(w stored.Writing) error {
		parts = nil
		mine, err := change(w, was, next)
		if err != nil || !mine {
			return err
		}
		if err := gather(w, was, next, q); err != nil {
			return err
		}
		if parts, err = partsOf(w, next.Notice); err != nil || len(parts) > 0 {
			return err
		}
		_, err = change(w, next, idle(was, next))
		return err
	})
	return parts, err
}

// idle is a lane on which nothing is under way after all.
func idle(was, next lists.NoticeState) lists.NoticeState {
	next.Notice, next.Attempts, next.NextAt, next.Failing = uuid.Nil, 0, time.Time{}, ""
	if next.When != people.NoticeDigest {
		next.Looked = was.Looked // what comes next need not wait
	}
	return next
}

// SettleNotice notes what became of a notice that was taken. It reports whether it
// was still the taker's.
func (t *Told) SettleNotice(ctx context.Context, was, next lists.NoticeState) (mine bool, err error) {
	err = t.db.Write(ctx, "settle notice", func(w stored.Writing) error {
		mine, err = change(w, was, next)
		return err
	})
	return mine, err
}

// change puts a lane from one state into another, if it is in that one.
func change(w stored.Writing, was, next lists.NoticeState) (bool, error) {
	values := []any{stored.ID(next.Notice), next.Attempts, stored.Micros(next.NextAt), stored.Micros(next.Looked), stored.Micros(next.SentAt), next.Failing}
	lane := []any{next.Person.String(), string(next.Channel), string(next.When)}
	if err := w.Exec(`insert into notices (person, channel, lane, notice, attempts, next_at, looked, sent_at, failing)
		values (?, ?, ?, '', 0, 0, 0, 0, '') on conflict (person, channel, lane) do nothing`, lane...); err != nil {
		return false, err
	}
	n, err := w.Count(`update notices set notice = ?, attempts = ?, next_at = ?, looked = ?, sent_at = ?, failing = ?
		where person = ? and channel = ? and lane = ? and notice = ? and attempts = ? and next_at = ? and looked = ?`,
		slices.Concat(values, lane, []any{stored.ID(was.Notice), was.Attempts, stored.Micros(was.NextAt), stored.Micros(was.Looked)})...)
	return n == 1, err
}

// gather notes what the notice tells. What an earlier attempt was to tell is found
// again if it still waits.
func gather(w stored.Writing, was, next lists.NoticeState, q lists.NoticeQuery) error {
	if was.Notice != uuid.Nil {
		if err := w.Exec(`delete from told where notice = ?`, was.Notice.String()); err != nil {
			return err
		}
	}
	if err := forget(w, next, q.Turns.Now); err != nil {
		return err
	}
	if empty(q) {
		return nil
	}
	untold, args := untold(next.NoticeLane, q, mostAtOnce)
	return w.Exec(`insert into told (person, channel, item, since, notice, at)
		select cast(? as text), cast(? as text), came.item, came.since, cast(? as text), cast(? as bigint) from `+untold,
		append([]any{next.Person.String(), string(next.Channel), next.Notice.String(), stored.Micros(q.Turns.Now)}, args...)...)
}

// NoticeWaits reports whether there is something to tell on a lane.
func (t *Told) NoticeWaits(ctx context.Context, lane lists.NoticeLane, q lists.NoticeQuery) (bool, error) {
	if empty(q) {
		return false, nil
	}
	untold, args := untold(lane, q, mostAtOnce)
	var n int
	err := stored.Get(ctx, t.db, &n, `select count(*) from (select came.item from `+untold+` limit 1) as one`, args...)
	return n > 0, t.db.Fail("notice waits", err)
}

// urgentWithin is how near its deadline something has to come to be urgent.
const urgentWithin = time.Hour

func empty(q lists.NoticeQuery) bool {
	return len(q.Turns.Kinds)+len(q.Urgent) == 0 || len(q.Since) == 0
}

// waitingFor is what waits for the person, and what is urgent in her cases: the item of
// each, and whether it is urgent.
func waitingFor(q lists.NoticeQuery) (query string, args []any) {
	urgent := q.Turns
	urgent.Kinds = q.Urgent
	var parts []string
	if len(q.Turns.Kinds) > 0 {
		waiting, more := tables.Waiting(q.Turns)
		parts, args = append(parts, `select waits.item, 0 as urgent from (`+waiting+`) as waits`), append(args, more...)
	}
	if len(q.Urgent) > 0 {
		also, more := tables.Urgent(urgent, urgentWithin)
		parts, args = append(parts, `select also.item, 1 as urgent from (`+also+`) as also`), append(args, more...)
	}
	return `select item, max(urgent) as urgent from (` + strings.Join(parts, " union ") + `) as each_way group by item`, args
}

// untold is what is to be told on a lane, from "came" on.
func untold(lane lists.NoticeLane, q lists.NoticeQuery, most int) (query string, args []any) {
	q.Turns.Limit = most
	arrived, given, args := tables.Arrived(q.Turns, `waiting.urgent = 1`)
	waiting, more := waitingFor(q)
	args = append(slices.Clone(args), more...)
	person := lane.Person.String()
	var floors []string
	for _, since := range q.Since {
		floors = append(floors, `came.kind = ? and came.arrived > ?`)
		args = append(args, string(since.Kind), stored.Micros(since.At))
	}
	args = append(args, stored.Micros(q.Until), person, string(lane.Channel), claim.PersonActor(lane.Person).String())
	return fmt.Sprintf(cameToWait, arrived, given, waiting, strings.Join(floors, " or ")), args
}

// cameToWait is how what is to be told is found. When something came to a person is when
// it began to wait, was assigned to her, or went on to her as nobody took it up. What she
// brought about herself by that very act is not told to her, also when it goes on to her later.
const cameToWait = `(select found.item, found.since, found.kind, found.arrived,
			case when found.given = 1 and found.case_id <> '' then 'case/' || found.case_id else found.stream end as cause,
			case when found.given = 1 then found.arrived else found.since end as caused
		from (select turn.item, turn.since, turn.kind, turn.stream, turn.case_id, %s as arrived, case when %s then 1 else 0 end as given
			from (%s) as waiting join turn on turn.item = waiting.item
				left join assignments on assignments.item = turn.item left join cases on cases.id = turn.case_id) as found) as came
	where (%s) and came.arrived <= ?
		and not exists (select 1 from told as before where before.person = ? and before.channel = ?
			and before.item = came.item and before.since = came.since)
		and not exists (select 1 from entries where entries.stream = came.cause and entries.at = came.caused and entries.actor = ?)`

// forget removes what was told long ago and does not wait any more.
func forget(w stored.Writing, lane lists.NoticeState, now time.Time) error {
	return w.Exec(`delete from told where person = ? and channel = ? and at < ? and notice <> ?
		and not exists (select 1 from turn where turn.item = told.item and turn.since = told.since)`,
		lane.Person.String(), string(lane.Channel), stored.Micros(now.Add(-keptFor)), lane.Notice.String())
}

// partsOf is what a notice tells, in the order of kinds and then of cases.
func partsOf(w stored.Writing, notice uuid.UUID) ([]lists.NoticePart, error) {
	var rows []struct {
		Kind       claim.TurnKind
		Item       string
		Slug       string
		Restricted int
		Waits      int
	}
	err := w.Select(&rows, `select part.kind, part.item, part.waits, part.restricted,
			case when part.restricted = 1 then '' else coalesce((select name from names where names.id = part.case_id), '') end as slug
		from (select turn.kind, turn.case_id, min(turn.item) as item, count(*) as waits,
				max(case when cases.sensitivity = ? then 1 else 0 end) as restricted
			from told join turn on turn.item = told.item and turn.since = told.since left join cases on cases.id = turn.case_id
			where told.notice = ? group by turn.kind, turn.case_id) as part`, string(claim.Restricted), notice.String())
	parts := make([]lists.NoticePart, len(rows))
	for i, row := range rows {
		parts[i] = lists.NoticePart{Kind: row.Kind, Item: row.Item, Case: row.Slug, Restricted: row.Restricted == 1, Count: row.Waits}
	}
	slices.SortFunc(parts, func(a, b lists.NoticePart) int {
		if d := slices.Index(claim.TurnKinds, a.Kind) - slices.Index(claim.TurnKinds, b.Kind); d != 0 {
			return d
		}
		if d := strings.Compare(a.Case, b.Case); d != 0 {
			return d
		}
		return strings.Compare(a.Item, b.Item)
	})
	return parts, err
}
