package casework

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/verification"
)

// runningReplies warn, a sentence for each, of parties that still have time to answer
// about the claim: publishing now is before the instant that they were given. It
// takes a reason, unless it is a change, and whoever publishes is told.
func (d *Door) runningReplies(ctx context.Context, c *verification.Claim) ([]string, error) {
	settings, err := d.DeskSettings(ctx)
	if err != nil {
		return nil, err
	}
	var warnings []string
	for _, a := range c.Waiting() {
		of, err := Load[*letters.Correspondence](ctx, d.store, claim.StreamCorrespondence, a.Correspondence)
		if err != nil {
			return nil, err
		}
		r := of.Request(a.Request)
		if r == nil || !r.AnswerBy.After(d.Now()) {
			continue
		}
		name, err := d.partyName(ctx, of.Party)
		if err != nil {
			return nil, err
		}
		warnings = append(warnings, fmt.Sprintf("%s was given until %s to answer, and has not answered", name, claim.Moment(r.AnswerBy, settings.Location())))
	}
	return warnings, nil
}

func (d *Door) partyName(ctx context.Context, id uuid.UUID) (string, error) {
	party, err := Load[*people.Party](ctx, d.store, claim.StreamParty, id)
	if err != nil {
		return "", err
	}
	lib, err := d.Library(ctx, party.Profile)
	if err != nil {
		return "", err
	}
	if name := Read[people.PartyProfile](lib, party.Profile).Name; name != "" {
		return name, nil
	}
	return Erased, nil
}
