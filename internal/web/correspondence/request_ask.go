package correspondence

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// askView is the page on which a request is written and looked at before it goes out.
type askView struct {
	correspondence.AskForm
	Base       string
	Parties    []desk.PartyItem // offered while one types
	OfCase     []page.Option    // parties to tick
	Claims     []page.Option
	Channels   []page.Option
	Zones      []string
	Kinds      []page.Option
	Asks       []page.Option // kinds of request
	Plans      []page.Option // of reminders
	Places     []string      // where a plan knows how long a party has by law
	Enclosable []page.Option // files that can go out with the letter
	Letters    []outgoing
	Live       []outgoing // the letters as the form stands now, while it is typed
	NotYet     string     // why there is none yet: a sentence
	Seen       string     // what the letters were made from
	From       time.Time  // what the words of the deadline count from
	Changed    bool       // the form was changed after it was looked at
}

// outgoing is what would go to one party.
type outgoing struct {
	requests.LetterView
	Party  string // its short name
	ByHand bool   // it was put already: no letter goes out
}

// PartyTime is when an answer is needed as the party reads it.
func (o outgoing) PartyTime() string { return inZone(o.AnswerBy, o.Zone) }

// There is an instant as the party reads it.
func (o outgoing) There(at *time.Time) string { return inZone(*at, o.Zone) }

// Lays puts an instant of the plan into the party's zone.
func (o outgoing) Lays(p requests.PlannedLetter) string { return inZone(p.At, o.Zone) }

func askForm(v *page.Visit) (*askView, error) {
	form, err := v.Reads.AskForm(v.Context(), v.Who, v.Path("case"))
	if err != nil {
		return nil, err
	}
	parties, _, err := v.Reads.PartyList(v.Context(), v.Who, desk.PartyFilter{Limit: page.OfferedParties})
	if err != nil {
		return nil, err
	}
	view := &askView{
		AskForm: form, Base: "/cases/" + url.PathEscape(form.Case.Key), Parties: parties,
		Channels: page.Options(claim.Channels), Kinds: page.Options(people.PartyKinds), Asks: page.Options(claim.RequestKinds),
	}
	for _, c := range form.Claims {
		view.Claims = append(view.Claims, page.Option{Value: c.Key, Label: c.Statement, Hint: c.Key + ", " + string(c.Stage)})
	}
	if view.Plans, view.Places, err = planOptions(v); err != nil {
		return nil, err
	}
	view.Enclosable = enclosable(form.Files)
	for _, s := range form.Series {
		view.Claims = append(view.Claims, page.Option{Value: s.Key, Label: s.Statement, Hint: s.Key + ", series: a party of it is asked about its own claim alone"})
	}
	for _, p := range form.Known {
		view.OfCase = append(view.OfCase, page.Option{Value: p.Key, Label: p.Title})
	}
	for _, p := range parties {
		if p.Zone != "" && !slices.Contains(view.Zones, p.Zone) {
			view.Zones = append(view.Zones, p.Zone)
		}
	}
	return view, nil
}

// RequestNew shows the form to ask parties, with what the address says filled in.
func RequestNew(v *page.Visit) error {
	view, err := askForm(v)
	if err != nil {
		return err
	}
	values := map[string]string{"channel": string(claim.ByEmail), "kind": string(claim.RequestForComment), "answerByWords": usualDeadline}
	parties := v.R.URL.Query()["party"]
	if len(parties) == 1 && !view.offer(parties[0]) {
		values["party"] = parties[0]
	}
	f := page.Prefilled(values)
	f.Values["claims"] = v.R.URL.Query()["claim"]
	if len(parties) > 1 || values["party"] == "" {
		f.Values["parties"] = parties
	}
	for _, name := range f.Values["parties"] {
		view.tick(name)
	}
	return v.RenderForm("request_ask", view, f)
}

// usualDeadline stands in the form until somebody says otherwise.
const usualDeadline = "three working days"

// offer reports whether a party is among those to tick.
func (a *askView) offer(party string) bool {
	return slices.ContainsFunc(a.OfCase, func(o page.Option) bool { return o.Value == party })
}

// tick has a party stand among those to tick that the address, or the form, has chosen.
func (a *askView) tick(party string) {
	if !a.offer(party) {
		a.OfCase = append(a.OfCase, page.Option{Value: party, Label: party})
	}
}

// RequestAsk shows what would go out, or sends it once that was looked at.
func RequestAsk(v *page.Visit) error {
	view, err := askForm(v)
	if err != nil {
		return err
	}
	for _, name := range v.List("parties") {
		view.tick(name)
	}
	step, seen := v.Form("step"), v.Form("seen")
	switch step {
	case "send":
		view.From = countsFrom(v, "_from")
	case "send live": // under the letter that is shown while one types, which is another one than that which was looked at
		step, seen, view.From = "send", v.Form("liveSeen"), countsFrom(v, "_liveFrom")
	default: // a look counts from now
		view.From = v.Now
	}
	if step == "live" {
		return liveLetters(v, view)
	}
	in, err := askInputs(v, view)
	if err != nil {
		return v.Refuse("request_ask", view, err)
	}
	if step == "send" && seen == digest(v, in) {
		return send(v, view, in)
	}
	if view.Letters, err = lettersOf(v, in); err != nil {
		return v.Refuse("request_ask", view, err)
	}
	view.Seen, view.Changed = digest(v, in), step == "send"
	return v.RenderForm("request_ask", view, v.AsTyped())
}

// lettersOf are the letters that would go out.
func lettersOf(v *page.Visit, in []requests.AskInput) ([]outgoing, error) {
	letters := make([]outgoing, 0, len(in))
	for _, one := range in {
		letter, err := page.DoPart(v, partOf(one), operation.RequestPreview, operation.InCase(v.Path("case"), one))
		if err != nil {
			return nil, toParty(in, one, err)
		}
		letters = append(letters, outgoing{letter, one.Party, one.AskedAt != nil})
	}
	return letters, nil
}

// partOf names what is done for one party: each request has an identifier of its own, which stays the same
// when fewer are asked with the form that is sent again.
func partOf(one requests.AskInput) string { return "ask " + one.Party }

// toParty says of which party of several a refusal speaks.
func toParty(all []requests.AskInput, one requests.AskInput, err error) error {
	var known *claim.Error
	if len(all) == 1 || !errors.As(err, &known) {
		return err
	}
	named := *known
	named.Message = one.Party + ": " + known.Message
	return &named
}

// liveLetters answers the script with the very letters that the form as it stands would have go out, or
// with what is missing. It adds no party: one that is described in the form is looked at by a button.
func liveLetters(v *page.Visit, view *askView) error {
	if strings.TrimSpace(v.Form("newName")) != "" {
		view.NotYet = "The party is added when you look at the letter."
		return v.RenderPart("request_ask", "live", view)
	}
	in, err := askInputs(v, view)
	if err == nil {
		view.Live, err = lettersOf(v, in)
	}
	known := (*claim.Error)(nil)
	switch {
	case err == nil:
		view.Seen = digest(v, in)
	case errors.As(err, &known):
		view.NotYet = page.Sentence(known.Message)
		if fields := slices.Sorted(maps.Keys(known.Fields)); len(fields) > 0 {
			view.NotYet = page.Sentence(known.Fields[fields[0]])
		}
	default:
		return err
	}
	return v.RenderPart("request_ask", "live", view)
}

// send sends what was looked at, to one party after the other. If that cannot be done now, what has
// not gone stands there to be sent again.
func send(v *page.Visit, view *askView, in []requests.AskInput) error {
	var made casework.Receipt
	for i, one := range in {
		var err error
		if made, err = page.DoPart(v, partOf(one), operation.RequestAsk, operation.InCase(v.Path("case"), one)); err == nil {
			continue
		}
		if i > 0 {
			keepParties(v, in[i:])
		}
		if page.Again(err) {
			if view.Letters, _ = lettersOf(v, in[i:]); view.Letters != nil { // without them, they can be looked at again
				view.Seen = digest(v, in[i:])
			}
		}
		return v.Refuse("request_ask", view, alreadyAsked(in[:i], toParty(in, one, err)))
	}
	sentence := "The request goes out when the undo window is over."
	if by := in[0]; !by.Channel.Carried() || by.AskedAt != nil {
		sentence = "The request is on record."
	}
	if len(in) == 1 {
		return v.Done("/requests/"+made.ID.String(), sentence)
	}
	return v.Done(view.Base, fmt.Sprintf("%d parties are asked, each in a letter of its own.", len(in)))
}

// keepParties keeps in the form the parties that were not asked yet.
func keepParties(v *page.Visit, in []requests.AskInput) {
	v.R.PostForm.Del("party")
	v.R.PostForm.Del("parties")
	for _, one := range in {
		v.R.PostForm.Add("parties", one.Party)
	}
}

// alreadyAsked says beside a refusal who was asked before it.
func alreadyAsked(in []requests.AskInput, err error) error {
	var known *claim.Error
	if len(in) == 0 || !errors.As(err, &known) {
		return err
	}
	names := make([]string, len(in))
	for i, one := range in {
		names[i] = one.Party
	}
	return known.WithHint("asked already, and no longer in the form: %s. %s", strings.Join(names, ", "), known.Hint)
}

// enclosable are files that can go out with a letter.
func enclosable(files []requests.CaseFileOffered) []page.Option {
	var all []page.Option
	for _, f := range files {
		all = append(all, page.Option{Value: f.SHA256, Label: f.Name, Hint: page.Size(f.Bytes)})
	}
	return all
}

// enclosed is what goes out with a letter: addresses, one a line or with commas between, and files.
func enclosed(v *page.Visit) requests.EnclosedInput {
	return requests.EnclosedInput{Attach: v.List("attach"), Cc: strings.FieldsFunc(v.Form("cc"), func(r rune) bool { return r == '\n' || r == ',' })}
}

// inZone is an instant as somebody elsewhere reads it.
func inZone(at time.Time, zone *time.Location) string {
	return at.In(zone).Format("Monday 2 January 2006, 15:04 MST")
}

// UndoText is how long a request can be undone, in words.
func (a *askView) UndoText() string {
	if a.Undo < 2*time.Minute {
		return page.Plural(int(a.Undo.Seconds()), "second")
	}
	return page.Plural(int(a.Undo.Minutes()), "minute")
}
