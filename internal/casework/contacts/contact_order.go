package contacts

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// ContactOrderInput is an order of a party's contact points.
type ContactOrderInput struct {
	Contacts []uuid.UUID `json:"contacts" doc:"those that letters go to first, in that order; the others follow as they stand"`
}

// PutAgainInput says where a request goes whose letter came back.
type PutAgainInput struct {
	Contact *uuid.UUID `json:"contact,omitempty" doc:"contact point; the next one in the party's order that has not had it if left out"`
	Now     bool       `json:"now,omitempty" doc:"as soon as the undo window is over, at whatever hour of theirs"`
}

// Order says in which order letters go to a party's e-mail addresses: where one comes
// back, it goes to the next.
func Order(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in ContactOrderInput) (casework.Receipt, error) {
	ctx, id, err := ofParty(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	var first uuid.UUID
	if len(in.Contacts) > 0 {
		first = in.Contacts[0]
	}
	return letterContact(ctx, d, caller, id, name, first, people.OrderContacts{Contacts: in.Contacts})
}

// Revive says that a contact point at which letters came back takes mail again. What
// came back there waits until somebody says that it goes there once more.
func Revive(ctx context.Context, d *casework.Door, caller casework.Caller, name string, contact uuid.UUID) (casework.Receipt, error) {
	ctx, id, err := ofParty(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	return letterContact(ctx, d, caller, id, name, contact, people.ReviveContact{Contact: contact})
}

// PutAgain has a request whose letter came back go to another contact point, after the undo
// window and in the party's office hours.
func PutAgain(ctx context.Context, d *casework.Door, caller casework.Caller, request uuid.UUID, in PutAgainInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	mail, err := d.LettersOf(ctx, caller, request)
	if err != nil {
		return casework.Receipt{}, err
	}
	body := letters.PutRequestAgain{Request: request, Now: in.Now}
	if in.Contact != nil {
		body.Contact = *in.Contact
	}
	if err := d.Do(ctx, mail.Stream(), casework.Command(ctx, caller, body)); err != nil {
		return casework.Receipt{}, err
	}
	made := casework.Receipt{ID: request}
	made.Warnings, err = goingAgain(ctx, d, caller, mail.Party, func(r letters.Request) bool { return r.ID == request })
	return made, err
}

// goingAgain says, a sentence each, which requests to a party are about to go out again, in cases
// that the caller may see.
func goingAgain(ctx context.Context, d *casework.Door, caller casework.Caller, party uuid.UUID, pick func(letters.Request) bool) ([]string, error) {
	p, err := casework.Load[*people.Party](ctx, d.Record(), claim.StreamParty, party)
	if err != nil {
		return nil, err
	}
	around, failed := d.Record().Around(ctx)
	with := around.With(party)
	if err := failed(); err != nil {
		return nil, err
	}
	var said []string
	for _, s := range with {
		mail, err := d.TheLetters(ctx, caller, s.ID)
		if claim.CodeOf(err) == claim.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, r := range mail.Requests {
			if r.Again != nil && pick(r) {
				said = append(said, fmt.Sprintf("the request %s goes out again at %s for them; to take that back: onrecord request undo %s",
					letters.RequestCode(r.ID), r.Again.At.In(casework.ZoneOf(p)).Format("15:04 on Monday 2 January"), r.ID))
			}
		}
	}
	return said, nil
}
