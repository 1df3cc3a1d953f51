package web

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/operation"
)

// partyView is the page of one party.
type partyView struct {
	desk.PartyPage
	Path     string
	MayWrite bool
	Channels []option
	Verified []option
	Chart    *chart
}

func (s *Site) partyPage(v *visit) (*partyView, error) {
	page, err := s.Reads.PartyPage(v.ctx(), v.who, v.path("party"))
	if err != nil {
		return nil, err
	}
	return &partyView{
		PartyPage: page, Path: "/parties/" + url.PathEscape(page.Key), MayWrite: v.who.Can(casework.MayWriteParties),
		Channels: options(claim.Channels), Verified: options(people.VerifiedBys), Chart: newChart(page.Answered),
	}, nil
}

// partyShow shows a party with its contact points, its response times and all
// that is open with it.
func (s *Site) partyShow(v *visit) error {
	view, err := s.partyPage(v)
	if err != nil {
		return err
	}
	return v.render("party_show", view)
}

// afterParty goes back to the party, or shows what was wrong with the form.
func (s *Site) afterParty(v *visit, sentence string, err error) error {
	view, failed := s.partyPage(v)
	if failed != nil {
		return failed
	}
	if err != nil {
		return v.refuse("party_show", view, err)
	}
	return v.done(view.Path, sentence)
}

// contactAdd gives a party one more contact point.
func (s *Site) contactAdd(v *visit) error {
	added, err := do(v, operation.ContactAdd, operation.OfParty(v.path("party"), casework.ContactPointInput{
		Channel: claim.Channel(v.form("channel")), Address: v.form("address"), Role: v.form("role"),
	}))
	return s.afterContact(v, added, added.ID, "The contact point is there.", err)
}

// contactChange does one thing with a contact point.
func (s *Site) contactChange(v *visit) error {
	contact, err := v.id("contact")
	if err != nil {
		return err
	}
	party := v.path("party")
	switch v.form("do") {
	case "again":
		return s.contactAgain(v, contact, false)
	case "choose-again":
		return s.contactAgain(v, contact, true)
	case "choose":
		_, err = do(v, operation.ContactChoose, operation.ContactOf(party, contact))
		return s.afterParty(v, "Letters to come go there. What came back does not go out again by that.", err)
	case "earlier":
		done, first, err := s.contactEarlier(v, party, contact)
		return s.afterContact(v, done, first, "The order has changed.", err)
	case "revive":
		done, err := do(v, operation.ContactRevive, operation.ContactOf(party, contact))
		return s.afterContact(v, done, contact, "Letters can go there again.", err)
	}
	sentence, err := s.changeContact(v, contact)
	return s.afterParty(v, sentence, err)
}

func (s *Site) changeContact(v *visit, contact uuid.UUID) (sentence string, err error) {
	party := v.path("party")
	switch v.form("do") {
	case "retire":
		_, err = do(v, operation.ContactRetire, operation.ContactOf(party, contact))
		return "The contact point is not used any more.", err
	case "verify":
		in := casework.VerifyInput{How: people.VerifiedBy(v.form("how")), Note: v.form("note")}
		at, err := v.instant("at")
		if err != nil {
			return "", err
		}
		if !at.IsZero() {
			in.At = &at
		}
		_, err = do(v, operation.ContactVerify, operation.ContactWith[casework.VerifyInput]{ContactPath: operation.ContactOf(party, contact), Body: in})
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
func (p *partyView) MedianText() string { return span(p.Median) }

// Took is how long an answer took, in words.
func (p *partyView) Took(r desk.PartyRequest) string {
	if r.Took == 0 {
		return ""
	}
	return span(r.Took)
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
