package web

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
)

// Sample opens the sample case on the desk, on behalf of a person, and returns
// its short name. Opening it again with the same key does nothing twice.
type Sample func(ctx context.Context, caller casework.Caller) (slug string, err error)

// sampleOpen opens the sample case.
func (s *Site) sampleOpen(v *visit) error {
	if s.Sample == nil {
		return claim.Errorf(claim.CodeUnavailable, "this desk has no sample case").WithHint("open a case of your own")
	}
	slug, err := s.Sample(v.keyed(), v.who)
	if err != nil {
		return err
	}
	return v.done("/cases/"+slug, "The sample case was opened: it shows what a case looks like.")
}
