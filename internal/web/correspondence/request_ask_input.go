package correspondence

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/deadline"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// askInputs reads the form: one request for each party. All that is wrong with it is said at once.
func askInputs(v *page.Visit, view *askView) ([]requests.AskInput, error) {
	in := requests.AskInput{
		Claims: v.List("claims"), Questions: v.Form("questions"), Channel: claim.Channel(v.Form("channel")),
		Kind: claim.RequestKind(v.Form("kind")), Statute: v.Form("statute"), EnclosedInput: enclosed(v),
		Plan: v.Form("plan"), Where: v.Form("where"), CountFrom: casework.Pointer(view.From),
	}
	var wrong []error
	if len(in.Claims) == 0 {
		wrong = append(wrong, page.FieldError("claims", "choose what you ask about"))
	}
	if strings.TrimSpace(in.Questions) == "" {
		wrong = append(wrong, page.FieldError("questions", "it must not be empty"))
	}
	for name, to := range map[string]**time.Time{"intentBy": &in.IntentBy, "askedAt": &in.AskedAt} {
		at, err := v.Instant(name)
		if wrong = append(wrong, err); !at.IsZero() {
			*to = &at
		}
	}
	parties, err := askedParties(v)
	wrong = append(wrong, err, takeBetter(v, len(parties)))
	var all []requests.AskInput
	for _, party := range parties {
		one := in
		one.Party = party.Key
		one.AnswerBy, err = answerBy(v, view, party)
		all, wrong = append(all, one), append(wrong, err)
	}
	if len(parties) == 0 {
		_, err = answerBy(v, view, desk.PartyView{})
		wrong = append(wrong, err)
	}
	return all, together(wrong...)
}

// answerBy is when a party has to answer: the instant that was chosen or, of none, what the words
// mean where the party is.
func answerBy(v *page.Visit, view *askView, party desk.PartyView) (time.Time, error) {
	at, err := v.Deadline("answerBy")
	words := strings.TrimSpace(v.Form("answerByWords"))
	switch {
	case err != nil || !at.IsZero():
		return at, err
	case words == "" && v.Form("plan") != "": // the plan says, or the door refuses
		return at, nil
	case words == "":
		return at, page.FieldError("answerBy", "say when an answer is needed")
	}
	there, err := time.LoadLocation(party.Zone)
	if err != nil {
		there = time.UTC
	}
	at, err = deadline.Parse(words, deadline.Frame{Now: view.From.In(v.Zone), Here: v.Zone, There: there, Hours: party.Hours, Publication: view.Runs})
	var known *claim.Error
	if errors.As(err, &known) {
		return at, known.WithField("answerByWords", known.Message+": "+known.Hint)
	}
	return at, err
}

// countsFrom is what the words of a deadline count from: when the letter was looked at, so that
// what is sent is what was seen.
func countsFrom(v *page.Visit, field string) time.Time {
	if at, err := time.Parse(time.RFC3339, v.Form(field)); err == nil && !at.After(v.Now) && v.Now.Sub(at) < 12*time.Hour {
		return at
	}
	return v.Now
}

// askedParties are those that are ticked and that are named, each once. A party that is described
// in the form is added first.
func askedParties(v *page.Visit) ([]desk.PartyView, error) {
	names := slices.Clone(v.List("parties"))
	for _, name := range strings.Split(v.Form("party"), ";") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	if strings.TrimSpace(v.Form("newName")) != "" {
		made, err := addedParty(v)
		if err != nil {
			return nil, err
		}
		names = append(names, made)
	}
	if len(names) == 0 {
		return nil, page.FieldError("party", "say whom to ask")
	}
	var all []desk.PartyView
	for _, name := range names {
		key, err := v.Reads.FindParty(v.Context(), v.Who, name)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(all, func(p desk.PartyView) bool { return p.Key == key }) {
			continue
		}
		party, err := v.Reads.Party(v.Context(), v.Who, key)
		if err != nil {
			return nil, err
		}
		all = append(all, party)
	}
	return all, nil
}

func addedParty(v *page.Visit) (string, error) {
	made, err := page.DoPart(v, "party", operation.PartyAdd, operation.Body(casework.PartyInput{
		Name: v.Form("newName"), Email: strings.TrimSpace(v.Form("newEmail")), Role: v.Form("newRole"), Zone: strings.TrimSpace(v.Form("newZone")),
		Kind: people.PartyKind(v.Form("newKind")),
	}))
	if err != nil {
		return "", page.FieldsNamed(err, map[string]string{
			"name": "newName", "email": "newEmail", "role": "newRole", "zone": "newZone", "key": "newName", "kind": "newKind",
		})
	}
	if named := strings.TrimSpace(v.Form("party")); named != "" && !strings.EqualFold(named, made.Name) {
		v.R.PostForm.Set("party", named+"; "+made.Name)
	} else {
		v.R.PostForm.Set("party", made.Name)
	}
	for _, field := range []string{"newName", "newEmail", "newRole", "newZone", "newKind"} {
		v.R.PostForm.Del(field)
	}
	return made.Name, nil
}

// together is all that is wrong with a form as one refusal, which has the field of each.
func together(errs ...error) error {
	var all []*claim.Error
	for _, err := range errs {
		var known *claim.Error
		switch {
		case err == nil:
		case !errors.As(err, &known) || len(known.Fields) == 0:
			return err
		case !slices.ContainsFunc(all, func(e *claim.Error) bool { return maps.Equal(e.Fields, known.Fields) }):
			all = append(all, known)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	out := claim.Errorf(claim.CodeInvalid, "%d things of the form have to be mended", len(all))
	for _, e := range all {
		for field, problem := range e.Fields {
			out = out.WithField(field, problem)
		}
	}
	return out
}

// digest is a mark of what was typed and of the instants that it means for each party, to tell
// whether either was changed after it was looked at.
func digest(v *page.Visit, in []requests.AskInput) string {
	h := sha256.New()
	for _, field := range []string{
		"party", "parties", "claims", "questions", "answerBy", "answerBy_zone", "answerByWords", "intentBy", "intentBy_zone",
		"askedAt", "askedAt_zone", "channel", "kind", "statute", "cc", "attach",
	} {
		for _, value := range v.List(field) {
			h.Write([]byte(strings.ReplaceAll(value, "\r\n", "\n") + "\x00"))
		}
		h.Write([]byte{1})
	}
	for _, one := range in {
		h.Write([]byte(one.Party + "\x00" + one.AnswerBy.UTC().Format(time.RFC3339Nano) + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// takeBetter has the answer-by instant be the better one that the page offers, if that was chosen. It is
// better for the one party under whose letter it stands: of several, each keeps its own.
func takeBetter(v *page.Visit, parties int) error {
	at, err := time.Parse(time.RFC3339Nano, v.Form("better"))
	v.R.PostForm.Del("better")
	if err != nil {
		return nil //nolint:nilerr // none was chosen
	}
	if parties > 1 {
		return page.FieldError("answerBy", "that instant is better for one party, and here it would be that of all %d; ask that party by itself, or write the instant here", parties)
	}
	for name, value := range map[string]string{"answerBy": at.In(v.Zone).Format(page.LocalLayout), "answerBy_zone": "", "answerBy_was": "", "answerByWords": ""} {
		v.R.PostForm.Set(name, value)
	}
	return nil
}
