package desk

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// mailSettingsView is the page of the mail servers.
type mailSettingsView struct {
	operation.MailStatus
	Tried  *operation.MailTest
	Begun  *operation.MailAllowing
	Return string // where the provider has to know that people come back to
}

// MailSettingsShow shows how mail comes in and goes out.
func MailSettingsShow(v *page.Visit) error {
	view, err := mailSettings(v)
	if err != nil {
		return err
	}
	return v.Render("settings_mail", view)
}

func mailSettings(v *page.Visit) (*mailSettingsView, error) {
	status, err := page.Do(v, operation.MailState, operation.None{})
	return &mailSettingsView{MailStatus: status, Return: strings.TrimSuffix(v.URL.String(), "/") + "/settings/mail/return"}, err
}

// MailTest tries the mail servers, and shows each step.
func MailTest(v *page.Visit) error {
	tried, err := page.Do(v, operation.MailTry, operation.Body(operation.MailTestInput{Letter: v.Checked("letter")}))
	return mailSettingsAfter(v, err, func(view *mailSettingsView) { view.Tried = &tried })
}

// MailAllow begins to allow the desk in. The way to the provider is a link and not a redirect: form-action would keep a
// browser from following that.
func MailAllow(v *page.Visit) error {
	view, err := mailSettings(v)
	if err != nil {
		return err
	}
	begun, err := page.Do(v, operation.MailAllow, operation.Body(operation.MailAllowInput{Redirect: view.Return}))
	if err == nil && begun.ID == "" {
		return v.Done("/settings/mail", "The desk is let in.")
	}
	return mailSettingsAfter(v, err, func(view *mailSettingsView) { view.Begun = &begun })
}

// MailAllowed finishes it for whoever has typed a code in elsewhere.
func MailAllowed(v *page.Visit) error {
	state, err := page.Do(v, operation.MailAllowed, operation.Body(operation.MailAllowedInput{ID: v.Form("id")}))
	if err == nil && !state.Done {
		err = claim.Errorf(claim.CodeConflict, "the code was not typed in yet").WithHint("go on there, and come back")
	}
	if err != nil {
		return mailSettingsAfter(v, err, func(view *mailSettingsView) {
			view.Begun = &operation.MailAllowing{ID: v.Form("id"), URL: v.Form("url"), Code: v.Form("code")}
		})
	}
	return v.Done("/settings/mail", "The desk is let in.")
}

// MailReturn takes in whoever comes back from the provider.
func MailReturn(v *page.Visit) error {
	if v.Query("code") == "" {
		return mailSettingsAfter(v, claim.Errorf(claim.CodeInvalid, "the desk was not allowed in"), func(*mailSettingsView) {})
	}
	_, err := page.Do(v, operation.MailAllowed, operation.Body(operation.MailAllowedInput{ID: v.Query("state"), Code: v.Query("code")}))
	if err != nil {
		return mailSettingsAfter(v, err, func(*mailSettingsView) {})
	}
	return v.Done("/settings/mail", "The desk is let in.")
}

// mailSettingsAfter shows the page with what came of an act.
func mailSettingsAfter(v *page.Visit, problem error, with func(*mailSettingsView)) error {
	view, err := mailSettings(v)
	if err != nil {
		return err
	}
	with(view)
	if problem != nil {
		return v.Refuse("settings_mail", view, problem)
	}
	return v.Render("settings_mail", view)
}
