package tables

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// columnsOfPublic are those of a case with public findings.
var columnsOfPublic = `
	select cases.id as id, names.name as slug,
		min(publications.at) as first_at, max(publications.at) as latest_at, count(*) as n,
		count(distinct publications.claim) as findings,
		` + endedBy + `(` + kindsThatEnd() + `)) as taken_back, ` + endedBy + `('` + string(finding.Takedown) + `')) as removed`

// endedBy counts the findings of a case that have come to publications of some kinds.
const endedBy = `(select count(*) from publications as last where last.case_id = cases.id
	and not exists (select 1 from publications as later where later.claim = last.claim and later.version > last.version)
	and last.kind in `

const fromPublic = `
	from publications join cases on cases.id = publications.case_id
	join names on names.kind = 'case' and names.id = cases.id`

// kindsThatEnd are those after which a finding stands no more, as a list in SQL.
func kindsThatEnd() string {
	var kinds []string
	for _, k := range finding.PublicationKinds {
		if !k.Stands() {
			kinds = append(kinds, "'"+string(k)+"'")
		}
	}
	return strings.Join(kinds, ", ")
}

type publicRow struct {
	ID, Slug  string
	FirstAt   int64 `db:"first_at"`
	LatestAt  int64 `db:"latest_at"`
	N         int
	Findings  int
	TakenBack int `db:"taken_back"`
	Removed   int
}

// PublicCase returns the case if it has a public finding. It fails with
// CodeNotFound if it has none, or if there is no such case.
func (t *Tables) PublicCase(ctx context.Context, caseID uuid.UUID) (lists.PublicRow, error) {
	rows, err := t.public(ctx, columnsOfPublic+fromPublic+` where publications.case_id = ?
		group by cases.id, names.name`, caseID.String())
	if err == nil && len(rows) == 0 {
		err = claim.Errorf(claim.CodeNotFound, "the case has no public finding")
	}
	if err != nil {
		return lists.PublicRow{}, err
	}
	return rows[0], nil
}

// lastOfCase picks one publication of each case, the last; along the index of
// instants the cases with the latest ones are the first that it finds.
const lastOfCase = `
	select case_id from publications where not exists (
		select 1 from publications as later where later.case_id = publications.case_id and (later.at, later.claim, later.version)
			> (publications.at, publications.claim, publications.version))
	and exists (select 1 from cases where cases.id = publications.case_id and cases.is_sample = 0 and cases.sensitivity <> 'restricted')
	order by at desc, case_id limit ? offset ?`

// PublicCases returns up to limit cases with public findings after the first
// offset ones, the latest first. Samples and restricted cases are not among them:
// whoever has their address finds them.
func (t *Tables) PublicCases(ctx context.Context, offset, limit int) ([]lists.PublicRow, error) {
	return t.public(ctx, columnsOfPublic+fromPublic+` where cases.id in (select case_id from (`+lastOfCase+`) as last)
		group by cases.id, names.name order by latest_at desc, cases.id`, limit, offset)
}

func (t *Tables) public(ctx context.Context, query string, args ...any) ([]lists.PublicRow, error) {
	var rows []publicRow
	if err := stored.Select(ctx, t.db, &rows, query, args...); err != nil {
		return nil, t.db.Fail("public cases", err)
	}
	out := make([]lists.PublicRow, len(rows))
	for i, row := range rows {
		id, err := uuid.Parse(row.ID)
		if err != nil {
			return nil, t.db.Fail("public cases", err)
		}
		out[i] = lists.PublicRow{
			Case: id, Slug: row.Slug, First: stored.Instant(row.FirstAt), Latest: stored.Instant(row.LatestAt), Count: row.N,
			Findings: row.Findings, TakenBack: row.TakenBack, Removed: row.Removed,
		}
	}
	return out, nil
}

// Mark is a text that changes when content is erased, and with every new entry whose
// fact is of one of the kinds.
func (t *Tables) Mark(ctx context.Context, kinds []string) (string, error) {
	query, args := `select coalesce((select value from meta where name = 'erased'), '')`, []any{}
	for _, kind := range kinds {
		query += ` || ' ' || cast(coalesce((select max(position) from entries where kind = ?), 0) as text)`
		args = append(args, kind)
	}
	var mark string
	return mark, t.db.Fail("mark", stored.Get(ctx, t.db, &mark, query, args...))
}

// Beginning is the first entry of the record: when it began, and a name that no other
// record has. It fails with CodeNotFound while there is none.
func (t *Tables) Beginning(ctx context.Context) (hash string, at time.Time, err error) {
	var rows []stored.Entry
	err = stored.Select(ctx, t.db, &rows, `select `+stored.EntryColumns+` from entries order by position limit 1`)
	switch {
	case err != nil:
		return "", at, t.db.Fail("beginning", err)
	case len(rows) == 0:
		return "", at, claim.Errorf(claim.CodeNotFound, "the record is empty")
	}
	return rows[0].Hash, stored.Instant(rows[0].At), nil
}

// rowsOfPublications are the findings that a claim has made public.
func rowsOfPublications(c *verification.Claim) []Row {
	var rows []Row
	for _, p := range c.Publications {
		rows = append(rows, Row{publicationsTable, []any{
			c.ID.String(), int64(p.Version), stored.ID(c.Case), string(p.Kind), stored.Micros(p.At),
		}})
	}
	return rows
}

// RequestWithCode finds the one request whose identifier begins as a code says
// (see [letters.ParseRequestCode]). It fails with CodeNotFound if there is none.
func (t *Tables) RequestWithCode(ctx context.Context, prefix string) (uuid.UUID, error) {
	var ids []uuid.UUID
	err := stored.Select(ctx, t.db, &ids, `select id from requests where id between ? and ? limit 2`,
		prefix+"-0000-0000-000000000000", prefix+"-ffff-ffff-ffffffffffff")
	if err != nil {
		return uuid.Nil, t.db.Fail("request with code", err)
	}
	if len(ids) != 1 { // two would take 2^24 requests; then nobody can tell which
		return uuid.Nil, claim.Errorf(claim.CodeNotFound, "no request has this code")
	}
	return ids[0], nil
}
