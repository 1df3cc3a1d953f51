package finding

import (
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// PublishUnsigned makes a finding public without the sign-offs that it lacks, because
// it cannot wait for them. All else that the policy asks for still holds, and those
// sign-offs are owed from then on.
type PublishUnsigned struct {
	Subject string    `json:"subject"`          // of what was before whoever decides
	Why     claim.Ref `json:"why"`              // why it could not wait; for the desk alone
	Reason  claim.Ref `json:"reason,omitempty"` // of a correction: what readers are told of why
	Untold  claim.Ref `json:"untold,omitempty"` // as of [Publish]
}

// CommandKind implements [claim.Body].
func (PublishUnsigned) CommandKind() string { return "publish unsigned" }

// Unsigned is what a publication lacked that its policy asks for, and why it was
// published all the same.
type Unsigned struct {
	Why        claim.Ref `json:"why"`
	Asked      int       `json:"asked"`               // sign-offs that the policy asks for
	Had        int       `json:"had"`                 // that counted
	ReviewedAt time.Time `json:"reviewedAt,omitzero"` // when what was missing had been given afterwards
}

// ReviewedAfter: reviewers have signed what had been published without them.
type ReviewedAfter struct {
	Publication int `json:"publication"` // its version
}

// FactKind implements [claim.Fact].
func (ReviewedAfter) FactKind() string { return "claim.reviewed_after" }

func init() {
	claim.RegisterBody[PublishUnsigned](claim.StreamClaim)
	claim.RegisterFact[ReviewedAfter]()
}

// MayPublishUnsigned refuses whom the desk's settings do not let.
func MayPublishUnsigned(actor claim.Actor, around claim.Around) error {
	may := around.Settings().UnsignedBy
	i := slices.IndexFunc(around.Staff(), func(m claim.Member) bool { return actor == claim.PersonActor(m.ID) })
	if i >= 0 && !around.Staff()[i].Disabled && slices.ContainsFunc(around.Staff()[i].Roles, func(r claim.Role) bool { return slices.Contains(may, r) }) {
		return nil
	}
	if len(may) == 0 {
		return claim.Errorf(claim.CodeForbidden, "this desk publishes nothing without its sign-offs").
			WithHint("an admin can change that in the desk's settings")
	}
	return claim.Errorf(claim.CodeForbidden, "you cannot publish without the sign-offs that are missing").
		WithHint("ask somebody with one of the roles that the desk lets: %s", claim.JoinWords(may))
}
