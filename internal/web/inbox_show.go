package web

import (
	"cmp"
	"net/url"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// inboxView is what came in and waits.
type inboxView struct {
	reading.InboxPage
	Quarantine bool
	MaySort    bool
	Mailbox    desk.MailboxHealth // of those who sort what comes in
	First      string
	NextPath   string
}

// Count is a number as the page shows it: a bound and a plus for more.
func (inboxView) Count(n int) string { return cmp.Or(countText(n), "0") }

// inboxShow lists the messages that wait, or those in quarantine.
func (s *Site) inboxShow(v *visit) error {
	quarantine := v.query("show") == "quarantine"
	page, err := s.Reads.InboxList(v.ctx(), v.who, reading.InboxFilter{Quarantine: quarantine, After: v.query("after")})
	if err != nil {
		return err
	}
	view := inboxView{InboxPage: page, Quarantine: quarantine, MaySort: v.who.Can(casework.MaySortMail)}
	if view.MaySort {
		view.Mailbox = s.Reads.MailboxHealth()
	}
	here := "/inbox"
	if quarantine {
		here += "?show=quarantine"
	}
	if v.query("after") != "" {
		view.First = here
	}
	if page.Next != "" {
		values := url.Values{"after": {page.Next}}
		if quarantine {
			values.Set("show", "quarantine")
		}
		view.NextPath = "/inbox?" + values.Encode()
	}
	return v.render("inbox", view)
}
