package contacts

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// BarInput says what is not to be contacted, and why.
type BarInput struct {
	Contact *uuid.UUID `json:"contact,omitempty" doc:"identifier of the contact point; left out for the party as a whole"`
	Reason  string     `json:"reason" maxLength:"4000" doc:"why; the desk reads it, no party does"`
}

// UnbarInput says what may be contacted again.
type UnbarInput struct {
	Contact *uuid.UUID `json:"contact,omitempty" doc:"identifier of the contact point; left out for the party as a whole"`
}

// Bar says that a party, or one of its contact points, is not to be contacted. It returns [claim.CodeWrongStage]
// if somebody has said so already.
func Bar(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in BarInput) (casework.Receipt, error) {
	ctx, id, err := ofParty(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	reason, err := casework.Prose("reason", in.Reason, casework.MaxText, true)
	if err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, reason)
	if err != nil {
		return casework.Receipt{}, err
	}
	body := people.BarContact{Contact: orNone(in.Contact), Reason: refs[0]}
	return casework.Receipt{ID: id}, d.Write(ctx, claim.Stream{Kind: claim.StreamParty, ID: id}, casework.Command(ctx, caller, body))
}

// Unbar takes back that a party, or one of its contact points, is not to be contacted.
func Unbar(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in UnbarInput) (casework.Receipt, error) {
	ctx, id, err := ofParty(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	body := people.UnbarContact{Contact: orNone(in.Contact)}
	return casework.Receipt{ID: id}, d.Write(ctx, claim.Stream{Kind: claim.StreamParty, ID: id}, casework.Command(ctx, caller, body))
}

func orNone(id *uuid.UUID) uuid.UUID {
	if id == nil {
		return uuid.Nil
	}
	return *id
}
