package reading

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// LookAhead reads at once what the outlook of correspondences needs of what stands beside them.
func (r *Room) LookAhead(ctx context.Context, all []*letters.Correspondence) (claim.Around, error) {
	settings, err := r.door.DeskSettings(ctx)
	if err != nil {
		return nil, err
	}
	return r.lookAhead(ctx, settings, all)
}
