package web

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// answersUphold says that what a party said of earlier words holds for those of now.
func (s *Site) answersUphold(v *visit) error {
	in, err := read[casework.UpholdInput](v)
	if err == nil {
		_, err = do(v, operation.AnswersUphold, operation.OfClaim(v.claimName(), in))
	}
	return s.afterClaim(v, "It counts for the words that the claim has now.", err)
}
