package web

import (
	"net/url"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/operation"
)

// contactPreviewView shows what came back and can go to a contact point.
type contactPreviewView struct {
	Name    string
	Path    string
	Contact desk.ContactView
	Again   []casework.PutAgainView // in their office hours
	AtOnce  []casework.PutAgainView // at whatever hour of theirs
	MayAsk  bool
	When    []option
}

// Can reports whether anything can go there.
func (v *contactPreviewView) Can() bool {
	return v.MayAsk && slices.ContainsFunc(v.AtOnce, func(a casework.PutAgainView) bool { return a.Refused == "" })
}

// contactPreview asks whether letters are to go to a contact point, and whether what came back is.
func (s *Site) contactPreview(v *visit) error {
	contact, err := v.id("contact")
	if err != nil {
		return err
	}
	view, err := s.previewContact(v, contact)
	if err != nil {
		return err
	}
	return v.render("contact_preview", view)
}

func (s *Site) previewContact(v *visit, contact uuid.UUID) (*contactPreviewView, error) {
	page, err := s.Reads.PartyPage(v.ctx(), v.who, v.path("party"))
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(page.Contacts, func(c desk.ContactView) bool { return c.ID == contact })
	if i < 0 {
		return nil, claim.Errorf(claim.CodeNotFound, "the party has no such contact point")
	}
	view := &contactPreviewView{Name: page.Name, Path: "/parties/" + url.PathEscape(page.Key), Contact: page.Contacts[i], MayAsk: v.who.Can(casework.MayAsk)}
	of := operation.ContactPreviewPath{ContactPath: operation.ContactOf(v.path("party"), contact)}
	if view.Again, err = do(v, operation.ContactPreview, of); err != nil {
		return nil, err
	}
	of.Now = true
	if view.AtOnce, err = do(v, operation.ContactPreview, of); err != nil {
		return nil, err
	}
	hours := option{Value: inHours, Label: "In their office hours, after the undo window"}
	for _, a := range view.Again {
		if a.Refused == "" {
			hours.Hint = a.There + " for them"
		}
	}
	view.When = []option{hours, {Value: atOnce, Label: "After the undo window, at whatever hour of theirs", Hint: "for them it is " + page.Local.Format("15:04 on Monday 2 January")}}
	return view, nil
}

// When what came back goes out.
const (
	inHours = "hours"
	atOnce  = "now"
)

// contactAgain has what the page showed go to a contact point, and letters to come as well where that was chosen.
func (s *Site) contactAgain(v *visit, contact uuid.UUID, choose bool) error {
	view, err := s.previewContact(v, contact)
	if err != nil {
		return err
	}
	in := casework.ContactAgainInput{Now: v.form("when") == atOnce}
	if !in.Now && v.form("when") != inHours {
		return v.refuse("contact_preview", view, fieldError("when", "say when it goes out"))
	}
	for _, one := range v.list("returned-" + v.form("when")) {
		request, letter, _ := strings.Cut(one, ":")
		back := casework.Returned{}
		if back.Request, err = uuid.Parse(request); err == nil {
			back.Letter, err = uuid.Parse(letter)
		}
		if err != nil {
			return v.refuse("contact_preview", view, claim.Errorf(claim.CodeInvalid, "say what goes there"))
		}
		in.Returned = append(in.Returned, back)
	}
	if len(in.Returned) == 0 {
		return v.refuse("contact_preview", view, fieldError("when", "nothing can go out then: choose the other time"))
	}
	of := operation.ContactOf(v.path("party"), contact)
	if _, err = do(v, operation.ContactAgain, operation.ContactWith[casework.ContactAgainInput]{ContactPath: of, Body: in}); err != nil {
		return v.refuse("contact_preview", view, err)
	}
	if choose {
		if _, err = do(v, operation.ContactChoose, of); err != nil {
			return v.refuse("contact_preview", view, err)
		}
	}
	return v.done("/requests/"+in.Returned[0].Request.String(), "It goes out after the undo window. Until then you can undo it here.")
}

// afterContact goes on to what can go to a contact point, if anything that came back can; else back to the party.
func (s *Site) afterContact(v *visit, done casework.Receipt, contact uuid.UUID, sentence string, err error) error {
	if err != nil || len(done.Warnings) == 0 {
		return s.afterParty(v, sentence, err)
	}
	v.flash(sentence + " Nothing has gone out: say whether what came back goes there.")
	return v.redirect("/parties/" + url.PathEscape(v.path("party")) + "/contacts/" + contact.String())
}

// contactEarlier puts a contact point one place forward in the order.
func (s *Site) contactEarlier(v *visit, party string, contact uuid.UUID) (done casework.Receipt, first uuid.UUID, err error) {
	contacts, err := do(v, operation.ContactList, operation.PartyPath{Party: party})
	if err != nil {
		return done, first, err
	}
	var order []uuid.UUID
	for _, c := range contacts {
		if c.Place == 0 {
			continue
		}
		if n := len(order); c.ID == contact && n > 0 {
			order = append(order[:n-1], contact, order[n-1])
			continue
		}
		order = append(order, c.ID)
	}
	if len(order) > 0 {
		first = order[0]
	}
	done, err = do(v, operation.ContactOrder, operation.OfParty(party, casework.ContactOrderInput{Contacts: order}))
	return done, first, err
}
