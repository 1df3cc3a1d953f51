package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// ClaimsInput names claims of a case, and says why.
type ClaimsInput struct {
	How
	Claims []string `json:"claims" doc:"keys of the claims; that of a series stands for all of its claims"`
	Reason string   `json:"reason,omitempty" doc:"why, for the record"`
}

// OnClaim prepares a command about a claim that has a text with it.
func (d *Door) OnClaim(caller Caller, caseName, name, text string, body func(claim.Ref) claim.Body) func(context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
	return func(ctx context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
		c, err := d.TheClaim(ctx, caller, caseName+"/"+name)
		if err != nil {
			return uuid.Nil, claim.Stream{}, nil, err
		}
		reason, err := Prose("reason", text, MaxText, false)
		if err != nil {
			return c.ID, claim.Stream{}, nil, err
		}
		refs, err := d.Keep(ctx, reason)
		if err != nil {
			return c.ID, claim.Stream{}, nil, err
		}
		return c.ID, c.Stream(), body(refs[0]), nil
	}
}
