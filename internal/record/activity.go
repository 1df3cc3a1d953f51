package record

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"github.com/onrecord/onrecord/claim"
)

// How far one call of Activity walks where little of what it sees may be shown:
// it then returns what it found, and where to go on.
const (
	activityRows  = 120
	activityTurns = 10
)

// Activity returns entries that match, the latest first, and the position to
// go on before; 0 at the end. A page may be short, or empty, with more to come.
func (r *Record) Activity(ctx context.Context, q claim.ActivityQuery) ([]claim.ActivityRow, int64, error) {
	q.Limit = limited(q.Limit)
	var found []claim.ActivityRow
	before := q.Before
	for range activityTurns {
		rows, err := r.activityRows(ctx, q, before)
		if err != nil {
			return nil, 0, r.fail("activity", err)
		}
		shown, err := r.shown(ctx, q, rows)
		if err != nil {
			return nil, 0, r.fail("activity", err)
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
func (r *Record) activityRows(ctx context.Context, q claim.ActivityQuery, before int64) ([]storedEntry, error) {
	var c clauses
	if before > 0 {
		c.add(`position < ?`, before)
	}
	if !q.From.IsZero() {
		position, err := r.positionAt(ctx, q.From)
		if err != nil {
			return nil, err
		}
		c.add(`position > ?`, position)
	}
	if !q.To.IsZero() {
		position, err := r.positionAt(ctx, q.To)
		if err != nil {
			return nil, err
		}
		c.add(`position <= ?`, position)
	}
	if q.Person != uuid.Nil {
		c.add(`actor = ?`, claim.PersonActor(q.Person).String())
		c.add(`actor <> 'system'`) // so that the index of people is used
	}
	if q.Case != uuid.Nil {
		c.add(r.ofStreams(streamsOfCase), q.Case.String(), q.Case.String())
	}
	if q.Party != uuid.Nil {
		party := q.Party.String()
		c.add(r.ofStreams(`select 'correspondence/' || id from correspondences where party = ? union all select ?`), party, "party/"+party)
	}
	if len(q.Hidden) > 0 {
		values := make([]any, len(q.Hidden))
		for i, kind := range q.Hidden {
			values[i] = kind
		}
		c.add(`kind not in (`+marks(len(values))+`)`, values...)
	}
	positions, args := byKinds(c, q)
	var rows []storedEntry
	return rows, selectAll(ctx, r.read, &rows,
		`select `+entryColumns+` from entries where position in (`+positions+`) order by position desc`, args...)
}

// byKinds asks for positions. Each kind is asked for by itself: the index of
// kinds gives each in order, where one question for many would have to sort them
// all. Within a case, a party or what one person did, the kinds are compared as
// texts that were put together, so that the narrower index is used.
func byKinds(c clauses, q claim.ActivityQuery) (string, []any) {
	narrow := q.Case != uuid.Nil || q.Party != uuid.Nil || q.Person != uuid.Nil
	if narrow && len(q.Kinds) > 0 {
		kinds := make([]any, len(q.Kinds))
		for i, kind := range q.Kinds {
			kinds[i] = kind
		}
		c.add(`kind || '' in (`+marks(len(kinds))+`)`, kinds...)
	}
	base := `select position from entries where ` + c.String()
	if q.Case != uuid.Nil || q.Party != uuid.Nil {
		return base + ` order by position + 0 desc limit ?`, append(c.args, activityRows)
	}
	if narrow || len(q.Kinds) == 0 {
		return base + ` order by position desc limit ?`, append(c.args, activityRows)
	}
	var parts []string
	var args []any
	for i, kind := range q.Kinds {
		parts = append(parts, fmt.Sprintf(`select * from (%s and kind = ? order by position desc limit ?) as kind%d`, base, i))
		args = append(append(args, c.args...), kind, activityRows)
	}
	return `select position from (` + strings.Join(parts, " union all ") + `) as kinds order by position desc limit ?`, append(args, activityRows)
}

// positionAt is the last position before an instant. Entries are decided by
// many, so their instants ascend with their positions only nearly: the answer
// may be off by the few seconds between deciding and recording.
func (r *Record) positionAt(ctx context.Context, t time.Time) (int64, error) {
	low, high := int64(0), int64(0)
	if err := get(ctx, r.read, &high, `select position from head`); err != nil {
		return 0, err
	}
	for low < high {
		middle := (low + high + 1) / 2
		var at int64
		if err := get(ctx, r.read, &at, `select at from entries where position = ?`, middle); err != nil {
			return 0, err
		}
		if at < micros(t) {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low, nil
}

// shown leaves out what belongs to cases that the viewer may not see.
func (r *Record) shown(ctx context.Context, q claim.ActivityQuery, rows []storedEntry) ([]claim.ActivityRow, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	caseOf, err := r.casesOf(ctx, rows)
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
	visible, err := r.Visible(ctx, q.Viewer, cases)
	if err != nil {
		return nil, err
	}
	hidden, err := r.hiddenParties(ctx, q.Viewer, rows)
	if err != nil {
		return nil, err
	}
	var shown []claim.ActivityRow
	for _, row := range rows {
		id := caseOf[row.Stream]
		if id != uuid.Nil && !visible[id] || hidden[row.Stream] {
			continue
		}
		e, err := row.entry()
		if err != nil {
			return nil, err
		}
		shown = append(shown, claim.ActivityRow{Recorded: claim.Recorded{Position: row.Position, Hash: row.Hash, Entry: e}, Case: id})
	}
	return shown, nil
}

// casesOf finds the case of each stream; mail belongs to that of the
// correspondence that it went to.
func (r *Record) casesOf(ctx context.Context, rows []storedEntry) (map[string]uuid.UUID, error) {
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
		join correspondences on correspondences.id = intakes.correspondence where intakes.id in (?)`, padded(streams), padded(intakesOf(streams)))
	if err != nil {
		return nil, err
	}
	var of []struct {
		Stream string
		Case   uuid.UUID `db:"case_id"`
	}
	if err := selectAll(ctx, r.read, &of, query, args...); err != nil {
		return nil, err
	}
	for _, o := range of {
		if o.Case != uuid.Nil {
			found[o.Stream] = o.Case
		}
	}
	return found, nil
}

// intakesOf are the ids of the intakes among the streams, or one that is none.
func intakesOf(streams []string) []string {
	ids := []string{""}
	for _, s := range streams {
		if id, ok := strings.CutPrefix(s, string(claim.StreamIntake)+"/"); ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// hiddenParties are the streams of parties that were asked only in cases that
// the viewer may not see: their name would tell what those are about.
func (r *Record) hiddenParties(ctx context.Context, who claim.Viewer, rows []storedEntry) (map[string]bool, error) {
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
	err := selectAll(ctx, r.read, &seen, `select id from names where kind = 'party' and id in (`+marks(len(ids))+`) and `+partyVisible(`names.id`),
		append(ids, string(claim.Restricted), who.Person.String())...)
	for _, id := range seen {
		delete(hidden, string(claim.StreamParty)+"/"+id)
	}
	return hidden, err
}

// Changes returns what was appended after a position, in order, at most limit.
func (r *Record) Changes(ctx context.Context, after int64, limit int) ([]claim.Changed, error) {
	var rows []storedEntry
	err := selectAll(ctx, r.read, &rows, `select position, stream from entries where position > ? order by position limit ?`, after, limit)
	if err != nil || len(rows) == 0 {
		return nil, r.fail("changes", err)
	}
	caseOf, err := r.casesOf(ctx, rows)
	if err != nil {
		return nil, r.fail("changes", err)
	}
	people, err := r.insiders(ctx, caseOf)
	if err != nil {
		return nil, r.fail("changes", err)
	}
	changes := make([]claim.Changed, len(rows))
	for i, row := range rows {
		id := caseOf[row.Stream]
		who, restricted := people[id]
		changes[i] = claim.Changed{Position: row.Position, Case: id, Restricted: restricted, People: who}
	}
	return changes, nil
}

// insiders are the people who may see each of the restricted cases.
func (r *Record) insiders(ctx context.Context, caseOf map[string]uuid.UUID) (map[uuid.UUID][]uuid.UUID, error) {
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
	err := selectAll(ctx, r.read, &rows, `select case_id, person from case_access where case_id in (`+marks(len(ids))+`)`, ids...)
	people := map[uuid.UUID][]uuid.UUID{}
	for _, row := range rows {
		people[row.Case] = append(people[row.Case], row.Person)
	}
	return people, err
}
