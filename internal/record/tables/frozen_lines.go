package tables

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// FrozenLine returns the entry that froze a line, by the code of the line. It fails
// with CodeNotFound if none has it.
func (t *Tables) FrozenLine(ctx context.Context, line uuid.UUID) (claim.Recorded, error) {
	var rows []stored.Entry
	err := stored.Select(ctx, t.db, &rows, `select `+stored.EntryColumns+` from entries where (stream, version) in (
		select 'case/' || case_id, version from frozen_lines where line = ?)`, line.String())
	if err != nil {
		return claim.Recorded{}, t.db.Fail("frozen line", err)
	}
	if len(rows) == 0 {
		return claim.Recorded{}, claim.Errorf(claim.CodeNotFound, "no line was frozen under this code")
	}
	entries, err := stored.Recorded(rows)
	if err != nil {
		return claim.Recorded{}, t.db.Fail("frozen line", err)
	}
	return entries[0], nil
}
