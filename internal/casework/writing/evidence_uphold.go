package writing

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework"
)

// UpholdEvidenceInput says that evidence which was judged of earlier words of a claim
// stands for those that it has now.
type UpholdEvidenceInput struct {
	StandsInput
	Evidence []uuid.UUID `json:"evidence,omitempty" maxItems:"200" doc:"identifiers; left out, all that is to be looked at again"`
}

// UpholdEvidence says why evidence of earlier words stands for those that the claim has
// now, and makes the caller one of its authors. It returns [claim.CodeConflict] if the
// words have changed since the version that was seen.
func UpholdEvidence(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in UpholdEvidenceInput) (casework.Receipt, error) {
	return d.MoveClaim(ctx, caller, name, casework.ReasonInput{Reason: in.Reason}, func(reason claim.Ref) claim.Body {
		return sources.UpholdEvidence{Evidence: in.Evidence, Seen: in.Seen, Reason: reason}
	})
}
