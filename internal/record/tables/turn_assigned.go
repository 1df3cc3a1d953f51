package tables

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/record/stored"
)

// AssignedTo returns the cases in which something is assigned to a person,
// whether it waits now or may again, and the messages in quarantine that are.
func (t *Tables) AssignedTo(ctx context.Context, person uuid.UUID) ([]claim.Stream, error) {
	var texts []string
	err := stored.Select(ctx, t.db, &texts, `select ? || '/' || case_id as stream from assignments where person = ? and case_id <> ''
		union select turn.stream from assignments join turn on turn.item = assignments.item
			where assignments.person = ? and assignments.case_id = '' order by stream`,
		string(claim.StreamCase), person.String(), person.String())
	streams := make([]claim.Stream, len(texts))
	for i, text := range texts {
		if err == nil {
			streams[i], err = claim.ParseStream(text)
		}
	}
	return streams, t.db.Fail("assigned to", err)
}
