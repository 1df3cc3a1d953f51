package answers

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework"
)

// WeighInput says whether an answer that may not be the party's is its own.
type WeighInput struct {
	Answer uuid.UUID `json:"answer" format:"uuid" doc:"its identifier, from what the claim shows"`
	ItsOwn bool      `json:"itsOwn" doc:"it is the party's own, and takes the place of what it said before; otherwise it counts for nothing"`
	Reason string    `json:"reason" doc:"how somebody made sure; reviewers read it"`
}

// Weigh decides whether an answer that may not be the party's is its own, and makes the
// caller one of the authors of the claim.
func Weigh(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in WeighInput) (casework.Receipt, error) {
	if in.Answer == uuid.Nil {
		return casework.Receipt{}, claim.Errorf(claim.CodeInvalid, "choose the answer").WithField("answer", "choose one")
	}
	return d.MoveClaim(ctx, caller, name, casework.ReasonInput{Reason: in.Reason}, func(reason claim.Ref) claim.Body {
		return sources.WeighAnswer{Response: in.Answer, ItsOwn: in.ItsOwn, Reason: reason}
	})
}
