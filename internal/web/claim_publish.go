package web

import (
	"net/http"

	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// Preview shows the public page of a claim as it would be if it were published now. It
// answers itself unless it returns an error.
type Preview func(w http.ResponseWriter, r *http.Request, c *verification.Claim) error

// claimName is what operations call the claim in the address.
func (v *visit) claimName() string { return v.path("case") + "/" + v.path("claim") }

// claimPublish makes the finding public, or replaces the public one.
func (s *Site) claimPublish(v *visit) error {
	in, err := read[casework.PublishInput](v)
	if err == nil {
		_, err = do(v, operation.ClaimPublish, operation.OfClaim(v.claimName(), &in))
	}
	return s.afterClaim(v, "The finding is published.", err)
}

// claimSchedule has it published at an instant.
func (s *Site) claimSchedule(v *visit) error {
	in, err := read[casework.ScheduleInput](v)
	if err == nil {
		in.Zone = v.form("at_zone")
		_, err = do(v, operation.ClaimSchedule, operation.OfClaim(v.claimName(), in))
	}
	return s.afterClaim(v, "The publication is scheduled. It is checked again at that instant.", atField(err, "zone", "at_zone"))
}

// claimPreview shows how the public page would look.
func (s *Site) claimPreview(v *visit) error {
	c, err := s.Operations.Door.TheClaim(v.ctx(), v.who, v.claimName())
	if err != nil {
		return err
	}
	return s.Preview(v.w, v.r, c)
}

// evidenceDisclose makes a piece of evidence public, or internal.
func (s *Site) evidenceDisclose(v *visit) error {
	id, err := v.id("evidence")
	if err != nil {
		return err
	}
	in := casework.DiscloseInput{Public: v.checked("public")}
	_, err = do(v, operation.EvidenceDisclose, operation.EvidenceWith[casework.DiscloseInput]{EvidencePath: operation.EvidenceOf(v.claimName(), id), Body: in})
	sentence := "Readers of the finding do not see the evidence."
	if in.Public {
		sentence = "Readers of the finding see that there is this evidence."
	}
	return s.afterClaim(v, sentence, err)
}
