package casework

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
)

// Told is a party that was asked about a claim, as far as it would be told what is
// published of it.
type Told struct {
	Party  string         `json:"party"`
	Why    letters.Untold `json:"why,omitempty" doc:"why it would not be told; left out if it would"`
	Reason string         `json:"reason,omitempty" doc:"that, in words"`
	Letter *LetterText    `json:"letter,omitempty" doc:"that it would be sent; the reason of a change is still to be written. Left out where no letters are written"`
}

// Told shows who was asked about a claim, and for each the letter that it would be sent
// if the proposed outcome were published now, or why there is none. It changes nothing.
// It returns [claim.CodeWrongStage] while nothing is proposed.
func (d *Door) Told(ctx context.Context, caller Caller, name string) ([]Told, error) {
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return nil, err
	}
	if c.Proposal == nil {
		return nil, claim.Errorf(claim.CodeWrongStage, "there is nothing to publish: no outcome is proposed").WithHint("%s", c.Stage.Next())
	}
	around, failed := d.store.Around(ctx)
	would, asking := c.WouldPublish(d.Now(), around), around.Asking(c.ID)
	if err := failed(); err != nil {
		return nil, err
	}
	told := make([]Told, 0, len(asking))
	for _, s := range asking {
		of, err := Load[*letters.Correspondence](ctx, d.store, s.Kind, s.ID)
		if err != nil {
			return nil, err
		}
		one, err := d.told(ctx, of, c.ID, would, around)
		if err := errors.Join(err, failed()); err != nil {
			return nil, err
		}
		told = append(told, one)
	}
	return told, nil
}

func (d *Door) told(ctx context.Context, of *letters.Correspondence, about uuid.UUID, would finding.Publication, around claim.Around) (Told, error) {
	name, err := d.partyName(ctx, of.Party)
	if err != nil {
		return Told{}, err
	}
	one := Told{Party: name}
	if _, one.Why = of.Tells(about, around); one.Why != "" {
		one.Reason = one.Why.Says()
		return one, nil
	}
	if d.settings.Composer == nil {
		return one, nil
	}
	as, letter := of.AsIfPublished(about, would, d.Now())
	text, err := d.settings.Composer.Draft(ctx, as, letter, nil)
	if claim.CodeOf(err) == claim.CodeInvalid { // it will be said in the outbox too
		one.Reason = err.Error()
		return one, nil
	}
	one.Letter = &text
	return one, err
}
