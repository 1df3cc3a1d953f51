package writing

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework"
)

// DiscloseInput says whether readers see a piece of evidence.
type DiscloseInput struct {
	Public bool `json:"public" doc:"readers of the finding see its title, where it was found, its origin in words and the hash of its file; not what it says, nor the file"`
}

// DiscloseEvidence makes a piece of evidence public or internal, and makes the caller
// one of the claim's authors. What was signed is stale then; after publication it
// starts a correction. Errors are those of [AddEvidence].
func DiscloseEvidence(ctx context.Context, d *casework.Door, caller casework.Caller, name string, evidence uuid.UUID, in DiscloseInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	disclose := sources.DiscloseEvidence{Evidence: evidence, Public: in.Public}
	return casework.Receipt{ID: evidence}, d.Do(ctx, c.Stream(), casework.Command(ctx, caller, disclose))
}
