package app_test

import (
	"crypto/x509"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	reads "github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/webpush/webpushtest"
)

// pushService takes messages for one browser.
type pushService struct {
	*httptest.Server
	status  atomic.Int32
	took    []map[string]string // what the browser reads
	asked   int
	topics  []string
	browser *webpushtest.Browser
}

func startPushService(t *testing.T) (*pushService, *x509.CertPool) {
	t.Helper()
	browser, err := webpushtest.New()
	require.NoError(t, err)
	s := &pushService{browser: browser}
	s.status.Store(http.StatusCreated)
	s.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.asked++
		if status := int(s.status.Load()); status != http.StatusCreated {
			w.WriteHeader(status)
			return
		}
		said := map[string]string{}
		if open, err := browser.Open(body); err == nil {
			_ = json.Unmarshal(open, &said)
		}
		s.took, s.topics = append(s.took, said), append(s.topics, r.Header.Get("Topic"))
		w.WriteHeader(http.StatusCreated)
	}))
	t.Cleanup(s.Close)
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	return s, roots
}

func (s *pushService) subscription() casework.BrowserSubscription {
	return casework.BrowserSubscription{Endpoint: s.URL + "/secret-of-the-browser", P256dh: s.browser.P256dh, Auth: s.browser.Auth, Label: "Firefox on Linux"}
}

// People are told by web push: encrypted for the browser, without content, once; what was
// not taken is told later with what came in the meantime; and of a browser that its push
// service knows no more they are told by mail.
func TestPeopleAreToldByWebPush(t *testing.T) {
	push, roots := startPushService(t)
	d := openWith(t, config.Config{WebhookNetworks: []string{"127.0.0.0/8"}}, roots)
	_, err := staff.AddPerson(d.ctx, d.Desk, d.mara, staff.PersonInput{Handle: "ada", Roles: []claim.Role{claim.Editor}})
	require.NoError(t, err)
	ada := d.person("ada")
	_, err = staff.ChooseNotices(d.ctx, d.Desk, ada, staff.NoticesInput{When: people.NoticeAtOnce, Zone: "UTC"})
	require.NoError(t, err)
	view, err := d.Reads.Notices(d.ctx, ada)
	require.NoError(t, err)
	again, err := d.Reads.Notices(d.ctx, ada)
	require.NoError(t, err)
	require.NotEmpty(t, view.PushKey)
	require.Equal(t, view.PushKey, again.PushKey, "the key is made once")
	subscribed, err := staff.SubscribeBrowser(d.ctx, d.Desk, ada, push.subscription())
	require.NoError(t, err)

	given := 0
	give := func() {
		given++
		_, err := writing.AddClaim(d.ctx, d.Desk, d.mara, "story", writing.ClaimInput{Key: "canary" + strconv.Itoa(given), Statement: "Canary."})
		require.NoError(t, err)
		page, err := d.Reads.Turn(d.ctx, d.mara, reads.TurnFilter{})
		require.NoError(t, err)
		for _, item := range page.Items {
			if item.Assignee == "" {
				_, err = staff.Assign(d.ctx, d.Desk, d.mara, "ada", item.Item)
				require.NoError(t, err)
			}
		}
	}
	tell := func(later time.Duration) []map[string]string {
		before := len(push.took)
		d.Clock.Move(later)
		require.NoError(t, d.Notices.Tell(d.ctx))
		return push.took[before:]
	}

	give()
	first := tell(time.Minute)
	require.Len(t, first, 1)
	require.Equal(t, "Nobody was asked about a claim in story", first[0]["title"])
	require.Contains(t, first[0]["link"], "/turns/")
	require.NotContains(t, strings.ToLower(strings.Join([]string{first[0]["title"], first[0]["body"], first[0]["link"]}, " ")), "canary")
	require.Empty(t, tell(time.Hour), "nothing is told twice")

	give()
	push.status.Store(http.StatusServiceUnavailable)
	tell(time.Hour)
	give()
	for range 5 {
		tell(time.Minute)
	}
	require.Less(t, push.asked, 8, "it is tried less and less often")
	view, err = d.Reads.Notices(d.ctx, ada)
	require.NoError(t, err)
	require.Contains(t, view.Browsers[0].Failing, "503")
	push.status.Store(http.StatusCreated)
	later := tell(2 * time.Hour)
	require.Len(t, later, 1, "nobody is flooded")
	require.Equal(t, "Nobody was asked about 2 claims in story", later[0]["title"])

	_, err = staff.ChangeProfile(d.ctx, d.Desk, d.mara, "ada", staff.ProfileInput{Name: "Ada", Email: "ada@newsroom.example"})
	require.NoError(t, err)
	mail := len(d.smtp.Messages())
	push.status.Store(http.StatusGone)
	tried, err := staff.TryBrowser(d.ctx, d.Desk, ada, subscribed.ID)
	require.NoError(t, err)
	require.Equal(t, "the push service knows of the browser no more", tried.Failed)
	tell(time.Minute)
	tell(time.Hour)
	heard := 0
	for _, m := range d.smtp.Messages()[mail:] {
		if strings.Contains(string(m.Raw), "Subject: A browser gets no notices any more\r\n") {
			heard++
			require.Equal(t, []string{"ada@newsroom.example"}, m.To)
		}
	}
	require.Equal(t, 1, heard)
	view, err = d.Reads.Notices(d.ctx, ada)
	require.NoError(t, err)
	require.False(t, view.Browsers[0].DroppedAt.IsZero())

	_, err = staff.RemoveBrowser(d.ctx, d.Desk, d.mara, subscribed.ID)
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err), "it is ada's")
	_, err = staff.RemoveBrowser(d.ctx, d.Desk, ada, subscribed.ID)
	require.NoError(t, err)
	_, err = staff.RemoveBrowser(d.ctx, d.Desk, ada, uuid.New())
	require.Equal(t, claim.CodeNotFound, claim.CodeOf(err))
}

func TestABrowserLeadsIntoNoPrivateNetwork(t *testing.T) {
	push, roots := startPushService(t)
	d := openWith(t, config.Config{}, roots)
	subscribed, err := staff.SubscribeBrowser(d.ctx, d.Desk, d.mara, push.subscription())
	require.NoError(t, err)
	tried, err := staff.TryBrowser(d.ctx, d.Desk, d.mara, subscribed.ID)
	require.NoError(t, err)
	require.Contains(t, tried.Failed, "private network")
	require.Zero(t, push.asked)
	in := push.subscription()
	in.Endpoint = "http://push.example.org/x"
	_, err = staff.SubscribeBrowser(d.ctx, d.Desk, d.mara, in)
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
}
