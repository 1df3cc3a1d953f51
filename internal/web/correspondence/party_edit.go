package correspondence

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// partyFormView is the page to describe a party.
type partyFormView struct {
	Party    *desk.PartyPage // nil for a new one
	Action   string
	Back     string
	Version  int64
	Conflict bool
	Kinds    []page.Option
	Natures  []page.Option
	Days     []page.Option
}

func newPartyForm() *partyFormView {
	view := &partyFormView{Action: "/parties/new", Back: "/parties", Kinds: page.Options(people.PartyKinds), Natures: page.Options(people.Natures)}
	for _, d := range week {
		view.Days = append(view.Days, page.Option{Value: strconv.Itoa(int(d)), Label: d.String()})
	}
	return view
}

// week is the days of the week as people count them.
var week = []time.Weekday{
	time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday,
}

// PartyNew shows the form to add a party.
func PartyNew(v *page.Visit) error {
	f := page.Prefilled(map[string]string{"zone": "UTC", "from": "09:00", "to": "17:00"})
	f.Values["days"] = []string{"1", "2", "3", "4", "5"}
	return v.RenderForm("party_form", newPartyForm(), f)
}

// PartyAdd puts a party into the directory.
func PartyAdd(v *page.Visit) error {
	hours, err := hoursOf(v)
	if err != nil {
		return v.Refuse("party_form", newPartyForm(), err)
	}
	made, err := page.Do(v, operation.PartyAdd, operation.Body(casework.PartyInput{
		Name: v.Form("name"), Key: strings.TrimSpace(v.Form("key")), Kind: people.PartyKind(v.Form("kind")), Nature: people.Nature(v.Form("nature")), Email: strings.TrimSpace(v.Form("email")),
		Role: v.Form("role"), Zone: strings.TrimSpace(v.Form("zone")), Language: strings.TrimSpace(v.Form("language")), Hours: hours,
	}))
	if err != nil {
		return v.Refuse("party_form", newPartyForm(), err)
	}
	said := "The party is in the directory."
	for _, warning := range made.Warnings {
		said += " " + page.Sentence(warning)
	}
	if v.Form("then") == "another" {
		return v.Done("/parties/new", said)
	}
	return v.Done("/parties/"+url.PathEscape(made.Name), said)
}

func partyFormOf(v *page.Visit) (*partyFormView, error) {
	party, err := v.Reads.PartyPage(v.Context(), v.Who, v.Path("party"))
	if err != nil {
		return nil, err
	}
	view := newPartyForm()
	view.Party, view.Version = &party, party.Version
	view.Back = "/parties/" + url.PathEscape(party.Key)
	view.Action = view.Back + "/edit"
	return view, nil
}

// PartyEdit shows the form to describe a party anew.
func PartyEdit(v *page.Visit) error {
	view, err := partyFormOf(v)
	if err != nil {
		return err
	}
	p := view.Party
	f := page.Prefilled(map[string]string{
		"name": p.Name, "kind": string(p.Kind), "nature": string(p.Nature), "zone": p.Zone, "language": p.Language,
		"from": clock(p.Hours.From), "to": clock(p.Hours.To), "holidays": strings.Join(p.Hours.Holidays, "\n"),
	})
	for _, d := range p.Hours.Days {
		f.Values.Add("days", strconv.Itoa(int(d)))
	}
	return v.RenderForm("party_form", view, f)
}

// PartyRevise describes a party anew. If somebody else has changed it meanwhile,
// both are shown.
func PartyRevise(v *page.Visit) error {
	view, err := partyFormOf(v)
	if err != nil {
		return err
	}
	hours, err := hoursOf(v)
	if err != nil {
		return v.Refuse("party_form", view, err)
	}
	seen, _ := strconv.ParseInt(v.Form("seen"), 10, 64)
	_, err = page.Do(v, operation.PartyRevise, operation.OfParty(v.Path("party"), casework.RevisePartyInput{
		Name: v.Form("name"), Kind: people.PartyKind(v.Form("kind")), Nature: people.Nature(v.Form("nature")), Zone: strings.TrimSpace(v.Form("zone")),
		Language: strings.TrimSpace(v.Form("language")), Hours: hours, Version: seen,
	}))
	if err != nil {
		view.Conflict = claim.CodeOf(err) == claim.CodeConflict
		return v.Refuse("party_form", view, err)
	}
	return v.Done(view.Back, "The party is described anew.")
}

// hoursOf reads office hours and holidays. No day ticked means every day.
func hoursOf(v *page.Visit) (claim.OfficeHours, error) {
	var h claim.OfficeHours
	for _, text := range v.List("days") {
		day, err := strconv.Atoi(text)
		if err != nil || day < 0 || day > 6 {
			return h, page.FieldError("days", "%q is not a day of the week", text)
		}
		h.Days = append(h.Days, time.Weekday(day))
	}
	if len(h.Days) == len(week) {
		h.Days = nil
	}
	var err error
	if h.From, err = minutesOf(v, "from"); err != nil {
		return h, err
	}
	if h.To, err = minutesOf(v, "to"); err != nil {
		return h, err
	}
	if h.Holidays, err = v.Dates("holidays"); err != nil {
		return h, err
	}
	if err := h.Validate(); err != nil {
		return h, claim.Errorf(claim.CodeInvalid, "the office hours do not fit").WithField("from", "they start before they end, within one day")
	}
	return h, nil
}

// minutesOf reads a time of the day as minutes since midnight.
func minutesOf(v *page.Visit, name string) (int, error) {
	text := strings.TrimSpace(v.Form(name))
	if text == "" || text == "24:00" {
		return 0, nil
	}
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, page.FieldError(name, "%q is not a time such as 09:30", text)
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
