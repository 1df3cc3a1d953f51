package findings

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// runningReplies warn, a sentence for each, of parties that still have time to answer
// about the claim: publishing now is before the instant that they were given. It
// takes a reason, unless it is a change, and whoever publishes is told.
func runningReplies(ctx context.Context, d *casework.Door, c *verification.Claim) ([]string, error) {
	settings, err := d.DeskSettings(ctx)
	if err != nil {
		return nil, err
	}
	around, failed := d.Record().Around(ctx)
	var warnings []string
	for _, a := range c.Unheard() {
		of, err := casework.Load[*letters.Correspondence](ctx, d.Record(), claim.StreamCorrespondence, a.Correspondence)
		if err != nil {
			return nil, err
		}
		r := of.Request(a.Request)
		if r == nil || !r.AnswerBy.After(d.Now()) {
			continue
		}
		name, err := partyName(ctx, d, of.Party)
		if err != nil {
			return nil, err
		}
		said := "has not answered"
		if a.Ended {
			said = "nobody has found that what came in its name is its own"
		}
		if around.Waits(of.ID) {
			said = "a message that may be its answer waits to be read"
		}
		warnings = append(warnings, fmt.Sprintf("%s was given until %s to answer, and %s", name, claim.Moment(r.AnswerBy, settings.Location()), said))
	}
	return warnings, failed()
}

func partyName(ctx context.Context, d *casework.Door, id uuid.UUID) (string, error) {
	party, err := casework.Load[*people.Party](ctx, d.Record(), claim.StreamParty, id)
	if err != nil {
		return "", err
	}
	lib, err := d.Library(ctx, party.Profile)
	if err != nil {
		return "", err
	}
	if name := casework.Read[people.PartyProfile](lib, party.Profile).Name; name != "" {
		return name, nil
	}
	return casework.Erased, nil
}
