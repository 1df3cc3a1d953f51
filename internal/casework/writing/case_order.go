package writing

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// OrderInput says where in the order of its case a claim is to stand.
type OrderInput struct {
	Before string `json:"before,omitempty" doc:"key of the claim that it is to stand before; at the end if left out"`
}

// orderTries is how often a claim is put in its place anew because others were moved meanwhile.
const orderTries = 5

// OrderClaim moves a claim to another place among those of its case, which pages, lines,
// lists and letters have in that order from then on. Until somebody does so they stand as
// the story has them, and then as they were added.
func OrderClaim(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in OrderInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	about, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	c, err := d.CaseByID(ctx, caller, about.Case, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	before := uuid.Nil
	if in.Before != "" {
		other, err := d.ClaimsOf(ctx, c, []string{in.Before})
		if err != nil {
			return casework.Receipt{}, claim.InField(err, "before")
		}
		before = other[0].ID
	}
	for range orderTries {
		var body cases.OrderClaims
		if body, err = ordered(ctx, d, c.ID, about.ID, before); err != nil {
			break
		}
		if err = d.Write(ctx, c.Stream(), casework.Command(ctx, caller, body)); claim.CodeOf(err) != claim.CodeConflict {
			break
		}
	}
	return casework.Receipt{ID: about.ID}, err
}

// ordered is the order of a case with a claim in another place.
func ordered(ctx context.Context, d *casework.Door, caseID, moved, before uuid.UUID) (cases.OrderClaims, error) {
	states, err := d.Record().States(ctx, caseID, time.Time{})
	if err != nil {
		return cases.OrderClaims{}, err
	}
	var body cases.OrderClaims
	for _, s := range states {
		switch s := s.(type) {
		case *cases.Case:
			body.On = s.Reordered
		case *verification.Claim:
			body.Order = append(body.Order, s.ID)
		}
	}
	if moved == before {
		return body, nil
	}
	body.Order = slices.DeleteFunc(body.Order, func(id uuid.UUID) bool { return id == moved })
	at := slices.Index(body.Order, before)
	if at < 0 {
		at = len(body.Order)
	}
	body.Order = slices.Insert(body.Order, at, moved)
	return body, nil
}
