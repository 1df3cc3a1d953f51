package web

import (
	"net/url"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
)

// contactPreviewView shows what goes out again if letters go to a contact point.
type contactPreviewView struct {
	Name    string
	Path    string
	Contact reading.ContactView
	Again   []casework.PutAgainView
}

// contactPreview asks whether letters are to go to a contact point, and shows what would go out.
func (s *Site) contactPreview(v *visit) error {
	contact, err := v.id("contact")
	if err != nil {
		return err
	}
	page, err := s.Reads.PartyPage(v.ctx(), v.who, v.path("party"))
	if err != nil {
		return err
	}
	i := slices.IndexFunc(page.Contacts, func(c reading.ContactView) bool { return c.ID == contact })
	if i < 0 {
		return claim.Errorf(claim.CodeNotFound, "the party has no such contact point")
	}
	again, err := do(v, operation.ContactPreview, operation.ContactOf(v.path("party"), contact))
	if err != nil {
		return s.afterParty(v, "", err)
	}
	return v.render("contact_preview", &contactPreviewView{Name: page.Name, Path: "/parties/" + url.PathEscape(page.Key), Contact: page.Contacts[i], Again: again})
}

// contactEarlier puts a contact point one place forward in the order.
func (s *Site) contactEarlier(v *visit, party string, contact uuid.UUID) error {
	contacts, err := do(v, operation.ContactList, operation.PartyPath{Party: party})
	if err != nil {
		return err
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
	_, err = do(v, operation.ContactOrder, operation.OfParty(party, casework.ContactOrderInput{Contacts: order}))
	return err
}
