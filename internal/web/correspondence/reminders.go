package correspondence

import (
	"net/url"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// remindersView is the page on which the reminders of many requests are paused, and go out again.
type remindersView struct {
	casework.PauseView
	Doc      string // what a pause there means
	Back     string // address of what the reminders concern
	MayPause bool
}

func remindersPage(v *page.Visit, of, name string) (*remindersView, error) {
	p, err := page.Do(v, operation.RemindersShow, operation.RemindersOf{Of: claim.PauseLevel(of), Name: name})
	if err != nil {
		return nil, err
	}
	return &remindersView{p, claim.WordOf(p.Of).Doc, page.PathOf(p.Of, p.Name), v.Who.Can(casework.PauseRight(p.Of))}, nil
}

// RemindersShow says whether reminders are paused, with the form that pauses them or lets them go on.
func RemindersShow(v *page.Visit) error {
	view, err := remindersPage(v, v.Query("of"), v.Query("name"))
	if err != nil {
		return err
	}
	return v.Render("reminders", view)
}

// RemindersPause pauses them.
func RemindersPause(v *page.Visit) error {
	in := casework.PauseInput{Of: claim.PauseLevel(v.Form("of")), Name: v.Form("name"), Reason: v.Form("reason")}
	until, err := v.Instant("until")
	if !until.IsZero() {
		in.Until = &until
	}
	if err == nil {
		_, err = page.Do(v, operation.RemindersPause, operation.Body(in))
	}
	return afterReminders(v, "The reminders are paused. Answer-by instants stay.", err)
}

// RemindersResume lets them go out again.
func RemindersResume(v *page.Visit) error {
	_, err := page.Do(v, operation.RemindersResume, operation.Body(casework.PausedInput{Of: claim.PauseLevel(v.Form("of")), Name: v.Form("name")}))
	return afterReminders(v, "Reminders go out again, unless they are paused elsewhere too.", err)
}

func afterReminders(v *page.Visit, said string, err error) error {
	of, name := v.Form("of"), v.Form("name")
	if err == nil {
		return v.Done("/reminders?"+url.Values{"of": {of}, "name": {name}}.Encode(), said)
	}
	view, failed := remindersPage(v, of, name)
	if failed != nil {
		return failed
	}
	return v.Refuse("reminders", view, err)
}
