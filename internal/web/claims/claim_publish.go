package claims

import (
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// Publish makes the finding public, or replaces the public one.
func Publish(v *page.Visit) error {
	in, err := page.Read[findings.PublishInput](v)
	if err == nil {
		_, err = page.Do(v, operation.ClaimPublish, operation.OfClaim(claimName(v), &in))
	}
	return afterClaim(v, "The finding is published.", err)
}

// Schedule has it published at an instant.
func Schedule(v *page.Visit) error {
	in, err := page.Read[findings.ScheduleInput](v)
	if err == nil {
		in.Zone = v.Form("at_zone")
		_, err = page.Do(v, operation.ClaimSchedule, operation.OfClaim(claimName(v), in))
	}
	return afterClaim(v, "The publication is scheduled. It is checked again at that instant.", page.AtField(err, "zone", "at_zone"))
}

// Preview shows how the public page would look.
func Preview(v *page.Visit) error {
	c, err := v.Operations.Door.TheClaim(v.Context(), v.Who, claimName(v))
	if err != nil {
		return err
	}
	return v.Preview(v.W, v.R, c)
}

// EvidenceDisclose makes a piece of evidence public, or internal.
func EvidenceDisclose(v *page.Visit) error {
	id, err := v.ID("evidence")
	if err != nil {
		return err
	}
	in := writing.DiscloseInput{Public: v.Checked("public")}
	_, err = page.Do(v, operation.EvidenceDisclose, operation.EvidenceWith[writing.DiscloseInput]{EvidencePath: operation.EvidenceOf(claimName(v), id), Body: in})
	sentence := "Readers of the finding do not see the evidence."
	if in.Public {
		sentence = "Readers of the finding see that there is this evidence."
	}
	return afterClaim(v, sentence, err)
}
