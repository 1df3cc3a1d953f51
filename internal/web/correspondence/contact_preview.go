package correspondence

import (
	"net/url"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// contactPreviewView shows what came back and can go to a contact point.
type contactPreviewView struct {
	Name    string
	Path    string
	Contact desk.ContactView
	Again   []contacts.PutAgainView // in their office hours
	AtOnce  []contacts.PutAgainView // at whatever hour of theirs
	MayAsk  bool
	When    []page.Option
}

// Can reports whether anything can go there.
func (v *contactPreviewView) Can() bool {
	return v.MayAsk && slices.ContainsFunc(v.AtOnce, func(a contacts.PutAgainView) bool { return a.Refused == "" })
}

// ContactPreview asks whether letters are to go to a contact point, and whether what came back is.
func ContactPreview(v *page.Visit) error {
	contact, err := v.ID("contact")
	if err != nil {
		return err
	}
	view, err := previewContact(v, contact)
	if err != nil {
		return err
	}
	return v.Render("contact_preview", view)
}

func previewContact(v *page.Visit, contact uuid.UUID) (*contactPreviewView, error) {
	party, err := v.Reads.PartyPage(v.Context(), v.Who, v.Path("party"))
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(party.Contacts, func(c desk.ContactView) bool { return c.ID == contact })
	if i < 0 {
		return nil, claim.Errorf(claim.CodeNotFound, "the party has no such contact point")
	}
	view := &contactPreviewView{Name: party.Name, Path: "/parties/" + url.PathEscape(party.Key), Contact: party.Contacts[i], MayAsk: v.Who.Can(casework.MayAsk)}
	of := operation.ContactPreviewPath{ContactPath: operation.ContactOf(v.Path("party"), contact)}
	if view.Again, err = page.Do(v, operation.ContactPreview, of); err != nil {
		return nil, err
	}
	of.Now = true
	if view.AtOnce, err = page.Do(v, operation.ContactPreview, of); err != nil {
		return nil, err
	}
	hours := page.Option{Value: inHours, Label: "In their office hours, after the undo window"}
	for _, a := range view.Again {
		if a.Refused == "" {
			hours.Hint = a.There + " for them"
		}
	}
	view.When = []page.Option{hours, {Value: atOnce, Label: "After the undo window, at whatever hour of theirs", Hint: "for them it is " + party.Local.Format("15:04 on Monday 2 January")}}
	return view, nil
}

// When what came back goes out.
const (
	inHours = "hours"
	atOnce  = "now"
)

// contactAgain has what the page showed go to a contact point, and letters to come as well where that was chosen.
func contactAgain(v *page.Visit, contact uuid.UUID, choose bool) error {
	view, err := previewContact(v, contact)
	if err != nil {
		return err
	}
	in := contacts.ContactAgainInput{Now: v.Form("when") == atOnce}
	if !in.Now && v.Form("when") != inHours {
		return v.Refuse("contact_preview", view, page.FieldError("when", "say when it goes out"))
	}
	for _, one := range v.List("returned-" + v.Form("when")) {
		request, letter, _ := strings.Cut(one, ":")
		back := contacts.Returned{}
		if back.Request, err = uuid.Parse(request); err == nil {
			back.Letter, err = uuid.Parse(letter)
		}
		if err != nil {
			return v.Refuse("contact_preview", view, claim.Errorf(claim.CodeInvalid, "say what goes there"))
		}
		in.Returned = append(in.Returned, back)
	}
	if len(in.Returned) == 0 {
		return v.Refuse("contact_preview", view, page.FieldError("when", "nothing can go out then: choose the other time"))
	}
	of := operation.ContactOf(v.Path("party"), contact)
	if _, err = page.Do(v, operation.ContactAgain, operation.ContactWith[contacts.ContactAgainInput]{ContactPath: of, Body: in}); err != nil {
		return v.Refuse("contact_preview", view, err)
	}
	if choose {
		if _, err = page.Do(v, operation.ContactChoose, of); err != nil {
			return v.Refuse("contact_preview", view, err)
		}
	}
	return v.Done("/requests/"+in.Returned[0].Request.String(), "It goes out after the undo window. Until then you can undo it here.")
}

// afterContact goes on to what can go to a contact point, if anything that came back can; else back to the party.
func afterContact(v *page.Visit, done casework.Receipt, contact uuid.UUID, sentence string, err error) error {
	if err != nil || len(done.Warnings) == 0 {
		return afterParty(v, sentence, err)
	}
	v.Flash(sentence + " Nothing has gone out: say whether what came back goes there.")
	return v.Redirect("/parties/" + url.PathEscape(v.Path("party")) + "/contacts/" + contact.String())
}

// contactEarlier puts a contact point one place forward in the order.
func contactEarlier(v *page.Visit, party string, contact uuid.UUID) (done casework.Receipt, first uuid.UUID, err error) {
	points, err := page.Do(v, operation.ContactList, operation.PartyPath{Party: party})
	if err != nil {
		return done, first, err
	}
	var order []uuid.UUID
	for _, c := range points {
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
	done, err = page.Do(v, operation.ContactOrder, operation.OfParty(party, contacts.ContactOrderInput{Contacts: order}))
	return done, first, err
}
