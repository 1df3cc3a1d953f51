package outside

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
)

// MaxCorrections is how many changes one page of the log has.
const MaxCorrections = 50

// PublicCorrections lists updates, corrections, retractions and takedowns of all that
// is public on the desk, the newest first, [MaxCorrections] at a time, in the zone of
// the desk, and says whether there are more.
func (p *Porch) PublicCorrections(ctx context.Context, page int) ([]casework.Correction, bool, error) {
	out, more, err := casework.Corrections(ctx, p.store, page*MaxCorrections, MaxCorrections)
	if err != nil {
		return nil, false, err
	}
	zone, err := p.zone(ctx)
	for i := range out {
		out[i].At = out[i].At.In(zone)
	}
	return out, more, err
}
