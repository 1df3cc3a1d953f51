package correspondence

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// partyView is the page of one party.
type partyView struct {
	desk.PartyPage
	Path     string
	MayWrite bool
	MayUnbar bool
	Channels []page.Option
	Verified []page.Option
	Chart    *chart
}

func partyPage(v *page.Visit) (*partyView, error) {
	party, err := v.Reads.PartyPage(v.Context(), v.Who, v.Path("party"))
	if err != nil {
		return nil, err
	}
	return &partyView{
		PartyPage: party, Path: "/parties/" + url.PathEscape(party.Key), MayWrite: v.Who.Can(casework.MayWriteParties), MayUnbar: v.Who.Can(casework.MayHoldMail),
		Channels: page.Options(claim.Channels), Verified: page.Options(people.VerifiedBys), Chart: newChart(party.Answered),
	}, nil
}

// PartyShow shows a party with its contact points, its response times and all
// that is open with it.
func PartyShow(v *page.Visit) error {
	view, err := partyPage(v)
	if err != nil {
		return err
	}
	return v.Render("party_show", view)
}

// afterParty goes back to the party, or shows what was wrong with the form.
func afterParty(v *page.Visit, sentence string, err error) error {
	view, failed := partyPage(v)
	if failed != nil {
		return failed
	}
	if err != nil {
		return v.Refuse("party_show", view, err)
	}
	return v.Done(view.Path, sentence)
}

// ContactAdd gives a party one more contact point.
func ContactAdd(v *page.Visit) error {
	added, err := page.Do(v, operation.ContactAdd, operation.OfParty(v.Path("party"), contacts.ContactPointInput{
		Channel: claim.Channel(v.Form("channel")), Address: v.Form("address"), Role: v.Form("role"),
	}))
	return afterContact(v, added, added.ID, "The contact point is there.", err)
}

// PartyBar says that a party, or one of its contact points, is not to be contacted.
func PartyBar(v *page.Visit) error {
	contact, err := barredContact(v)
	if err == nil {
		_, err = page.Do(v, operation.PartyBar, operation.OfParty(v.Path("party"), contacts.BarInput{Contact: contact, Reason: v.Form("reason")}))
	}
	return afterParty(v, "Nothing goes there until somebody takes it back.", err)
}

// PartyUnbar takes that back.
func PartyUnbar(v *page.Visit) error {
	contact, err := barredContact(v)
	if err == nil {
		_, err = page.Do(v, operation.PartyUnbar, operation.OfParty(v.Path("party"), contacts.UnbarInput{Contact: contact}))
	}
	return afterParty(v, "Letters and reminders can go there again. What fell due in the meantime is not made up for.", err)
}

// barredContact is the contact point that a form is about; nil for the party as a whole.
func barredContact(v *page.Visit) (*uuid.UUID, error) {
	text := v.Form("contact")
	if text == "" {
		return nil, nil
	}
	id, err := uuid.Parse(text)
	if err != nil {
		return nil, casework.Invalid("contact", "choose a contact point of the party")
	}
	return &id, nil
}

// ContactChange does one thing with a contact point.
func ContactChange(v *page.Visit) error {
	contact, err := v.ID("contact")
	if err != nil {
		return err
	}
	party := v.Path("party")
	switch v.Form("do") {
	case "again":
		return contactAgain(v, contact, false)
	case "choose-again":
		return contactAgain(v, contact, true)
	case "choose":
		_, err = page.Do(v, operation.ContactChoose, operation.ContactOf(party, contact))
		return afterParty(v, "Letters to come go there. What came back does not go out again by that.", err)
	case "earlier":
		done, first, err := contactEarlier(v, party, contact)
		return afterContact(v, done, first, "The order has changed.", err)
	case "revive":
		done, err := page.Do(v, operation.ContactRevive, operation.ContactOf(party, contact))
		return afterContact(v, done, contact, "Letters can go there again.", err)
	}
	sentence, err := changeContact(v, contact)
	return afterParty(v, sentence, err)
}

func changeContact(v *page.Visit, contact uuid.UUID) (sentence string, err error) {
	party := v.Path("party")
	switch v.Form("do") {
	case "retire":
		_, err = page.Do(v, operation.ContactRetire, operation.ContactOf(party, contact))
		return "The contact point is not used any more.", err
	case "verify":
		in := contacts.VerifyInput{How: people.VerifiedBy(v.Form("how")), Note: v.Form("note")}
		at, err := v.Instant("at")
		if err != nil {
			return "", err
		}
		if !at.IsZero() {
			in.At = &at
		}
		_, err = page.Do(v, operation.ContactVerify, operation.ContactWith[contacts.VerifyInput]{ContactPath: operation.ContactOf(party, contact), Body: in})
		return "It is on record how the contact point was verified.", err
	}
	return "", claim.Errorf(claim.CodeInvalid, "say what to do with the contact point")
}

// ClosedNow says why the party is not reminded now, or nothing.
func (p *partyView) ClosedNow() string { return p.Closed.Closed() }

// LocalNow is the time at the party.
func (p *partyView) LocalNow() string { return p.Local.Format("Monday 15:04 MST") }

// OpensThere is when the party can be reminded next, in its own time.
func (p *partyView) OpensThere() string { return inZone(p.Opens, p.Location) }

// MedianText is the median of the response times in words.
func (p *partyView) MedianText() string { return page.Span(p.Median) }

// Took is how long an answer took, in words.
func (p *partyView) Took(r desk.PartyRequest) string {
	if r.Took == 0 {
		return ""
	}
	return page.Span(r.Took)
}

// There is a date and time at the party.
func (p *partyView) There(at time.Time) string { return inZone(at, p.Location) }

// HoursText puts the office hours into words.
func (p *partyView) HoursText() string {
	h := p.Hours
	days := "every day"
	if len(h.Days) > 0 {
		var names []string
		for _, d := range week {
			if slices.Contains(h.Days, d) {
				names = append(names, d.String())
			}
		}
		days = strings.Join(names, ", ")
	}
	if h.From == 0 && h.To == 0 {
		return days + ", round the clock"
	}
	from, to := clock(h.From), clock(h.To)
	if from == "" {
		from = "00:00"
	}
	if to == "" {
		to = "24:00"
	}
	return days + ", " + from + " to " + to
}
