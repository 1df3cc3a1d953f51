package contacts

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// Returned is a request with the letter about it that came back.
type Returned struct {
	Request uuid.UUID `json:"request"`
	Letter  uuid.UUID `json:"letter" doc:"the letter that came back"`
}

// ContactAgainInput says what of that which came back goes to a contact point.
type ContactAgainInput struct {
	Returned []Returned `json:"returned" doc:"what goes there, as the preview shows it"`
	Now      bool       `json:"now,omitempty" doc:"as soon as the undo window is over, at whatever hour of theirs"`
}

// PutAgainView is a letter that can go out once more, as what it puts came back. Requests of one case go in one letter.
type PutAgainView struct {
	Returned []Returned           `json:"returned" doc:"the requests that the letter puts"`
	Case     string               `json:"case"`
	To       string               `json:"to" doc:"the address that it goes to"`
	At       time.Time            `json:"at" doc:"when it goes out if somebody says so now: after the undo window, in the party's office hours"`
	There    string               `json:"there" doc:"the same in the party's time zone"`
	Now      bool                 `json:"now,omitempty" doc:"it goes out at whatever hour of theirs"`
	Refused  string               `json:"refused,omitempty" doc:"why it cannot go there"`
	Letter   *mailtext.LetterText `json:"letter,omitempty"`
}

// PreviewAgain shows what came back and can go to one of a party's contact points, with when that would be. Nothing
// goes out by itself, and this changes nothing.
func PreviewAgain(ctx context.Context, d *casework.Door, caller casework.Caller, name string, contact uuid.UUID, now bool) ([]PutAgainView, error) {
	ctx, id, err := ofParty(ctx, d, caller, name)
	if err != nil {
		return nil, err
	}
	party, err := casework.Load[*people.Party](ctx, d.Record(), claim.StreamParty, id)
	if err != nil {
		return nil, err
	}
	if party.ContactPoint(contact) == nil {
		return nil, claim.Errorf(claim.CodeNotFound, "the party has no such contact point")
	}
	around, failed := d.Record().Around(ctx)
	with := around.With(id)
	if err := failed(); err != nil {
		return nil, err
	}
	views := []PutAgainView{}
	for _, s := range with {
		mail, err := d.TheLetters(ctx, caller, s.ID)
		if claim.CodeOf(err) == claim.CodeNotFound { // of a case that the caller may not see
			continue
		}
		if err != nil {
			return nil, err
		}
		more, err := canGoAgain(ctx, d, caller, party, mail, letters.PutRequestAgain{Contact: contact, Now: now})
		if err != nil {
			return nil, err
		}
		views = append(views, more...)
	}
	return views, nil
}

// canGoAgain are the letters of a correspondence as they would go to a contact point, or why one cannot.
func canGoAgain(ctx context.Context, d *casework.Door, caller casework.Caller, party *people.Party, mail *letters.Correspondence, to letters.PutRequestAgain) ([]PutAgainView, error) {
	around, failed := d.Record().Around(ctx)
	view := PutAgainView{Now: to.Now}
	if l, err := d.Library(ctx, party.ContactPoint(to.Contact).Address); err == nil && l.Has(party.ContactPoint(to.Contact).Address) {
		view.To = casework.Read[people.ContactAddress](l, party.ContactPoint(to.Contact).Address).Address
	}
	var of *cases.Case
	var views []PutAgainView
	var planned []Returned
	for _, r := range slices.Clone(mail.Requests) {
		back := mail.CanGo(r, to.Contact)
		if back == nil {
			continue
		}
		var err error
		if of, view.Case, err = caseOf(ctx, d, caller, mail, of); err != nil {
			return nil, err
		}
		to.Request, to.After = r.ID, back.ID
		cmd := claim.Command{ID: uuid.New(), Actor: claim.PersonActor(caller.ID), Body: to}
		facts, refused := mail.Decide(cmd, d.Now(), around)
		if err := failed(); err != nil {
			return nil, err
		}
		returned := Returned{Request: r.ID, Letter: back.ID}
		if refused != nil {
			view := view
			view.Returned, view.Refused = []Returned{returned}, refused.Error()
			views = append(views, view)
			continue
		}
		claim.Apply(mail, cmd, d.Now(), facts)
		planned = append(planned, returned)
	}
	for len(planned) > 0 {
		var one PutAgainView
		one, planned = againView(ctx, d, party, mail, view, planned)
		views = append(views, one)
	}
	return views, nil
}

// caseOf is the case of a correspondence, read once, with its short name.
func caseOf(ctx context.Context, d *casework.Door, caller casework.Caller, mail *letters.Correspondence, known *cases.Case) (*cases.Case, string, error) {
	of := known
	if of == nil {
		var err error
		if of, err = d.CaseByID(ctx, caller, mail.Case, ""); err != nil {
			return nil, "", err
		}
	}
	l, err := d.Library(ctx, of.Text)
	if err != nil {
		return nil, "", err
	}
	return of, casework.Read[claim.CaseHead](l, of.Text).Slug, nil
}

// againView shows the letter that the first of what is planned goes in, and gives what is left.
func againView(ctx context.Context, d *casework.Door, party *people.Party, mail *letters.Correspondence, view PutAgainView, planned []Returned) (PutAgainView, []Returned) {
	r := *mail.Request(planned[0].Request)
	letter := mail.AgainLetter(r, r.ID, r.Again.At)
	with := func(p Returned) bool { return slices.Contains(letter.Requests, p.Request) }
	view.At, view.There = r.Again.At, r.Again.At.In(casework.ZoneOf(party)).Format("15:04 on Monday 2 January")
	view.Returned = slices.DeleteFunc(slices.Clone(planned), func(p Returned) bool { return !with(p) })
	if composer, err := d.Composer(); err == nil {
		if text, err := composer.Draft(ctx, mail, letter, nil); err == nil { // else what keeps it from being written is said when it is due
			text = text.WithoutLinks()
			view.Letter = &text
		}
	}
	return view, slices.DeleteFunc(planned, with)
}

// Again has what came back go to one of the party's contact points, after the undo window and in the party's office
// hours. All of it goes, or none.
func Again(ctx context.Context, d *casework.Door, caller casework.Caller, name string, contact uuid.UUID, in ContactAgainInput) (casework.Receipt, error) {
	ctx, id, err := ofParty(ctx, d, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	b, err := d.Batch(ctx, caller, casework.How{All: true}, len(in.Returned))
	if err != nil {
		return casework.Receipt{}, renamed(err, "each", "returned")
	}
	for _, back := range in.Returned {
		err := b.Add(ctx, letters.RequestCode(back.Request), func(ctx context.Context) (uuid.UUID, claim.Stream, claim.Body, error) {
			mail, err := d.LettersOf(ctx, caller, back.Request)
			if err != nil {
				return back.Request, claim.Stream{}, nil, err
			}
			if mail.Party != id {
				return back.Request, claim.Stream{}, nil, casework.NotFound(casework.ARequest, back.Request.String())
			}
			return back.Request, mail.Stream(), letters.PutRequestAgain{Request: back.Request, Contact: contact, After: back.Letter, Now: in.Now}, nil
		})
		if err != nil {
			return casework.Receipt{}, err
		}
	}
	many, err := b.CarryOut(ctx)
	if err != nil {
		return casework.Receipt{}, err
	}
	for _, one := range many.Each {
		if one.Refused != nil {
			return casework.Receipt{}, one.Refused
		}
	}
	made := casework.Receipt{ID: id}
	made.Warnings, err = goingAgain(ctx, d, caller, id, func(r letters.Request) bool {
		return slices.ContainsFunc(in.Returned, func(b Returned) bool { return b.Request == r.ID })
	})
	return made, err
}

// waitingAgain says that letters which came back can go to a contact point, and how.
func waitingAgain(ctx context.Context, d *casework.Door, caller casework.Caller, party, contact uuid.UUID, name string) ([]string, error) {
	if !caller.Can(casework.MayAsk) {
		return nil, nil
	}
	views, err := PreviewAgain(ctx, d, caller, party.String(), contact, false)
	if claim.CodeOf(err) == claim.CodeNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	n := 0
	for _, v := range views {
		n += len(v.Returned)
	}
	switch n {
	case 0:
		return nil, nil
	case 1:
		return []string{fmt.Sprintf("a request whose letter came back can go there, and does not by itself: onrecord contact again %s %s", name, contact)}, nil
	}
	return []string{fmt.Sprintf("%d requests whose letters came back can go there, and do not by themselves: onrecord contact again %s %s", n, name, contact)}, nil
}

// PutAgainInput says where a request goes whose letter came back.
type PutAgainInput struct {
	Contact *uuid.UUID `json:"contact,omitempty" doc:"contact point; the next one in the party's order that has not had it if left out"`
	Now     bool       `json:"now,omitempty" doc:"as soon as the undo window is over, at whatever hour of theirs"`
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
