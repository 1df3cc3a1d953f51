package claims

import (
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// AnswersUphold says that what a party said of earlier words holds for those of now.
func AnswersUphold(v *page.Visit) error {
	in, err := page.Read[writing.UpholdInput](v)
	if err == nil {
		_, err = page.Do(v, operation.AnswersUphold, operation.OfClaim(claimName(v), in))
	}
	return afterClaim(v, "It counts for the words that the claim has now.", err)
}
