package desk

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// noticesView is how whoever is signed in is told what waits, or the webhook of the desk.
type noticesView struct {
	desk.NoticesView
	Base  string // path of the page
	Desk  bool
	Times []page.Option
	Kinds []noticeKind
	Hooks []page.Option
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
	choose *operation.Operation[operation.With[staff.NoticesInput], casework.Receipt]
	set    *operation.Operation[operation.With[staff.WebhookInput], casework.Receipt]
	remove *operation.Operation[operation.None, casework.Receipt]
	try    *operation.Operation[operation.None, staff.WebhookTried]
}

var (
	// OwnNotices is the page on which whoever is signed in chooses how to be told what waits.
	OwnNotices = noticesPage{"/account/notices", false, operation.NoticesShow, operation.NoticesChoose,
		operation.WebhookSet, operation.WebhookRemove, operation.WebhookTry}
	// Notices is the page on which the desk chooses what its webhook is told.
	Notices = noticesPage{"/settings/notices", true, operation.DeskNoticesShow, operation.DeskNoticesChoose,
		operation.DeskWebhookSet, operation.DeskWebhookRemove, operation.DeskWebhookTry}
)

func (p noticesPage) view(v *page.Visit) (noticesView, error) {
	shown, err := page.Do(v, p.show, operation.None{})
	view := noticesView{NoticesView: shown, Base: p.base, Desk: p.desk, Times: page.Options(people.NoticeTimes), Hooks: page.Options(people.HookKinds)}
	kinds := claim.TurnKinds
	if p.desk {
		kinds = people.DeskKinds()
	}
	for _, kind := range kinds {
		if p.desk || v.Who.Can(casework.TurnRights[kind]) {
			view.Kinds = append(view.Kinds, noticeKind{kindField(kind), desk.TurnTitle(kind)})
		}
	}
	return view, err
}

// Shows is the page as it stands.
func (p noticesPage) Shows(v *page.Visit) error {
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
	return v.RenderForm("notices", view, page.Prefilled(fields))
}

// Chooses chooses when something is told.
func (p noticesPage) Chooses(v *page.Visit) error {
	in, err := page.Read[staff.NoticesInput](v)
	for _, kind := range claim.TurnKinds {
		if when := v.Form(kindField(kind)); when != "" {
			in.Kinds = append(in.Kinds, people.KindNotice{Kind: kind, When: people.NoticeTime(when)})
		}
	}
	if err == nil {
		_, err = page.Do(v, p.choose, operation.Body(in))
	}
	return p.after(v, "This is what is told from now on.", err)
}

// Sets has it told to a webhook.
func (p noticesPage) Sets(v *page.Visit) error {
	in, err := page.Read[staff.WebhookInput](v)
	if err == nil {
		_, err = page.Do(v, p.set, operation.Body(in))
	}
	return p.after(v, "The webhook is set. Post a line to it, to see whether it works.", err)
}

// Removes has nothing told to it any more.
func (p noticesPage) Removes(v *page.Visit) error {
	_, err := page.Do(v, p.remove, operation.None{})
	return p.after(v, "Nothing is told to a webhook any more.", err)
}

// Tries posts a line to it.
func (p noticesPage) Tries(v *page.Visit) error {
	tried, err := page.Do(v, p.try, operation.None{})
	if err == nil && tried.Failed != "" {
		err = claim.Errorf(claim.CodeUnavailable, "the line was not taken: %s", tried.Failed)
	}
	return p.after(v, "The chat has taken the line. See whether it stands there.", err)
}

func (p noticesPage) after(v *page.Visit, done string, err error) error {
	if err == nil {
		return v.Done(p.base, done)
	}
	view, wrong := p.view(v)
	if wrong != nil {
		return wrong
	}
	return v.Refuse("notices", view, err)
}
