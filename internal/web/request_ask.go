package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
)

// askView is the page on which a request is written and looked at before it goes out.
type askView struct {
	reading.AskForm
	Base       string
	Parties    []reading.PartyItem // offered while one types
	Claims     []option
	Channels   []option
	Zones      []string
	Kinds      []option
	Asks       []option // kinds of request
	Enclosable []option // files that can go out with the letter
	Preview    *casework.LetterView
	Live       *casework.LetterView // the letter as the form stands now, while it is typed
	NotYet     string               // why there is none yet: a sentence
	Seen       string               // what the preview was made from
	Changed    bool                 // the form was changed after it was looked at
}

// offeredParties is how many parties are offered while one types.
const offeredParties = 200

func (s *Site) askForm(v *visit) (*askView, error) {
	form, err := s.Reads.AskForm(v.ctx(), v.who, v.path("case"))
	if err != nil {
		return nil, err
	}
	parties, _, err := s.Reads.PartyList(v.ctx(), v.who, reading.PartyFilter{Limit: offeredParties})
	if err != nil {
		return nil, err
	}
	view := &askView{
		AskForm: form, Base: "/cases/" + url.PathEscape(form.Case.Key), Parties: parties,
		Channels: options(claim.Channels), Kinds: options(people.PartyKinds), Asks: options(claim.RequestKinds),
	}
	for _, c := range form.Claims {
		view.Claims = append(view.Claims, option{Value: c.Key, Label: c.Statement, Hint: c.Key + ", " + string(c.Stage)})
	}
	view.Enclosable = enclosable(form.Files)
	for _, s := range form.Series {
		view.Claims = append(view.Claims, option{Value: s.Key, Label: s.Statement, Hint: s.Key + ", series: a party of it is asked about its own claim alone"})
	}
	for _, p := range parties {
		if p.Zone != "" && !slices.Contains(view.Zones, p.Zone) {
			view.Zones = append(view.Zones, p.Zone)
		}
	}
	return view, nil
}

// requestNew shows the form to ask a party, with what the address says filled in.
func (s *Site) requestNew(v *visit) error {
	view, err := s.askForm(v)
	if err != nil {
		return err
	}
	f := prefilled(map[string]string{"party": v.query("party"), "channel": string(claim.ByEmail), "kind": string(claim.RequestForComment)})
	f.Values["claims"] = v.r.URL.Query()["claim"]
	return v.renderForm("request_ask", view, f)
}

// requestAsk shows what would go out, or sends it once that was looked at.
func (s *Site) requestAsk(v *visit) error {
	view, err := s.askForm(v)
	if err != nil {
		return err
	}
	if v.form("step") == "live" {
		return s.liveLetter(v, view)
	}
	in, err := s.askInput(v)
	if err != nil {
		return v.refuse("request_ask", view, err)
	}
	seen := digest(v)
	if v.form("step") == "send" && v.form("seen") == seen {
		return s.send(v, view, in)
	}
	if err := s.previewLetter(v, view, in); err != nil {
		return v.refuse("request_ask", view, err)
	}
	view.Changed = v.form("step") == "send"
	return v.renderForm("request_ask", view, v.asTyped())
}

func (s *Site) previewLetter(v *visit, view *askView, in casework.AskInput) error {
	preview, err := do(v, operation.RequestPreview, operation.InCase(v.path("case"), in))
	if err == nil {
		view.Preview, view.Seen = &preview, digest(v)
	}
	return err
}

// liveLetter answers the script with the very letter that the form as it stands would have go out, or
// with what is missing. It adds no party: one that is described in the form is looked at by a button.
func (s *Site) liveLetter(v *visit, view *askView) error {
	if strings.TrimSpace(v.form("newName")) != "" {
		view.NotYet = "The party is added when you look at the letter."
		return v.renderPart("request_ask", "live", view)
	}
	letter, err := s.letterAsTyped(v)
	known := (*claim.Error)(nil)
	switch {
	case err == nil:
		view.Live = &letter
	case errors.As(err, &known):
		view.NotYet = sentence(known.Message)
		if fields := slices.Sorted(maps.Keys(known.Fields)); len(fields) > 0 {
			view.NotYet = sentence(known.Fields[fields[0]])
		}
	default:
		return err
	}
	return v.renderPart("request_ask", "live", view)
}

func (s *Site) letterAsTyped(v *visit) (casework.LetterView, error) {
	in, err := s.askInput(v)
	if err != nil {
		return casework.LetterView{}, err
	}
	return do(v, operation.RequestPreview, operation.InCase(v.path("case"), in))
}

// send sends what was looked at. If that cannot be done now, the letter stands
// there to be sent again.
func (s *Site) send(v *visit, view *askView, in casework.AskInput) error {
	made, err := do(v, operation.RequestAsk, operation.InCase(v.path("case"), in))
	if again(err) {
		_ = s.previewLetter(v, view, in) // without it, it can be looked at again
	}
	if err != nil {
		return v.refuse("request_ask", view, err)
	}
	sentence := "The request goes out when the undo window is over."
	if !in.Channel.Carried() {
		sentence = "The request is on record."
	}
	return v.done("/requests/"+made.ID.String(), sentence)
}

// askInput reads the form. A party that is described in it is added first.
func (s *Site) askInput(v *visit) (casework.AskInput, error) {
	in := casework.AskInput{
		Claims: v.list("claims"), Questions: v.form("questions"), Channel: claim.Channel(v.form("channel")),
		Kind: claim.RequestKind(v.form("kind")), Statute: v.form("statute"), EnclosedInput: enclosed(v),
	}
	var err error
	if in.Party, err = s.askedParty(v); err != nil {
		return in, err
	}
	if in.AnswerBy, err = v.instant("answerBy"); err != nil {
		return in, err
	}
	if in.AnswerBy.IsZero() {
		return in, fieldError("answerBy", "say when an answer is needed")
	}
	intentBy, err := v.instant("intentBy")
	if !intentBy.IsZero() {
		in.IntentBy = &intentBy
	}
	return in, err
}

func (s *Site) askedParty(v *visit) (string, error) {
	if strings.TrimSpace(v.form("newName")) == "" {
		return s.Reads.FindParty(v.ctx(), v.who, v.form("party"))
	}
	made, err := doPart(v, "party", operation.PartyAdd, operation.Body(casework.PartyInput{
		Name: v.form("newName"), Email: strings.TrimSpace(v.form("newEmail")), Role: v.form("newRole"), Zone: strings.TrimSpace(v.form("newZone")),
		Kind: people.PartyKind(v.form("newKind")),
	}))
	if err != nil {
		return "", fieldsNamed(err, map[string]string{
			"name": "newName", "email": "newEmail", "role": "newRole", "zone": "newZone", "key": "newName", "kind": "newKind",
		})
	}
	v.r.PostForm.Set("party", made.Name)
	for _, field := range []string{"newName", "newEmail", "newRole", "newZone", "newKind"} {
		v.r.PostForm.Del(field)
	}
	return made.Name, nil
}

// fieldsNamed is an error whose fields are called otherwise in the form.
func fieldsNamed(err error, names map[string]string) error {
	e, ok := err.(*claim.Error) //nolint:errorlint // the door's errors are not wrapped
	if !ok {
		return err
	}
	out := *e
	out.Fields = map[string]string{}
	for field, problem := range e.Fields {
		if name, ok := names[field]; ok {
			field = name
		}
		out.Fields[field] = problem
	}
	return &out
}

// enclosable are files that can go out with a letter.
func enclosable(files []casework.CaseFileOffered) []option {
	var all []option
	for _, f := range files {
		all = append(all, option{Value: f.SHA256, Label: f.Name, Hint: size(f.Bytes)})
	}
	return all
}

// enclosed is what goes out with a letter: addresses, one a line or with commas between, and files.
func enclosed(v *visit) casework.EnclosedInput {
	return casework.EnclosedInput{Attach: v.list("attach"), Cc: strings.FieldsFunc(v.form("cc"), func(r rune) bool { return r == '\n' || r == ',' })}
}

// digest is a mark of what was typed, to tell whether it was changed after it was
// looked at.
func digest(v *visit) string {
	h := sha256.New()
	for _, field := range []string{"party", "claims", "questions", "answerBy", "answerBy_zone", "intentBy", "intentBy_zone", "channel", "kind", "statute", "cc", "attach"} {
		for _, value := range v.list(field) {
			h.Write([]byte(strings.ReplaceAll(value, "\r\n", "\n") + "\x00"))
		}
		h.Write([]byte{1})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// asTyped is the form as it was sent, with nothing wrong with it. It keeps its key.
func (v *visit) asTyped() *form {
	return &form{Values: v.r.PostForm, Errors: map[string]string{}, Key: v.form(keyField), Name: v.form(formName), Sent: true}
}

// inZone is an instant as somebody elsewhere reads it.
func inZone(at time.Time, zone *time.Location) string {
	return at.In(zone).Format("Monday 2 January 2006, 15:04 MST")
}

// UndoText is how long a request can be undone, in words.
func (a *askView) UndoText() string {
	if a.Undo < 2*time.Minute {
		return plural(int(a.Undo.Seconds()), "second")
	}
	return plural(int(a.Undo.Minutes()), "minute")
}

// PartyTime is when an answer is needed as the party reads it.
func (a *askView) PartyTime() string { return inZone(a.Preview.AnswerBy, a.Preview.Zone) }

// Planned puts an instant of the plan into the party's zone.
func (a *askView) Planned(p casework.PlannedLetter) string { return inZone(p.At, a.Preview.Zone) }
