package claims

import (
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// Uphold says why the claim stands although what it rests on has fallen.
func Uphold(v *page.Visit) error {
	in, err := page.Read[writing.StandsInput](v)
	if err == nil {
		_, err = page.Do(v, operation.ClaimUphold, operation.OfClaim(claimName(v), in))
	}
	return afterClaim(v, "It is on record why the claim stands.", err)
}

// EvidenceUphold says why all evidence that is to be looked at again stands.
func EvidenceUphold(v *page.Visit) error {
	in, err := page.Read[writing.UpholdEvidenceInput](v)
	if err == nil {
		_, err = page.Do(v, operation.EvidenceUphold, operation.OfClaim(claimName(v), in))
	}
	return afterClaim(v, "It counts for the words that the claim has now.", err)
}
