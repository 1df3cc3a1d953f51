package notices_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/notices"
)

// refusedHook is a desk on which the chat of ada refuses her webhook for good, and on
// which admin is an admin who has chosen to be told nothing.
func refusedHook(d *told) (set func()) {
	ada := d.Person("ada", claim.Editor)
	d.Who(apitest.Admin)
	chat := &carrier{outcome: notices.Outcome{Failing: "the chat refuses the webhook, with status 404", Refused: true}}
	d.room.Carriers[people.NoticeByWebhook] = reachesHooks{chat}
	d.room.Stop = func(ctx context.Context, p notices.Person, _ string) error {
		return staff.StopWebhook(ctx, d.Desk.Door, p.Stream, p.Hook.Address)
	}
	set = func() {
		require.NoError(d.T, d.Desk.Pass(d.Ctx(), time.Second))
		_, err := staff.SetWebhook(d.Ctx(), d.Desk.Door, ada, staff.WebhookInput{Kind: people.HookSlack, Address: "https://hooks.example.org/x"})
		require.NoError(d.T, err)
	}
	set()
	d.choose(ada, staff.NoticesInput{When: people.NoticeAtOnce})
	_, err := staff.Assign(d.Ctx(), d.Desk.Door, d.Mara, "ada", d.waits())
	require.NoError(d.T, err)
	return set
}

// waits is something that waits.
func (d *told) waits() string {
	d.T.Helper()
	d.receive("Yes.")
	page, err := d.Desk.Turn(d.Ctx(), d.Mara, turnsOfAll)
	require.NoError(d.T, err)
	require.NotEmpty(d.T, page.Items)
	return page.Items[0].Item
}

func TestThatAWebhookIsToldNothingIsToldOnceTheMailServerIsBack(t *testing.T) {
	each(t, func(d *told) {
		refusedHook(d)
		d.mail.outcome = notices.Outcome{Failing: "the mail server takes no mail from the desk now", Down: true}
		for range 30 {
			d.passes(time.Hour)
		}
		require.Less(t, d.mail.tries, 80)
		d.mail.outcome = notices.Outcome{}
		d.passes(2 * time.Hour)
		got := map[string]string{}
		for _, s := range d.mail.sent {
			if s.Subject == "A webhook refuses notices" {
				require.NotContains(t, got, s.to, "once")
				got[s.to] = s.Text()
			}
		}
		require.Contains(t, got["ada"], "Your webhook is told nothing any more: the chat refuses the webhook, with status 404.")
		require.Contains(t, got[apitest.Admin], "The webhook of ada is told nothing any more: the chat refuses the webhook, with status 404.")
		require.Len(t, got, 2, "nobody else has to know")
		d.mail.sent = nil
		for range 100 { // also when what was told long ago is forgotten
			d.passes(12 * time.Hour)
		}
		require.Empty(t, d.mail.sent)
	})
}

func TestOfAWebhookThatIsSetAnewNobodyIsToldThatItWasRefused(t *testing.T) {
	each(t, func(d *told) {
		set := refusedHook(d)
		d.room.Carriers[people.NoticeByMail] = &carrier{outcome: notices.Outcome{Failing: "the mail server takes no mail from the desk now", Down: true}}
		d.passes(time.Minute)
		d.passes(time.Hour)
		d.room.Carriers[people.NoticeByWebhook] = reachesHooks{&carrier{}}
		set()
		d.room.Carriers[people.NoticeByMail] = d.mail
		d.passes(2 * time.Hour)
		for _, s := range d.mail.sent {
			require.NotEqual(t, "A webhook refuses notices", s.Subject)
		}
		d.mail.sent = nil
	})
}

func TestThatABrowserIsKnownNoMoreIsToldWhoseItIs(t *testing.T) {
	each(t, func(d *told) {
		ada := d.Person("ada", claim.Editor)
		b := lists.Browser{ID: uuid.New(), Hash: "b1", Person: ada.ID, Sealed: []byte("x"), Label: "Firefox on Linux", MadeAt: d.Desk.Clock.Now()}
		require.NoError(t, d.Desk.Record.PutBrowser(d.Ctx(), b))
		d.passes(time.Minute)
		require.Empty(t, d.mail.sent)
		require.NoError(t, d.Desk.Record.DropBrowser(d.Ctx(), b.ID, d.Desk.Clock.Now()))
		d.mail.outcome = notices.Outcome{Failing: "the mail server takes no mail from the desk now", Down: true}
		for range 5 {
			d.passes(time.Hour)
		}
		d.mail.outcome = notices.Outcome{}
		d.passes(2 * time.Hour)
		require.Len(t, d.mail.sent, 1)
		require.Equal(t, "ada", d.mail.sent[0].to)
		require.Equal(t, "A browser gets no notices any more", d.mail.sent[0].Subject)
		require.Contains(t, d.mail.sent[0].Text(), "Firefox on Linux")
		d.mail.sent = nil
		d.passes(24 * time.Hour)
		require.Empty(t, d.mail.sent)
	})
}
