package answers

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// CallBackInput says that the party was called, and that an answer is its own.
type CallBackInput struct {
	Response string     `json:"response,omitempty" doc:"identifier of the answer; the latest one to the request if left out"`
	Contact  string     `json:"contact,omitempty" doc:"identifier of the number that was called, which was known before the answer came, or is verified; the party's only one if left out"`
	At       *time.Time `json:"at,omitempty" doc:"when; now if left out"`
	Note     string     `json:"note,omitempty" doc:"whom you spoke to"`
}

// CallBack records that somebody called the party back, on a number that was known, and that it said that an answer
// to the request is its own. The answer is verified from then on; whoever called does not sign what rests on it.
func CallBack(ctx context.Context, d *casework.Door, caller casework.Caller, request uuid.UUID, in CallBackInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, err := d.LettersOf(ctx, caller, request)
	if err != nil {
		return casework.Receipt{}, err
	}
	body := letters.CallBack{At: casework.InstantOr(in.At, d.Now())}
	if body.Response, err = confirmed(mail, request, in.Response); err != nil {
		return casework.Receipt{}, err
	}
	if body.Contact, err = numberOf(ctx, d, mail.Party, in.Contact); err != nil {
		return casework.Receipt{}, err
	}
	note, err := casework.Prose("note", in.Note, casework.MaxStatement, false)
	if err != nil {
		return casework.Receipt{}, err
	}
	refs, err := d.Keep(ctx, note)
	if err != nil {
		return casework.Receipt{}, err
	}
	body.Note = refs[0]
	return casework.Receipt{ID: body.Response}, d.Do(ctx, mail.Stream(), casework.Command(ctx, caller, body))
}

// confirmed is the answer to a request that is meant.
func confirmed(mail *letters.Correspondence, request uuid.UUID, named string) (uuid.UUID, error) {
	id, err := casework.OptionalID("response", named)
	if err != nil {
		return uuid.Nil, err
	}
	for i := len(mail.Responses) - 1; i >= 0; i-- {
		if r := mail.Responses[i]; r.Request == request && (id == uuid.Nil || r.ID == id) {
			return r.ID, nil
		}
	}
	return uuid.Nil, claim.Errorf(claim.CodeNotFound, "there is no such answer to this request").WithField("response", "choose an answer to this request")
}

// numberOf is the number of a party that is meant.
func numberOf(ctx context.Context, d *casework.Door, party uuid.UUID, named string) (uuid.UUID, error) {
	id, err := casework.OptionalID("contact", named)
	if err != nil || id != uuid.Nil {
		return id, err
	}
	p, err := casework.Load[*people.Party](ctx, d.Record(), claim.StreamParty, party)
	if err != nil {
		return uuid.Nil, err
	}
	switch numbers := p.Numbers(); len(numbers) {
	case 1:
		return numbers[0], nil
	case 0:
		return uuid.Nil, claim.Errorf(claim.CodeInvalid, "the party has no telephone number").WithField("contact", "give the party its number first, as you find it published").
			WithHint("onrecord contact add --channel phone")
	}
	return uuid.Nil, claim.Errorf(claim.CodeInvalid, "the party has several numbers").WithField("contact", "say which one you called")
}
