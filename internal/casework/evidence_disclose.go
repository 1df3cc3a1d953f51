package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/sources"
)

// DiscloseInput says whether readers see a piece of evidence.
type DiscloseInput struct {
	Public bool `json:"public" doc:"readers of the finding see its title, where it was found, its origin in words and the hash of its file; not what it says, nor the file"`
}

// DiscloseEvidence makes a piece of evidence public or internal, and makes the caller
// one of the claim's authors. What was signed is stale then; after publication it
// starts a correction. Errors are those of [Door.AddEvidence].
func (d *Door) DiscloseEvidence(ctx context.Context, caller Caller, name string, evidence uuid.UUID, in DiscloseInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return Receipt{}, err
	}
	disclose := sources.DiscloseEvidence{Evidence: evidence, Public: in.Public}
	return Receipt{ID: evidence}, d.Do(ctx, c.Stream(), Command(ctx, caller, disclose))
}
