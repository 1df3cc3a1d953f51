package web

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/operation"
)

// noticesView is how whoever is signed in is told what waits, or the webhook of the desk.
type noticesView struct {
	desk.NoticesView
	Base  string // path of the page
	Desk  bool
	Times []option
	Kinds []noticeKind
	Hooks []option
}

// noticeKind is a kind of turn, with the field that chooses when it is told.
type noticeKind struct{ Field, Title string }

// kindField is the field of a form that chooses when a kind is told.
func kindField(kind claim.TurnKind) string {
	return "kind-" + strings.ReplaceAll(string(kind), " ", "-")
}

// noticesPage are the two pages on which notices are chosen: a person's, and the desk's.
type noticesPage struct {
	base   string
	desk   bool
	show   *operation.Operation[operation.None, desk.NoticesView]
	choose *operation.Operation[operation.With[casework.NoticesInput], casework.Receipt]
	set    *operation.Operation[operation.With[casework.WebhookInput], casework.Receipt]
	remove *operation.Operation[operation.None, casework.Receipt]
	try    *operation.Operation[operation.None, casework.WebhookTried]
}

var (
	ownNotices = noticesPage{"/account/notices", false, operation.NoticesShow, operation.NoticesChoose,
		operation.WebhookSet, operation.WebhookRemove, operation.WebhookTry}
	deskNotices = noticesPage{"/settings/notices", true, operation.DeskNoticesShow, operation.DeskNoticesChoose,
		operation.DeskWebhookSet, operation.DeskWebhookRemove, operation.DeskWebhookTry}
)

func (p noticesPage) view(v *visit) (noticesView, error) {
	shown, err := do(v, p.show, operation.None{})
	view := noticesView{NoticesView: shown, Base: p.base, Desk: p.desk, Times: options(people.NoticeTimes), Hooks: options(people.HookKinds)}
	kinds := claim.TurnKinds
	if p.desk {
		kinds = people.DeskKinds()
	}
	for _, kind := range kinds {
		if p.desk || v.who.Can(casework.TurnRights[kind]) {
			view.Kinds = append(view.Kinds, noticeKind{kindField(kind), desk.TurnTitle(kind)})
		}
	}
	return view, err
}

// shows is the page as it stands.
func (p noticesPage) shows(v *visit) error {
	view, err := p.view(v)
	if err != nil {
		return err
	}
	fields := map[string]string{
		"when": string(view.When), "zone": view.Zone, "hours": strings.Join(view.Hours, ", "), "quietFrom": view.QuietFrom, "quietTo": view.QuietTo,
	}
	for _, k := range view.NoticesInput.Kinds {
		fields[kindField(k.Kind)] = string(k.When)
	}
	return v.renderForm("notices", view, prefilled(fields))
}

// chooses chooses when something is told.
func (p noticesPage) chooses(v *visit) error {
	in, err := read[casework.NoticesInput](v)
	for _, kind := range claim.TurnKinds {
		if when := v.form(kindField(kind)); when != "" {
			in.Kinds = append(in.Kinds, people.KindNotice{Kind: kind, When: people.NoticeTime(when)})
		}
	}
	if err == nil {
		_, err = do(v, p.choose, operation.Body(in))
	}
	return p.after(v, "This is what is told from now on.", err)
}

// sets has it told to a webhook.
func (p noticesPage) sets(v *visit) error {
	in, err := read[casework.WebhookInput](v)
	if err == nil {
		_, err = do(v, p.set, operation.Body(in))
	}
	return p.after(v, "The webhook is set. Post a line to it, to see whether it works.", err)
}

// removes has nothing told to it any more.
func (p noticesPage) removes(v *visit) error {
	_, err := do(v, p.remove, operation.None{})
	return p.after(v, "Nothing is told to a webhook any more.", err)
}

// tries posts a line to it.
func (p noticesPage) tries(v *visit) error {
	tried, err := do(v, p.try, operation.None{})
	if err == nil && tried.Failed != "" {
		err = claim.Errorf(claim.CodeUnavailable, "the line was not taken: %s", tried.Failed)
	}
	return p.after(v, "The chat has taken the line. See whether it stands there.", err)
}

func (p noticesPage) after(v *visit, done string, err error) error {
	if err == nil {
		return v.done(p.base, done)
	}
	view, wrong := p.view(v)
	if wrong != nil {
		return wrong
	}
	return v.refuse("notices", view, err)
}
