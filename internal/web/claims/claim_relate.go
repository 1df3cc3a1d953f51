package claims

import (
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// Relate says what a claim is to another one, or that it is that no more: what
// the route leads to.
func Relate(o *operation.Operation[operation.ClaimWith[writing.RelateInput], casework.Receipt], sentence string) page.Handler {
	return func(v *page.Visit) error {
		in, err := page.Read[writing.RelateInput](v)
		if err == nil {
			_, err = page.Do(v, o, operation.OfClaim(v.Path("case")+"/"+v.Path("claim"), in))
		}
		return afterClaim(v, sentence, err)
	}
}
