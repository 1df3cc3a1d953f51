package web

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// claimUphold says why the claim stands although what it rests on has fallen.
func (s *Site) claimUphold(v *visit) error {
	in, err := read[casework.StandsInput](v)
	if err == nil {
		_, err = do(v, operation.ClaimUphold, operation.OfClaim(v.claimName(), in))
	}
	return s.afterClaim(v, "It is on record why the claim stands.", err)
}

// evidenceUphold says why all evidence that is to be looked at again stands.
func (s *Site) evidenceUphold(v *visit) error {
	in, err := read[casework.UpholdEvidenceInput](v)
	if err == nil {
		_, err = do(v, operation.EvidenceUphold, operation.OfClaim(v.claimName(), in))
	}
	return s.afterClaim(v, "It counts for the words that the claim has now.", err)
}
