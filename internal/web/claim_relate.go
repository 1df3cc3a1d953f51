package web

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// claimRelate says what a claim is to another one, or that it is that no more: what
// the route leads to.
func claimRelate(s *Site, o *operation.Operation[operation.ClaimWith[casework.RelateInput], casework.Receipt], sentence string) handler {
	return func(v *visit) error {
		in, err := read[casework.RelateInput](v)
		if err == nil {
			_, err = do(v, o, operation.OfClaim(v.path("case")+"/"+v.path("claim"), in))
		}
		return s.afterClaim(v, sentence, err)
	}
}
