package tables

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// turnSource is one way in which something comes to wait for the viewer.
// Each is an index walked in order, so that a page costs a page.
type turnSource struct {
	from string // tables and condition, ending in "where …"
	args []any
	kind claim.TurnKind // the only kind that it gives; empty for any
}

// turnFrom begins every source.
const turnFrom = ` from turn left join assignments on assignments.item = turn.item
	left join cases on cases.id = turn.case_id `

// turnSources are the ways for a query. What is assigned is the assignee's turn
// alone. What is not is that of the one who wrote it and of the case's owner,
// and, for kinds of the pool, of everybody who may.
func turnSources(q lists.TurnQuery) []turnSource {
	var sources []turnSource
	if q.Case != uuid.Nil {
		return []turnSource{{from: turnFrom + `where turn.case_id = ?`, args: []any{q.Case.String()}}}
	}
	if q.All {
		for _, kind := range q.Kinds {
			sources = append(sources, turnSource{from: turnFrom + `where turn.kind = ?`, args: []any{string(kind)}, kind: kind})
		}
		return sources
	}
	for _, kind := range q.Pool {
		sources = append(sources, turnSource{
			from: turnFrom + `where turn.kind = ? and assignments.person is null`, args: []any{string(kind)}, kind: kind,
		})
	}
	for _, person := range append([]uuid.UUID{q.Person}, q.For...) {
		sources = append(sources, turnsOf(person.String())...)
	}
	return append(sources, turnsPassed(q)...)
}

// turnsOf are the ways in which something comes to wait for one person in particular.
func turnsOf(person string) []turnSource {
	return []turnSource{
		{from: ` from assignments join turn on turn.item = assignments.item left join cases on cases.id = turn.case_id
			where assignments.person = ?`, args: []any{person}},
		{from: turnFrom + `where turn.person = ? and turn.person <> '' and assignments.person is null`, args: []any{person}},
		{from: ` from cases join turn on turn.case_id = cases.id left join assignments on assignments.item = turn.item
			where cases.owner = ? and assignments.person is null`, args: []any{person}},
	}
}

// turnTaken says that whom something is assigned to has taken it up herself, and turnHeld since when she has it: it
// may have been assigned before it began to wait again.
const (
	turnTaken = `(assignments.at >= turn.since and exists (select 1 from entries where entries.at = assignments.at
		and entries.actor = '` + string(claim.ActorPerson) + `/' || assignments.person
		and entries.stream = case when turn.case_id = '' then turn.stream else 'case/' || turn.case_id end))`
	turnHeld = `(case when assignments.at > turn.since then assignments.at else turn.since end)`
)

// turnsPassed are the ways in which something goes on to the viewer, as nobody took it up
// in time: to the owner of the case, and then to all who may do it.
func turnsPassed(q lists.TurnQuery) []turnSource {
	kinds := slices.DeleteFunc(slices.Clone(q.Passes.Of()), func(k claim.TurnKind) bool { return !slices.Contains(q.Kinds, k) })
	if len(kinds) == 0 {
		return nil
	}
	before := func(passed time.Duration) int64 { // nothing is as old as the zero time
		if passed == 0 {
			return 0
		}
		return stored.Micros(q.Now.Add(-passed))
	}
	ofKinds := ` from assignments join turn on turn.item = assignments.item left join cases on cases.id = turn.case_id
		where turn.kind || '' in (` + stored.Marks(len(kinds)) + `) and not ` + turnTaken
	var sources []turnSource
	if toOwner := before(q.Passes.ToOwner()); toOwner > 0 {
		for _, person := range append([]uuid.UUID{q.Person}, q.For...) {
			sources = append(sources, turnSource{
				from: ofKinds + ` and cases.owner = ? and assignments.at <= ? and turn.since <= ?`, args: append(AnyOf(kinds), person.String(), toOwner, toOwner),
			})
		}
		sources = append(sources, turnSource{
			from: ofKinds + ` and assignments.at <= ? and ` + turnHeld + ` <= case when turn.case_id = '' then cast(? as bigint) else cast(? as bigint) end`,
			args: append(AnyOf(kinds), toOwner, before(q.Passes.ToDesk(false)), before(q.Passes.ToDesk(true))),
		})
	}
	if fromOwner := before(q.Passes.FromOwner()); fromOwner > 0 {
		for _, kind := range kinds {
			sources = append(sources, turnSource{
				from: turnFrom + `where turn.kind = ? and turn.since <= ? and turn.case_id <> '' and assignments.person is null`, args: []any{string(kind), fromOwner}, kind: kind,
			})
		}
	}
	return sources
}

// Arrived is when something that waits for the viewer of a query came to that one: when
// it began to wait, was assigned, or went on. given is whether it was assigned to the
// viewer since it waits. Both are SQL, and so is urgent: whether it is told to all who
// work on the case.
func Arrived(q lists.TurnQuery, urgent string) (arrived, given string, args []any) {
	if q.All {
		return `turn.since`, `1 = 0`, nil
	}
	var us []any
	for _, person := range append([]uuid.UUID{q.Person}, q.For...) {
		us = append(us, person.String())
	}
	ours, pool := stored.Marks(len(us)), `1 = 0`
	if len(q.Pool) > 0 {
		pool = `turn.kind || '' in (` + stored.Marks(len(q.Pool)) + `)`
	}
	given = `assignments.person in (` + ours + `) and assignments.at >= turn.since`
	arrived = `case when assignments.person in (` + ours + `) then ` + turnHeld + `
		when ` + urgent + ` then turn.since
		when assignments.person is null and (turn.case_id = '' or cases.owner in (` + ours + `) or turn.person in (` + ours + `) or ` + pool + `) then turn.since
		when assignments.person is null then turn.since + cast(? as bigint)
		when turn.case_id = '' or cases.owner in (` + ours + `) then ` + turnHeld + ` + cast(? as bigint)
		else ` + turnHeld + ` + cast(? as bigint) end`
	args = slices.Concat(us, us, us, AnyOf(q.Pool), []any{q.Passes.FromOwner().Microseconds()}, us,
		[]any{q.Passes.ToOwner().Microseconds(), q.Passes.ToDesk(true).Microseconds()}, us)
	return arrived, given, args
}

// turnWhere are the conditions that every source shares.
func turnWhere(q lists.TurnQuery) Clauses {
	var c Clauses
	c.Add(`turn.since <= ?`, stored.Micros(q.Now))
	if !q.Others {
		c.Add(`turn.excluded not like ?`, "%"+q.Person.String()+"%")
	}
	if !q.All && q.Case == uuid.Nil { // not the owner's of the case, nor a deputy's: it is a word to one person
		c.Add(`(turn.kind <> ? or turn.person = ?)`, string(claim.TurnMention), q.Person.String())
	}
	c.Visible(`turn.case_id`, q.Viewer)
	c.mail(q.Viewer)
	asleep := `exists (select 1 from snoozes where snoozes.person = ? and snoozes.item = turn.item and snoozes.until > ?)`
	if !q.Asleep {
		asleep = "not " + asleep
	}
	c.Add(asleep, q.Person.String(), stored.Micros(q.Now))
	return c
}

// mail leaves out messages in quarantine that may belong to a case that the viewer may not see.
func (c *Clauses) mail(who lists.Viewer) {
	if near := nearQuarantine("turn.subject", who); len(near.texts) > 0 {
		c.Add(`(turn.kind <> ? or `+near.String()+`)`, append([]any{string(claim.TurnSort)}, near.Args...)...)
	}
}

// turnRank is the place of a row's kind among all kinds, in SQL.
var turnRank = func() string {
	var b strings.Builder
	b.WriteString("case turn.kind")
	for i, kind := range claim.TurnKinds {
		fmt.Fprintf(&b, " when '%s' then %d", kind, i)
	}
	return b.String() + " end"
}()

// turnPlace is where a page ends: kinds come in order, and within a kind what
// waits longest.
type turnPlace struct {
	rank  int
	since int64
	item  string
}

// turnUnion is the query of all sources, each cut to the limit: the place of the
// kind, since and item. To count takes no order: each source then ends at the
// limit without looking at all that it has. The kinds of a source of many are compared as texts that
// were put together, or else the index of kinds would be taken for the one meant.
func turnUnion(q lists.TurnQuery, after *turnPlace, ordered bool) (string, []any) {
	shared := turnWhere(q)
	var parts []string
	var args []any
	for i, source := range turnSources(q) {
		c, order := Clauses{slices.Clone(shared.texts), slices.Clone(shared.Args)}, turnRank+`, turn.since, turn.item`
		if source.kind != "" {
			order = `turn.since, turn.item`
		}
		if source.kind == "" {
			c.Add(`turn.kind || '' in (`+stored.Marks(len(q.Kinds))+`)`, AnyOf(q.Kinds)...)
		}
		rank := slices.Index(claim.TurnKinds, source.kind)
		switch {
		case after == nil:
		case source.kind == "":
			c.Add(`(`+turnRank+`, turn.since, turn.item) > (?, ?, ?)`, after.rank, after.since, after.item)
		case rank < after.rank:
			continue
		case rank == after.rank:
			c.Add(`(turn.since, turn.item) > (?, ?)`, after.since, after.item)
		}
		if order = ` order by ` + order; !ordered {
			order = ``
		}
		parts = append(parts, fmt.Sprintf(`select * from (select %s as place, turn.since, turn.item%s and %s%s limit ?) as source%d`,
			turnRank, source.from, c.String(), order, i))
		args = append(append(append(args, source.args...), c.Args...), q.Limit)
	}
	return strings.Join(parts, " union "), args
}

// Waiting is the query of all that waits, for a room that asks more of it: place,
// since and item of each.
func Waiting(q lists.TurnQuery) (query string, args []any) { return turnUnion(q, nil, false) }

// Urgent is the query of what came to wait within the last so long before it is due, of
// the kinds, in cases of which the person, or one for whom she stands in, is the owner or
// has done something: place, since and item of each.
func Urgent(q lists.TurnQuery, within time.Duration) (query string, args []any) {
	c := turnWhere(q)
	var owners, actors []any
	for _, person := range append([]uuid.UUID{q.Person}, q.For...) {
		owners, actors = append(owners, person.String()), append(actors, claim.PersonActor(person).String())
	}
	ours := stored.Marks(len(owners))
	c.Add(`turn.kind || '' in (`+stored.Marks(len(q.Kinds))+`)`, AnyOf(q.Kinds)...)
	c.Add(`turn.since <= turn.due and turn.due - turn.since <= ?`, within.Microseconds())
	c.Add(`(cases.owner in (`+ours+`) or exists (select 1 from entries where entries.actor in (`+ours+`) and (entries.stream in (turn.stream, 'case/' || turn.case_id)
		or entries.stream in (select 'claim/' || claims.id from claims where claims.case_id = turn.case_id))))`,
		slices.Concat(owners, actors)...)
	return `select ` + turnRank + ` as place, turn.since, turn.item` + turnFrom + `where ` + c.String(), c.Args
}

// turnColumns are those of a turnRow besides place, since and item.
const turnColumns = `, turn.kind, turn.stream, turn.case_id, turn.subject, turn.party, turn.person, turn.excluded, turn.due, turn.why,
	coalesce(cases.owner, '') as owner, coalesce(cases.publish_at, 0) as publish_at, coalesce(assignments.person, '') as assignee,
	coalesce(assignments.at, 0) as assigned, case when assignments.person is not null and ` + turnTaken + ` then 1 else 0 end as taken,
	coalesce((select position from entries where entries.stream = turn.stream and entries.version = 1), 0) as begun,
	coalesce((select name from names where names.id = turn.case_id), '') as slug,
	coalesce((select title from names where names.id = turn.case_id), '') as title,
	coalesce((select name from names where names.id = turn.subject), '') as claim,
	coalesce((select text from names where names.id = turn.subject and names.kind = 'claim'), '') as says,
	coalesce((select content from messages where messages.id = turn.subject and turn.kind in ('read', 'look')),
		(select raw from intakes where intakes.id = turn.subject and turn.kind = 'sort'), '') as raw,
	coalesce((select name from names where names.id = turn.party), '') as party_key,
	coalesce((select title from names where names.id = turn.party), '') as party_name`

type turnRowOf struct {
	Place     int
	Since     int64
	Item      string
	Kind      claim.TurnKind
	Stream    string
	Case      uuid.UUID `db:"case_id"`
	Subject   uuid.UUID
	Party     uuid.UUID
	Person    uuid.UUID
	Excluded  string
	Due       int64
	Why       string
	Owner     uuid.UUID
	PublishAt int64 `db:"publish_at"`
	Assignee  uuid.UUID
	Assigned  int64
	Taken     int
	Begun     int64
	Slug      string
	Title     string
	Claim     string
	Says      claim.Ref
	Raw       claim.Ref
	PartyKey  string `db:"party_key"`
	PartyName string `db:"party_name"`
	Until     int64
}

func (row turnRowOf) turn() (lists.TurnRow, error) {
	stream, err := claim.ParseStream(row.Stream)
	t := lists.TurnRow{
		Turn: claim.Turn{
			Kind: row.Kind, Subject: row.Subject, Party: row.Party, Person: row.Person,
			Since: stored.Instant(row.Since), Due: stored.Instant(row.Due), Why: row.Why,
		},
		Stream: stream, Case: row.Case, Slug: row.Slug, Title: row.Title, Owner: row.Owner, Claim: row.Claim, Text: row.Says, Raw: row.Raw,
		PartyKey: row.PartyKey, PartyName: row.PartyName, Assignee: row.Assignee, Assigned: stored.Instant(row.Assigned), Taken: row.Taken == 1, Snoozed: stored.Instant(row.Until),
	}
	for _, id := range strings.Fields(row.Excluded) {
		if not, err := uuid.Parse(id); err == nil {
			t.Not = append(t.Not, not)
		}
	}
	if runs := stored.Instant(row.PublishAt); stream.Kind == claim.StreamClaim && t.Kind != claim.TurnHeld && !runs.IsZero() && (t.Due.IsZero() || runs.Before(t.Due)) {
		t.Due = runs // when the story is to run
	}
	return t, err
}

// Turn returns a page of what waits, in order of kinds and then of how long, and
// the cursor of the next page. What came to wait in one act stands in the order of the record.
func (t *Tables) Turn(ctx context.Context, q lists.TurnQuery) ([]lists.TurnRow, string, error) {
	var after turnPlace
	later, err := ReadCursor(q.After, &after.rank, &after.since, &after.item)
	if err != nil || len(q.Kinds) == 0 {
		return []lists.TurnRow{}, "", err
	}
	place := &after
	if !later {
		place = nil
	}
	limit := Limited(q.Limit)
	q.Limit = limit + 1
	union, args := turnUnion(q, place, true)
	var rows []turnRowOf
	if union != "" {
		err = stored.Select(ctx, t.db, &rows, `select page.place, turn.since, turn.item`+turnColumns+`,
			coalesce((select until from snoozes where snoozes.person = ? and snoozes.item = turn.item), 0) as until
			from (`+union+` order by place, since, item limit ?) as page join turn on turn.item = page.item
			left join assignments on assignments.item = turn.item left join cases on cases.id = turn.case_id
			order by page.place, turn.since, turn.item`, append(append([]any{q.Person.String()}, args...), q.Limit)...)
	}
	if err != nil {
		return nil, "", t.db.Fail("turn", err)
	}
	next := ""
	if len(rows) > limit {
		rows = rows[:limit]
		last := rows[limit-1]
		next = CursorOf(last.Place, last.Since, last.Item)
	}
	slices.SortStableFunc(rows, func(a, b turnRowOf) int {
		return cmp.Or(cmp.Compare(a.Place, b.Place), cmp.Compare(a.Since, b.Since), cmp.Compare(a.Begun, b.Begun))
	})
	turns := make([]lists.TurnRow, len(rows))
	for i, row := range rows {
		if turns[i], err = row.turn(); err != nil {
			return nil, "", t.db.Fail("turn", err)
		}
	}
	return turns, next, nil
}

// maxFolded is how many things of each way in which something comes to wait are looked at to count rows.
const maxFolded = 1000

// TurnRows counts the rows in which lists show what waits, up to the limit of the query: what waits of one kind
// for the same person in one case is one row, unless each thing has its own ([claim.TurnsAlone]).
func (t *Tables) TurnRows(ctx context.Context, q lists.TurnQuery) (int, error) {
	if len(q.Kinds) == 0 {
		return 0, nil
	}
	most := Limited(q.Limit)
	q.Limit = maxFolded
	union, args := turnUnion(q, nil, false)
	var n int
	err := stored.Get(ctx, t.db, &n, `select count(*) from (
		select distinct turn.kind, turn.case_id, coalesce(assignments.person, '') as assignee,
			case when turn.case_id = '' or turn.kind || '' in (`+stored.Marks(len(claim.TurnsAlone))+`) then turn.item else '' end as alone
		from (`+union+`) as waiting join turn on turn.item = waiting.item left join assignments on assignments.item = turn.item) as folded`,
		append(AnyOf(claim.TurnsAlone), args...)...)
	return min(n, most), t.db.Fail("turn rows", err)
}

// TurnItem returns one thing that waits. It fails with CodeNotFound if it does
// not wait any more, or if the viewer may not see its case.
func (t *Tables) TurnItem(ctx context.Context, who lists.Viewer, item string) (lists.TurnRow, error) {
	var c Clauses
	c.Add(`turn.item = ?`, item)
	c.Visible(`turn.case_id`, who)
	c.mail(who)
	var row turnRowOf
	err := stored.Get(ctx, t.db, &row, `select 0 as place, turn.since, turn.item`+turnColumns+`, 0 as until`+turnFrom+`where `+c.String(), c.Args...)
	if errors.Is(err, sql.ErrNoRows) {
		return lists.TurnRow{}, claim.Errorf(claim.CodeNotFound, "this does not wait any more").WithHint("look at what waits now")
	}
	if err != nil {
		return lists.TurnRow{}, t.db.Fail("turn item", err)
	}
	found, err := row.turn()
	return found, t.db.Fail("turn item", err)
}

// Snooze hides something that waits from one person until an instant; the zero
// time shows it again. It is working state: nobody else can see it, and it
// changes nothing about what waits.
func (t *Tables) Snooze(ctx context.Context, person uuid.UUID, item string, until, now time.Time) error {
	return t.db.Write(ctx, "snooze", func(w stored.Writing) error {
		if err := w.Exec(`delete from snoozes where person = ? and (item = ? or until <= ?)`, person.String(), item, stored.Micros(now)); err != nil {
			return err
		}
		if until.IsZero() {
			return nil
		}
		return w.Exec(`insert into snoozes (person, item, until) values (?, ?, ?)`, person.String(), item, stored.Micros(until))
	})
}
