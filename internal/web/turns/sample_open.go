package turns

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/web/page"
)

// SampleOpen opens the sample case.
func SampleOpen(v *page.Visit) error {
	if v.Sample == nil {
		return claim.Errorf(claim.CodeUnavailable, "this desk has no sample case").WithHint("open a case of your own")
	}
	slug, err := v.Sample(v.Keyed(), v.Who)
	if err != nil {
		return err
	}
	return v.Done("/cases/"+slug, "The sample case was opened: it shows what a case looks like.")
}
