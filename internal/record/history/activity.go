package history

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
	"github.com/onrecord/onrecord/internal/record/tables"
)

// How far one call of Activity walks where little of what it sees may be shown:
// it then returns what it found, and where to go on.
const (
	activityRows  = 120
	activityTurns = 10
)

// Activity returns entries that match, the latest first, and the position to
// go on before; 0 at the end. A page may be short, or empty, with more to come.
func (h *History) Activity(ctx context.Context, q lists.ActivityQuery) ([]lists.ActivityRow, int64, error) {
	q.Limit = tables.Limited(q.Limit)
	var found []lists.ActivityRow
	before := q.Before
	for range activityTurns {
		rows, err := h.activityRows(ctx, q, before)
		if err != nil {
			return nil, 0, h.db.Fail("activity", err)
		}
		shown, err := h.shown(ctx, q, rows)
		if err != nil {
			return nil, 0, h.db.Fail("activity", err)
		}
		if len(found)+len(shown) > q.Limit {
			found = append(found, shown[:q.Limit-len(found)]...)
			return found, found[q.Limit-1].Position, nil
		}
		found = append(found, shown...)
		if len(rows) < activityRows {
			return found, 0, nil
		}
		before = rows[len(rows)-1].Position
	}
	return found, before, nil
}

// activityRows reads the next entries before a position.
func (h *History) activityRows(ctx context.Context, q lists.ActivityQuery, before int64) ([]stored.Entry, error) {
	var c tables.Clauses
	if before > 0 {
		c.Add(`position < ?`, before)
	}
	if !q.From.IsZero() {
		position, err := h.positionAt(ctx, q.From)
		if err != nil {
			return nil, err
		}
		c.Add(`position > ?`, position)
	}
	if !q.To.IsZero() {
		position, err := h.positionAt(ctx, q.To)
		if err != nil {
			return nil, err
		}
		c.Add(`position <= ?`, position)
	}
	if q.Person != uuid.Nil {
		c.Add(`actor = ?`, claim.PersonActor(q.Person).String())
		c.Add(`actor <> 'system'`) // so that the index of people is used
	}
	if q.Case != uuid.Nil {
		c.Add(h.ofStreams(streamsOfCase), q.Case.String(), q.Case.String())
	}
	if q.Party != uuid.Nil {
		party := q.Party.String()
		c.Add(h.ofStreams(`select 'correspondence/' || id from correspondences where party = ? union all select ?`), party, "party/"+party)
	}
	if len(q.Hidden) > 0 {
		values := make([]any, len(q.Hidden))
		for i, kind := range q.Hidden {
			values[i] = kind
		}
		c.Add(`kind not in (`+stored.Marks(len(values))+`)`, values...)
	}
	positions, args := byKinds(c, q)
	var rows []stored.Entry
	return rows, stored.Select(ctx, h.db, &rows,
		`select `+stored.EntryColumns+` from entries where position in (`+positions+`) order by position desc`, args...)
}

// byKinds asks for positions. Each kind is asked for by itself: the index of
// kinds gives each in order, where one question for many would have to sort them
// all. Within a case, a party or what one person did, the kinds are compared as
// texts that were put together, so that the narrower index is used.
func byKinds(c tables.Clauses, q lists.ActivityQuery) (string, []any) {
	narrow := q.Case != uuid.Nil || q.Party != uuid.Nil || q.Person != uuid.Nil
	if narrow && len(q.Kinds) > 0 {
		kinds := make([]any, len(q.Kinds))
		for i, kind := range q.Kinds {
			kinds[i] = kind
		}
		c.Add(`kind || '' in (`+stored.Marks(len(kinds))+`)`, kinds...)
	}
	base := `select position from entries where ` + c.String()
	if q.Case != uuid.Nil || q.Party != uuid.Nil {
		return base + ` order by position + 0 desc limit ?`, append(c.Args, activityRows)
	}
	if narrow || len(q.Kinds) == 0 {
		return base + ` order by position desc limit ?`, append(c.Args, activityRows)
	}
	var parts []string
	var args []any
	for i, kind := range q.Kinds {
		parts = append(parts, fmt.Sprintf(`select * from (%s and kind = ? order by position desc limit ?) as kind%d`, base, i))
		args = append(append(args, c.Args...), kind, activityRows)
	}
	return `select position from (` + strings.Join(parts, " union all ") + `) as kinds order by position desc limit ?`, append(args, activityRows)
}

// positionAt is the last position before an instant. Entries are decided by
// many, so their instants ascend with their positions only nearly: the answer
// may be off by the few seconds between deciding and recording.
func (h *History) positionAt(ctx context.Context, then time.Time) (int64, error) {
	low, high := int64(0), int64(0)
	if err := stored.Get(ctx, h.db, &high, `select position from head`); err != nil {
		return 0, err
	}
	for low < high {
		middle := (low + high + 1) / 2
		var at int64
		if err := stored.Get(ctx, h.db, &at, `select at from entries where position = ?`, middle); err != nil {
			return 0, err
		}
		if at < stored.Micros(then) {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low, nil
}

// shown leaves out what belongs to cases that the viewer may not see.
func (h *History) shown(ctx context.Context, q lists.ActivityQuery, rows []stored.Entry) ([]lists.ActivityRow, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	caseOf, err := h.casesOf(ctx, rows)
	if err != nil {
		return nil, err
	}
	cases := make([]uuid.UUID, 0, len(caseOf))
	seen := map[uuid.UUID]bool{}
	for _, id := range caseOf {
		if id != uuid.Nil && !seen[id] {
			seen[id] = true
			cases = append(cases, id)
		}
	}
	visible, err := h.tables.Visible(ctx, q.Viewer, cases)
	if err != nil {
		return nil, err
	}
	hidden, err := h.hiddenParties(ctx, q.Viewer, rows)
	if err != nil {
		return nil, err
	}
	mail, err := h.tables.HiddenMail(ctx, q.Viewer, rows)
	if err != nil {
		return nil, err
	}
	var shown []lists.ActivityRow
	for _, row := range rows {
		id := caseOf[row.Stream]
		if id != uuid.Nil && !visible[id] || hidden[row.Stream] || id == uuid.Nil && mail[row.Stream] {
			continue
		}
		e, err := row.Decode()
		if err != nil {
			return nil, err
		}
		shown = append(shown, lists.ActivityRow{Recorded: claim.Recorded{Position: row.Position, Hash: row.Hash, Entry: e}, Case: id})
	}
	return shown, nil
}

// casesOf finds the case of each stream; mail belongs to that of the
// correspondence that it went to.
func (h *History) casesOf(ctx context.Context, rows []stored.Entry) (map[string]uuid.UUID, error) {
	found := map[string]uuid.UUID{}
	var streams []string
	for _, row := range rows {
		if _, ok := found[row.Stream]; !ok {
			found[row.Stream] = uuid.Nil
			streams = append(streams, row.Stream)
		}
	}
	query, args, err := sqlx.In(`select stream, case_id from streams where stream in (?)
		union all
		select 'intake/' || intakes.id, correspondences.case_id from intakes
		join correspondences on correspondences.id = intakes.correspondence where intakes.id in (?)`, stored.Padded(streams), stored.Padded(tables.IntakesOf(streams)))
	if err != nil {
		return nil, err
	}
	var of []struct {
		Stream string
		Case   uuid.UUID `db:"case_id"`
	}
	if err := stored.Select(ctx, h.db, &of, query, args...); err != nil {
		return nil, err
	}
	for _, o := range of {
		if o.Case != uuid.Nil {
			found[o.Stream] = o.Case
		}
	}
	return found, nil
}

// hiddenParties are the streams of parties that were asked only in cases that
// the viewer may not see: their name would tell what those are about.
func (h *History) hiddenParties(ctx context.Context, who lists.Viewer, rows []stored.Entry) (map[string]bool, error) {
	hidden := map[string]bool{}
	var ids []any
	for _, row := range rows {
		id, ok := strings.CutPrefix(row.Stream, string(claim.StreamParty)+"/")
		if ok && !hidden[row.Stream] {
			hidden[row.Stream] = true
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return hidden, nil
	}
	if who.All {
		return nil, nil
	}
	var seen []string
	err := stored.Select(ctx, h.db, &seen, `select id from names where kind = 'party' and id in (`+stored.Marks(len(ids))+`) and `+tables.PartyVisible(`names.id`),
		append(ids, string(claim.Restricted), who.Person.String())...)
	for _, id := range seen {
		delete(hidden, string(claim.StreamParty)+"/"+id)
	}
	return hidden, err
}

// Changes returns what was appended after a position, in order, at most limit.
func (h *History) Changes(ctx context.Context, after int64, limit int) ([]lists.Changed, error) {
	var rows []stored.Entry
	err := stored.Select(ctx, h.db, &rows, `select position, stream from entries where position > ? order by position limit ?`, after, limit)
	if err != nil || len(rows) == 0 {
		return nil, h.db.Fail("changes", err)
	}
	caseOf, err := h.casesOf(ctx, rows)
	if err != nil {
		return nil, h.db.Fail("changes", err)
	}
	people, err := h.insiders(ctx, caseOf)
	if err != nil {
		return nil, h.db.Fail("changes", err)
	}
	changes := make([]lists.Changed, len(rows))
	for i, row := range rows {
		id := caseOf[row.Stream]
		who, restricted := people[id]
		changes[i] = lists.Changed{Position: row.Position, Case: id, Restricted: restricted, People: who}
	}
	return changes, nil
}

// insiders are the people who may see each of the restricted cases.
func (h *History) insiders(ctx context.Context, caseOf map[string]uuid.UUID) (map[uuid.UUID][]uuid.UUID, error) {
	ids := []any{""}
	for _, id := range caseOf {
		if id != uuid.Nil {
			ids = append(ids, id.String())
		}
	}
	var rows []struct {
		Case   uuid.UUID `db:"case_id"`
		Person uuid.UUID
	}
	err := stored.Select(ctx, h.db, &rows, `select case_id, person from case_access where case_id in (`+stored.Marks(len(ids))+`)`, ids...)
	people := map[uuid.UUID][]uuid.UUID{}
	for _, row := range rows {
		people[row.Case] = append(people[row.Case], row.Person)
	}
	return people, err
}
