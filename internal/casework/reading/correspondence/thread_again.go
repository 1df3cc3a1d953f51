package correspondence

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// PutAgain is that a request is about to go to another contact point.
type PutAgain struct {
	Address string
	At      time.Time
	By      string // who has chosen where; empty if it follows from the party's order
	Why     string // why it was put off; empty if it was not
	Letter  *mailtext.LetterText
}

// CameBack is a letter that came back.
type CameBack struct {
	Address string
	At      time.Time
	Why     string // in words
	Said    string // by the mail server
	Step    string // what a person can do
	Points  []Point
}

// Point is a contact point that letters can go to.
type Point struct {
	ID      uuid.UUID
	Address string
}

// again is what is planned for the request, if anything is.
func (t *threader) again() *PutAgain {
	a := t.request.Again
	if a == nil {
		return nil
	}
	planned := &PutAgain{Address: t.addressOf(a.Contact), At: a.At, Why: a.Moved.Says()}
	if a.By != uuid.Nil {
		planned.By = t.names[a.By].Title
	}
	composer, err := t.door.Composer()
	if err != nil {
		return planned
	}
	letter := t.letters.AgainLetter(t.request, t.request.ID, a.At)
	if draft, err := composer.Draft(t.ctx, t.letters, letter, nil); err == nil {
		draft = draft.WithoutLinks()
		planned.Letter = &draft
	}
	return planned
}

// cameBack is the latest letter about the request, if it came back.
func (t *threader) cameBack() *CameBack {
	m := t.letters.CameBack(t.request.ID)
	if m == nil || t.request.Over() {
		return nil
	}
	back := &CameBack{
		Address: t.addressOf(m.Contact), At: m.SettledAt, Why: desk.FailedFor(m.Cause, m.Reason), Said: t.lib.Text(m.Said), Step: m.Cause.NextStep(),
	}
	for _, id := range t.party.LetterPoints() {
		if id != m.Contact || m.Delivery == letters.DeliverySoftBounce {
			back.Points = append(back.Points, Point{id, t.addressOf(id)})
		}
	}
	return back
}

// addressOf is a contact point as people read it.
func (t *threader) addressOf(contact uuid.UUID) string {
	i := slices.IndexFunc(t.party.Contacts, func(c people.ContactPoint) bool { return c.ID == contact })
	if i < 0 {
		return "another address"
	}
	ref := t.party.Contacts[i].Address
	if !t.lib.Has(ref) {
		return casework.Erased
	}
	return casework.Read[people.ContactAddress](t.lib, ref).Address
}
