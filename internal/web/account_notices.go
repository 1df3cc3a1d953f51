package web

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
)

// noticesView is how whoever is signed in is told what waits.
type noticesView struct {
	reading.NoticesView
	Times []option
	Kinds []noticeKind
}

// noticeKind is a kind of turn that the person may have, with the field that chooses for it.
type noticeKind struct{ Field, Title string }

// kindField is the field of a form that chooses when a kind is told.
func kindField(kind claim.TurnKind) string { return "kind-" + string(kind) }

func (v *visit) noticesView() (noticesView, error) {
	shown, err := do(v, operation.NoticesShow, operation.None{})
	view := noticesView{NoticesView: shown, Times: options(people.NoticeTimes)}
	for _, kind := range claim.TurnKinds {
		if v.who.Can(casework.TurnRights[kind]) {
			view.Kinds = append(view.Kinds, noticeKind{kindField(kind), reading.TurnTitle(kind)})
		}
	}
	return view, err
}

// noticesShow shows how whoever is signed in is told what waits.
func (s *Site) noticesShow(v *visit) error {
	view, err := v.noticesView()
	if err != nil {
		return err
	}
	fields := map[string]string{
		"when": string(view.When), "zone": view.Zone, "hours": strings.Join(view.Hours, ", "), "quietFrom": view.QuietFrom, "quietTo": view.QuietTo,
	}
	for _, k := range view.NoticesInput.Kinds {
		fields[kindField(k.Kind)] = string(k.When)
	}
	return v.renderForm("account_notices", view, prefilled(fields))
}

// noticesChoose chooses it.
func (s *Site) noticesChoose(v *visit) error {
	in, err := read[casework.NoticesInput](v)
	for _, kind := range claim.TurnKinds {
		if when := v.form(kindField(kind)); when != "" {
			in.Kinds = append(in.Kinds, people.KindNotice{Kind: kind, When: people.NoticeTime(when)})
		}
	}
	if err == nil {
		_, err = do(v, operation.NoticesChoose, operation.Body(in))
	}
	if err != nil {
		view, wrong := v.noticesView()
		if wrong != nil {
			return wrong
		}
		return v.refuse("account_notices", view, err)
	}
	return v.done("/account/notices", "This is how you are told from now on.")
}
