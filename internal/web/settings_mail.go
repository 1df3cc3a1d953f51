package web

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/operation"
)

// mailSettingsView is the page of the mail servers.
type mailSettingsView struct {
	operation.MailStatus
	Tried  *operation.MailTest
	Begun  *operation.MailAllowing
	Return string // where the provider has to know that people come back to
}

// mailSettingsShow shows how mail comes in and goes out.
func (s *Site) mailSettingsShow(v *visit) error {
	view, err := s.mailSettings(v)
	if err != nil {
		return err
	}
	return v.render("settings_mail", view)
}

func (s *Site) mailSettings(v *visit) (*mailSettingsView, error) {
	status, err := do(v, operation.MailState, operation.None{})
	return &mailSettingsView{MailStatus: status, Return: strings.TrimSuffix(s.URL.String(), "/") + "/settings/mail/return"}, err
}

// mailTest tries the mail servers, and shows each step.
func (s *Site) mailTest(v *visit) error {
	tried, err := do(v, operation.MailTry, operation.Body(operation.MailTestInput{Letter: v.checked("letter")}))
	return s.mailSettingsAfter(v, err, func(view *mailSettingsView) { view.Tried = &tried })
}

// mailAllow begins to allow the desk in. The way to the provider is a link and not a redirect: form-action would keep a
// browser from following that.
func (s *Site) mailAllow(v *visit) error {
	view, err := s.mailSettings(v)
	if err != nil {
		return err
	}
	begun, err := do(v, operation.MailAllow, operation.Body(operation.MailAllowInput{Redirect: view.Return}))
	if err == nil && begun.ID == "" {
		return v.done("/settings/mail", "The desk is let in.")
	}
	return s.mailSettingsAfter(v, err, func(view *mailSettingsView) { view.Begun = &begun })
}

// mailAllowed finishes it for whoever has typed a code in elsewhere.
func (s *Site) mailAllowed(v *visit) error {
	state, err := do(v, operation.MailAllowed, operation.Body(operation.MailAllowedInput{ID: v.form("id")}))
	if err == nil && !state.Done {
		err = claim.Errorf(claim.CodeConflict, "the code was not typed in yet").WithHint("go on there, and come back")
	}
	if err != nil {
		return s.mailSettingsAfter(v, err, func(view *mailSettingsView) {
			view.Begun = &operation.MailAllowing{ID: v.form("id"), URL: v.form("url"), Code: v.form("code")}
		})
	}
	return v.done("/settings/mail", "The desk is let in.")
}

// mailReturn takes in whoever comes back from the provider.
func (s *Site) mailReturn(v *visit) error {
	if v.query("code") == "" {
		return s.mailSettingsAfter(v, claim.Errorf(claim.CodeInvalid, "the desk was not allowed in"), func(*mailSettingsView) {})
	}
	_, err := do(v, operation.MailAllowed, operation.Body(operation.MailAllowedInput{ID: v.query("state"), Code: v.query("code")}))
	if err != nil {
		return s.mailSettingsAfter(v, err, func(*mailSettingsView) {})
	}
	return v.done("/settings/mail", "The desk is let in.")
}

// mailSettingsAfter shows the page with what came of an act.
func (s *Site) mailSettingsAfter(v *visit, problem error, with func(*mailSettingsView)) error {
	view, err := s.mailSettings(v)
	if err != nil {
		return err
	}
	with(view)
	if problem != nil {
		return v.refuse("settings_mail", view, problem)
	}
	return v.render("settings_mail", view)
}
