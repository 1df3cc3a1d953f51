package report

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
)

// AskedAll shows a case with what the policies ask of each of its claims that is open.
func (r *Room) AskedAll(ctx context.Context, caller casework.Caller, caseName string) (Report, error) {
	b, err := r.Gather(ctx, caller, caseName, nil)
	if err != nil {
		return Report{}, err
	}
	report := b.Report()
	around, failed := r.store.Around(ctx)
	for i, c := range b.Claims {
		if !c.Stage.Over() {
			report.Claims[i].Asks = asksOf(c, around)
		}
	}
	return report, failed()
}
