package findings

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// Told is a party that was asked about a claim, as far as it would be told what is
// published of it.
type Told struct {
	Party  string               `json:"party"`
	Why    letters.Untold       `json:"why,omitempty" doc:"why it would not be told; left out if it would"`
	Reason string               `json:"reason,omitempty" doc:"that, in words"`
	Letter *mailtext.LetterText `json:"letter,omitempty" doc:"that it would be sent; the reason of a change is still to be written. Left out where no letters are written"`
}

// WouldTell shows who was asked about a claim, and for each the letter that it would be sent
// if the proposed outcome were published now, or why there is none. It changes nothing.
// It returns [claim.CodeWrongStage] while nothing is proposed.
func WouldTell(ctx context.Context, d *casework.Door, caller casework.Caller, name string) ([]Told, error) {
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return nil, err
	}
	if c.Proposal == nil {
		return nil, claim.Errorf(claim.CodeWrongStage, "there is nothing to publish: no outcome is proposed").WithHint("%s", c.Stage.Next())
	}
	around, failed := d.Record().Around(ctx)
	would, asking := c.WouldPublish(d.Now(), around), around.Asking(c.ID)
	if err := failed(); err != nil {
		return nil, err
	}
	told := make([]Told, 0, len(asking))
	for _, s := range asking {
		of, err := casework.Load[*letters.Correspondence](ctx, d.Record(), s.Kind, s.ID)
		if err != nil {
			return nil, err
		}
		one, err := letterTo(ctx, d, of, c.ID, would, around)
		if err := errors.Join(err, failed()); err != nil {
			return nil, err
		}
		told = append(told, one)
	}
	return told, nil
}

func letterTo(ctx context.Context, d *casework.Door, of *letters.Correspondence, about uuid.UUID, would finding.Publication, around claim.Around) (Told, error) {
	name, err := partyName(ctx, d, of.Party)
	if err != nil {
		return Told{}, err
	}
	one := Told{Party: name}
	if _, one.Why = of.Tells(about, around); one.Why != "" {
		one.Reason = one.Why.Says()
		return one, nil
	}
	if d.MadeWith().Composer == nil {
		return one, nil
	}
	as, letter := of.AsIfPublished(about, would, d.Now())
	text, err := d.MadeWith().Composer.Draft(ctx, as, letter, nil)
	if claim.CodeOf(err) == claim.CodeInvalid { // it will be said in the outbox too
		one.Reason = err.Error()
		return one, nil
	}
	text = text.WithoutLinks() // whoever has them can write as the party
	one.Letter = &text
	return one, err
}
