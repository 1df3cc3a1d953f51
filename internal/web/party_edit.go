package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/operation"
)

// partyFormView is the page to describe a party.
type partyFormView struct {
	Party    *desk.PartyPage // nil for a new one
	Action   string
	Back     string
	Version  int64
	Conflict bool
	Kinds    []option
	Natures  []option
	Days     []option
}

func newPartyForm() *partyFormView {
	view := &partyFormView{Action: "/parties/new", Back: "/parties", Kinds: options(people.PartyKinds), Natures: options(people.Natures)}
	for _, d := range week {
		view.Days = append(view.Days, option{Value: strconv.Itoa(int(d)), Label: d.String()})
	}
	return view
}

// week is the days of the week as people count them.
var week = []time.Weekday{
	time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday,
}

// partyNew shows the form to add a party.
func (s *Site) partyNew(v *visit) error {
	f := prefilled(map[string]string{"zone": "UTC", "from": "09:00", "to": "17:00"})
	f.Values["days"] = []string{"1", "2", "3", "4", "5"}
	return v.renderForm("party_form", newPartyForm(), f)
}

// partyAdd puts a party into the directory.
func (s *Site) partyAdd(v *visit) error {
	hours, err := v.hours()
	if err != nil {
		return v.refuse("party_form", newPartyForm(), err)
	}
	made, err := do(v, operation.PartyAdd, operation.Body(casework.PartyInput{
		Name: v.form("name"), Key: strings.TrimSpace(v.form("key")), Kind: people.PartyKind(v.form("kind")), Nature: people.Nature(v.form("nature")), Email: strings.TrimSpace(v.form("email")),
		Role: v.form("role"), Zone: strings.TrimSpace(v.form("zone")), Language: strings.TrimSpace(v.form("language")), Hours: hours,
	}))
	if err != nil {
		return v.refuse("party_form", newPartyForm(), err)
	}
	said := "The party is in the directory."
	for _, warning := range made.Warnings {
		said += " " + sentence(warning)
	}
	if v.form("then") == "another" {
		return v.done("/parties/new", said)
	}
	return v.done("/parties/"+url.PathEscape(made.Name), said)
}

func (s *Site) partyFormOf(v *visit) (*partyFormView, error) {
	page, err := s.Reads.PartyPage(v.ctx(), v.who, v.path("party"))
	if err != nil {
		return nil, err
	}
	view := newPartyForm()
	view.Party, view.Version = &page, page.Version
	view.Back = "/parties/" + url.PathEscape(page.Key)
	view.Action = view.Back + "/edit"
	return view, nil
}

// partyEdit shows the form to describe a party anew.
func (s *Site) partyEdit(v *visit) error {
	view, err := s.partyFormOf(v)
	if err != nil {
		return err
	}
	p := view.Party
	f := prefilled(map[string]string{
		"name": p.Name, "kind": string(p.Kind), "nature": string(p.Nature), "zone": p.Zone, "language": p.Language,
		"from": clock(p.Hours.From), "to": clock(p.Hours.To), "holidays": strings.Join(p.Hours.Holidays, "\n"),
	})
	for _, d := range p.Hours.Days {
		f.Values.Add("days", strconv.Itoa(int(d)))
	}
	return v.renderForm("party_form", view, f)
}

// partyRevise describes a party anew. If somebody else has changed it meanwhile,
// both are shown.
func (s *Site) partyRevise(v *visit) error {
	view, err := s.partyFormOf(v)
	if err != nil {
		return err
	}
	hours, err := v.hours()
	if err != nil {
		return v.refuse("party_form", view, err)
	}
	seen, _ := strconv.ParseInt(v.form("seen"), 10, 64)
	_, err = do(v, operation.PartyRevise, operation.OfParty(v.path("party"), casework.RevisePartyInput{
		Name: v.form("name"), Kind: people.PartyKind(v.form("kind")), Nature: people.Nature(v.form("nature")), Zone: strings.TrimSpace(v.form("zone")),
		Language: strings.TrimSpace(v.form("language")), Hours: hours, Version: seen,
	}))
	if err != nil {
		view.Conflict = claim.CodeOf(err) == claim.CodeConflict
		return v.refuse("party_form", view, err)
	}
	return v.done(view.Back, "The party is described anew.")
}

// hours reads office hours and holidays. No day ticked means every day.
func (v *visit) hours() (claim.OfficeHours, error) {
	var h claim.OfficeHours
	for _, text := range v.list("days") {
		day, err := strconv.Atoi(text)
		if err != nil || day < 0 || day > 6 {
			return h, fieldError("days", "%q is not a day of the week", text)
		}
		h.Days = append(h.Days, time.Weekday(day))
	}
	if len(h.Days) == len(week) {
		h.Days = nil
	}
	var err error
	if h.From, err = v.minutes("from"); err != nil {
		return h, err
	}
	if h.To, err = v.minutes("to"); err != nil {
		return h, err
	}
	if h.Holidays, err = v.dates("holidays"); err != nil {
		return h, err
	}
	if err := h.Validate(); err != nil {
		return h, claim.Errorf(claim.CodeInvalid, "the office hours do not fit").WithField("from", "they start before they end, within one day")
	}
	return h, nil
}

// minutes reads a time of the day as minutes since midnight.
func (v *visit) minutes(name string) (int, error) {
	text := strings.TrimSpace(v.form(name))
	if text == "" || text == "24:00" {
		return 0, nil
	}
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fieldError(name, "%q is not a time such as 09:30", text)
	}
	return t.Hour()*60 + t.Minute(), nil
}

// clock is minutes since midnight as a time of the day; nothing for midnight.
func clock(minutes int) string {
	if minutes == 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
}

// dates reads dates, one a line.
func (v *visit) dates(name string) ([]string, error) {
	var dates []string
	for _, text := range v.lines(name) {
		text = strings.TrimSpace(text)
		if text == "" {
			continue
		}
		if _, ok := claim.ParseHoliday(text); !ok {
			return nil, fieldError(name, "%q is not a date such as 2026-12-25, or half a day such as 2026-12-24 09:00-12:00", text)
		}
		dates = append(dates, text)
	}
	slices.Sort(dates)
	if dates = slices.Compact(dates); len(dates) > claim.MaxHolidays {
		return nil, fieldError(name, "at most %d dates", claim.MaxHolidays)
	}
	return dates, nil
}
