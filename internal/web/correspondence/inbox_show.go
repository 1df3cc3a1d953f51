package correspondence

import (
	"cmp"
	"net/url"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/web/page"
)

// inboxView is what came in and waits.
type inboxView struct {
	correspondence.InboxPage
	Quarantine bool
	MaySort    bool
	Mailbox    desk.MailboxHealth // of those who sort what comes in
	First      string
	NextPath   string
}

// Count is a number as the page shows it: a bound and a plus for more.
func (inboxView) Count(n int) string { return cmp.Or(page.CountText(n), "0") }

// InboxShow lists the messages that wait, or those in quarantine.
func InboxShow(v *page.Visit) error {
	quarantine := v.Query("show") == "quarantine"
	listed, err := v.Reads.InboxList(v.Context(), v.Who, correspondence.InboxFilter{Quarantine: quarantine, After: v.Query("after")})
	if err != nil {
		return err
	}
	view := inboxView{InboxPage: listed, Quarantine: quarantine, MaySort: v.Who.Can(casework.MaySortMail)}
	if view.MaySort {
		view.Mailbox = v.Reads.MailboxHealth()
	}
	here := "/inbox"
	if quarantine {
		here += "?show=quarantine"
	}
	if v.Query("after") != "" {
		view.First = here
	}
	if listed.Next != "" {
		values := url.Values{"after": {listed.Next}}
		if quarantine {
			values.Set("show", "quarantine")
		}
		view.NextPath = "/inbox?" + values.Encode()
	}
	return v.Render("inbox", view)
}
