package casework

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
)

// ContactOrderInput is an order of a party's contact points.
type ContactOrderInput struct {
	Contacts []uuid.UUID `json:"contacts" doc:"those that letters go to first, in that order; the others follow as they stand"`
}

// PutAgainInput says where a request goes whose letter came back.
type PutAgainInput struct {
	Contact *uuid.UUID `json:"contact,omitempty" doc:"contact point; the next one in the party's order that has not had it if left out"`
}

// PutAgainView is a request that goes out once more, as a letter about it came back.
type PutAgainView struct {
	Request uuid.UUID   `json:"request"`
	Case    string      `json:"case"`
	At      time.Time   `json:"at" doc:"when it goes out, in the party's office hours"`
	There   string      `json:"there" doc:"the same in the party's time zone"`
	Letter  *LetterText `json:"letter,omitempty"`
}

// OrderContacts says in which order letters go to a party's e-mail addresses: where one comes
// back, it goes to the next.
func (d *Door) OrderContacts(ctx context.Context, caller Caller, name string, in ContactOrderInput) (Receipt, error) {
	ctx, id, err := d.ofParty(ctx, caller, name)
	if err != nil {
		return Receipt{}, err
	}
	return d.letterContact(ctx, caller, id, people.OrderContacts{Contacts: in.Contacts})
}

// ReviveContact says that a contact point at which letters came back takes mail again. What
// came back there goes out once more, after the undo window.
func (d *Door) ReviveContact(ctx context.Context, caller Caller, name string, contact uuid.UUID) (Receipt, error) {
	ctx, id, err := d.ofParty(ctx, caller, name)
	if err != nil {
		return Receipt{}, err
	}
	return d.letterContact(ctx, caller, id, people.ReviveContact{Contact: contact})
}

// PutAgain has a request whose letter came back go to another contact point, after the undo
// window and in the party's office hours.
func (d *Door) PutAgain(ctx context.Context, caller Caller, request uuid.UUID, in PutAgainInput) (Receipt, error) {
	ctx = d.keyed(ctx)
	mail, err := d.LettersOf(ctx, caller, request)
	if err != nil {
		return Receipt{}, err
	}
	body := letters.PutRequestAgain{Request: request}
	if in.Contact != nil {
		body.Contact = *in.Contact
	}
	if err := d.do(ctx, mail.Stream(), command(ctx, caller, body)); err != nil {
		return Receipt{}, err
	}
	made := Receipt{ID: request}
	made.Warnings, err = d.goingAgain(ctx, caller, mail.Party, func(r letters.Request) bool { return r.ID == request })
	return made, err
}

// PreviewContact shows what would go out again if letters went to one of a party's contact
// points from now on. It changes nothing.
func (d *Door) PreviewContact(ctx context.Context, caller Caller, name string, contact uuid.UUID) ([]PutAgainView, error) {
	ctx, id, err := d.ofParty(ctx, caller, name)
	if err != nil {
		return nil, err
	}
	party, err := Load[*people.Party](ctx, d.store, claim.StreamParty, id)
	if err != nil {
		return nil, err
	}
	cmd, now := command(ctx, caller, people.ChooseContact{Contact: contact}), d.now()
	around, failed := d.store.Around(ctx)
	facts, err := party.Decide(cmd, now, around)
	if err != nil {
		return nil, err
	}
	var views []PutAgainView
	for _, e := range claim.Apply(party, cmd, now, facts) {
		for _, n := range party.Notices(e, around) {
			more, err := d.asIfNoticed(ctx, caller, party, n, around)
			if err != nil {
				return nil, err
			}
			views = append(views, more...)
		}
	}
	return views, failed()
}

// asIfNoticed is what a correspondence would have go out again. Those of cases that the caller
// may not see are left out.
func (d *Door) asIfNoticed(ctx context.Context, caller Caller, party *people.Party, n claim.Notice, around claim.Around) ([]PutAgainView, error) {
	mail, err := Load[*letters.Correspondence](ctx, d.store, claim.StreamCorrespondence, n.To.ID)
	if err != nil {
		return nil, err
	}
	of, err := d.CaseByID(ctx, caller, mail.Case, "")
	if err != nil {
		if claim.CodeOf(err) == claim.CodeNotFound {
			return nil, nil
		}
		return nil, err
	}
	cmd := claim.Command{ID: uuid.Max, Actor: claim.PersonActor(caller.ID), Body: n.Body}
	facts, err := mail.Decide(cmd, d.now(), around)
	if err != nil {
		return nil, err
	}
	claim.Apply(mail, cmd, d.now(), facts)
	var views []PutAgainView
	for _, f := range facts {
		if f, ok := f.(letters.PutAgainPlanned); ok {
			view, err := d.putAgainView(ctx, of, mail, party, *mail.Request(f.Request))
			if err != nil {
				return nil, err
			}
			views = append(views, view)
		}
	}
	return views, nil
}

// putAgainView shows the letter of a request that is about to go out again.
func (d *Door) putAgainView(ctx context.Context, of *claim.Case, mail *letters.Correspondence, party *people.Party, r letters.Request) (PutAgainView, error) {
	view := PutAgainView{Request: r.ID, At: r.Again.At, There: r.Again.At.In(ZoneOf(party)).Format("15:04 on Monday 2 January")}
	l, err := d.library(ctx, of.Text)
	if err != nil {
		return view, err
	}
	view.Case = Read[claim.CaseHead](l, of.Text).Slug
	composer, err := d.Composer()
	if err != nil {
		return view, err
	}
	letter := mail.AgainLetter(r, r.ID)
	text, err := composer.Draft(ctx, mail, letter, nil)
	if err != nil { // what keeps it from being written is said when it is due
		return view, nil
	}
	text = text.WithoutLinks()
	view.Letter = &text
	return view, nil
}

// goingAgain says, a sentence each, which requests to a party are about to go out again, in cases
// that the caller may see.
func (d *Door) goingAgain(ctx context.Context, caller Caller, party uuid.UUID, pick func(letters.Request) bool) ([]string, error) {
	p, err := Load[*people.Party](ctx, d.store, claim.StreamParty, party)
	if err != nil {
		return nil, err
	}
	around, failed := d.store.Around(ctx)
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
					letters.RequestCode(r.ID), r.Again.At.In(ZoneOf(p)).Format("15:04 on Monday 2 January"), r.ID))
			}
		}
	}
	return said, nil
}
