package tables

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// PublicChanges returns up to limit changes of public findings after the first offset
// ones, the latest first. That a finding was made public is none. Samples and
// restricted cases have none, as in [Tables.PublicCases].
func (t *Tables) PublicChanges(ctx context.Context, offset, limit int) ([]lists.PublicChangeRow, error) {
	var rows []struct {
		CaseID  string `db:"case_id"`
		Slug    string
		Claim   string
		Version int
		At      int64
	}
	err := stored.Select(ctx, t.db, &rows, `
		select publications.case_id as case_id, names.name as slug, publications.claim as claim, publications.version as version, publications.at as at
		from publications join names on names.kind = 'case' and names.id = publications.case_id
		join cases on cases.id = publications.case_id
		where publications.kind <> ? and cases.is_sample = 0 and cases.sensitivity <> 'restricted'
		order by publications.at desc, publications.case_id desc, publications.claim, publications.version desc limit ? offset ?`,
		string(finding.FirstPublication), limit, offset)
	if err != nil {
		return nil, t.db.Fail("public changes", err)
	}
	out := make([]lists.PublicChangeRow, len(rows))
	for i, row := range rows {
		of, err := uuid.Parse(row.CaseID)
		if err != nil {
			return nil, t.db.Fail("public changes", err)
		}
		about, err := uuid.Parse(row.Claim)
		if err != nil {
			return nil, t.db.Fail("public changes", err)
		}
		out[i] = lists.PublicChangeRow{Case: of, Slug: row.Slug, Claim: about, Version: row.Version, At: stored.Instant(row.At)}
	}
	return out, nil
}
