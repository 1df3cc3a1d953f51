package peertest

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
	"github.com/onrecord/onrecord/internal/mail/dovecottest"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/internal/mail/signin/signintest"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
	"github.com/onrecord/onrecord/internal/operation"
)

// newsroom is the domain of the desk.
const newsroom = "newsroom.example"

// world is the desk, its mail server, the mail server of the parties, and who they have at their side. Letters go
//
//	desk → Postfix of the newsroom → Postfix of the parties → OpenDKIM verifies → Dovecot, where Sieve may answer
//
// and answers
//
//	party → Postfix of the parties, OpenDKIM signs → Postfix of the newsroom, OpenDKIM verifies → the desk, by SMTP
//	                                                                                            → Dovecot → the desk, by IMAP
//
// by SMTP to the reply addresses, and by IMAP what goes to the desk's own.
type world struct {
	*app.App
	t         *testing.T
	ctx       context.Context
	zone      *authntest.Zone
	mailboxes *dovecottest.Server
	provider  *signintest.Provider
	parties   string // where parties hand in what they write
	slow      string // where the mailboxes of slow.example are, once they are
	published string // the file with the keys that the parties' verifier finds
	mara      casework.Caller
	monday    time.Time // when the story begins: 09:00 UTC
}

// domainsOf are the domains of mailboxes, each once.
func domainsOf(mailboxes []dovecottest.Mailbox) (domains []string) {
	seen := map[string]bool{}
	for _, m := range mailboxes {
		_, domain, _ := strings.Cut(m.User, "@")
		if !seen[domain] {
			domains = append(domains, domain)
		}
		seen[domain] = true
	}
	return domains
}

// open starts everybody.
func open(t *testing.T, mailboxes func(submission string) []dovecottest.Mailbox) *world {
	t.Helper()
	w := &world{t: t, parties: freePort(t), slow: freePort(t)}
	var cancel context.CancelFunc
	w.ctx, cancel = context.WithTimeout(t.Context(), 5*time.Minute)
	t.Cleanup(cancel)
	w.provider = signintest.Start(t, dovecottest.User)
	boxes := mailboxes(w.parties)
	w.mailboxes = dovecottest.Start(t, dovecottest.Options{Introspect: w.provider.Introspect(), Mailboxes: boxes, Submission: w.parties})
	domains := domainsOf(boxes)
	w.zone = authntest.NewZone()
	keys := map[string]string{}
	for _, domain := range domains {
		w.zone.Publish(domain)
		w.zone.TXT("_dmarc."+domain, "v=DMARC1; p=reject")
		keys["s1._domainkey."+domain] = authntest.Record(authntest.Key())
	}
	desk, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	letters := w.servers(boxes, domains, keys, desk.Addr().String())
	w.desk(desk, letters)
	return w
}

// servers starts the mail servers, and returns where the newsroom's takes letters.
func (w *world) servers(boxes []dovecottest.Mailbox, domains []string, keys map[string]string, desk string) (letters string) {
	letters, incoming, mx := freePort(w.t), freePort(w.t), freePort(w.t)
	certificate, _, err := mailtest.Certificate()
	require.NoError(w.t, err)
	w.mailboxes.Roots.AddCert(certificate.Leaf)
	mailbox := "lmtp:[127.0.0.1]:" + portOf(w.mailboxes.LMTP)
	postfix{
		name: "mx." + newsroom, certificate: &certificate, signsIn: w.mailboxes.Auth,
		listens: map[string]string{
			letters:  option("smtpd_sasl_auth_enable", "yes") + option("smtpd_relay_restrictions", "permit_sasl_authenticated,reject"),
			incoming: option("smtpd_milters", "inet:"+verifies(w.t, "mx."+newsroom, func(file string) { write(w.t, file, table(keys)) })),
		},
		carries: map[string]string{
			dovecottest.User: mailbox, newsroom: "smtp:[127.0.0.1]:" + portOf(desk), "*": "smtp:[127.0.0.1]:" + portOf(mx),
		},
	}.start(w.t)
	known := []string{"@" + newsroom}
	for _, box := range boxes {
		known = append(known, box.User)
	}
	postfix{
		name: "mx.press.example", knows: known,
		listens: map[string]string{
			w.parties: option("smtpd_milters", "inet:"+signs(w.t, authntest.Key(), domains)),
			mx:        option("smtpd_milters", "inet:"+verifies(w.t, "mx.press.example", func(file string) { w.published = file })),
		},
		carries: map[string]string{
			newsroom: "smtp:[127.0.0.1]:" + portOf(incoming), "slow.example": "lmtp:[127.0.0.1]:" + portOf(w.slow), "*": mailbox,
		},
	}.start(w.t)
	return letters
}

func portOf(address string) string {
	_, port, _ := net.SplitHostPort(address)
	return port
}

// desk starts the desk, which a person lets into its mailbox, with the case "story". The story begins on a Monday morning.
func (w *world) desk(listener net.Listener, letters string) {
	w.t.Setenv("ONRECORD_MAIL_OAUTH_CLIENT_SECRET", signintest.ClientSecret)
	cfg, err := config.Load(filepath.Join(w.t.TempDir(), "data"), config.Flags{Config: config.Config{
		MailDomain: newsroom, Publication: "The Example Post", LettersPerSecond: 100,
		SMTPServer: letters, SMTPUser: dovecottest.User, SMTPTLS: "starttls", IMAPServer: w.mailboxes.Secure, IMAPUser: dovecottest.User,
		MailSignIn: config.ByOAuth, MailOAuthClientID: signintest.ClientID, MailOAuthScopes: []string{"mail"},
		MailOAuthAuthorizeURL: w.provider.URL + "/authorize", MailOAuthTokenURL: w.provider.URL + "/token",
		MailDNS: w.zone.Serve(w.t), MailAuthserv: "mx." + newsroom,
	}})
	require.NoError(w.t, err)
	w.App, err = app.Start(w.ctx, app.Options{Config: cfg, Log: zap.NewNop(), Rehearsal: true, MailRoots: w.mailboxes.Roots})
	require.NoError(w.t, err)
	w.t.Cleanup(func() { require.NoError(w.t, w.Close(context.Background())) })
	w.ReceiveMail(listener)
	w.monday = nextMonday(time.Now().UTC())
	w.Clock.Move(time.Until(w.monday))
	require.NoError(w.t, staff.EnsureAdmin(w.ctx, w.Desk, "mara", "Mara"))
	w.mara, err = w.Desk.Authenticate(w.ctx, "mara")
	require.NoError(w.t, err)
	_, err = staff.AddPerson(w.ctx, w.Desk, w.mara, staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}})
	require.NoError(w.t, err)
	w.letIn()
	w.ReadMailbox(w.ctx)
	w.signLetters()
	_, err = writing.OpenCase(w.ctx, w.Desk, w.mara, writing.CaseInput{Slug: "story", Title: "The story"})
	require.NoError(w.t, err)
	w.t.Cleanup(w.showTimeline)
}

// letIn is a person who allows the desk into its mailbox at the provider's page, and tries it.
func (w *world) letIn() {
	servers := w.MailServers()
	begun, err := servers.AllowMail(w.ctx, operation.MailAllowInput{Redirect: "http://127.0.0.1:1/"})
	require.NoError(w.t, err)
	page := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := page.Get(begun.URL)
	require.NoError(w.t, err)
	require.NoError(w.t, answer.Body.Close())
	back, err := url.Parse(answer.Header.Get("Location"))
	require.NoError(w.t, err)
	state, err := servers.FinishAllowMail(w.ctx, operation.MailAllowedInput{ID: back.Query().Get("state"), Code: back.Query().Get("code")})
	require.NoError(w.t, err)
	require.True(w.t, state.Done)
	tried, err := servers.TestMail(w.ctx, operation.MailTestInput{})
	require.NoError(w.t, err)
	require.True(w.t, tried.Well, "%+v", tried.Steps)
}

// signLetters has the desk make a key, publish it, and sign its letters.
func (w *world) signLetters() {
	_, err := house.MakeSigningKey(w.ctx, w.Desk, w.mara)
	require.NoError(w.t, err)
	view, err := house.SigningKeys(w.ctx, w.Desk)
	require.NoError(w.t, err)
	key := view.Keys[0]
	w.zone.TXT(key.Name, key.Value)
	write(w.t, w.published, table(map[string]string{key.Name: key.Value}))
	_, err = house.UseSigningKey(w.ctx, w.Desk, w.mara)
	require.NoError(w.t, err)
}

func nextMonday(now time.Time) time.Time {
	day := time.Date(now.Year(), now.Month(), now.Day()+1, 9, 0, 0, 0, time.UTC)
	for day.Weekday() != time.Monday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

// showTimeline prints what happened in a test that failed.
func (w *world) showTimeline() {
	if !w.t.Failed() {
		return
	}
	items, err := w.Reads.Timeline(context.Background(), w.mara, "story", 0, 0)
	w.t.Log(err)
	for _, it := range items {
		w.t.Log(it.At.Format("Mon 02 Jan 15:04:05"), it.Actor, it.Text)
	}
}

// day is an instant of the story: so many days and hours after its beginning.
func (w *world) day(n int, hours time.Duration) time.Time {
	return w.monday.AddDate(0, 0, n).Add(hours * time.Hour)
}

// until lets time pass.
func (w *world) until(t time.Time) {
	w.t.Helper()
	require.NoError(w.t, w.Rehearse(w.ctx, t, nil))
}

// eventually waits for what several servers do between them.
func (w *world) eventually(what string, met func() bool) {
	w.t.Helper()
	require.Eventually(w.t, met, time.Minute, 50*time.Millisecond, what)
}

// comeUp makes the mailboxes of slow.example reachable.
func (w *world) comeUp() {
	listener, err := net.Listen("tcp", w.slow)
	require.NoError(w.t, err)
	w.t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return // the test is over
			}
			go join(conn, w.mailboxes.LMTP)
		}
	}()
}

// join carries bytes between a connection and an address until either side is done.
func join(conn net.Conn, address string) {
	defer conn.Close() // there is nobody left to tell
	other, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	go func() {
		_, _ = io.Copy(other, conn)
		_ = other.Close()
	}()
	_, _ = io.Copy(conn, other)
}

// send hands in what somebody writes, as a mail program does.
func (w *world) send(from, to, raw string) {
	w.t.Helper()
	sender, err := smtpout.New(smtpout.Config{Addr: w.parties, TLS: smtpout.TLSNone})
	require.NoError(w.t, err)
	defer sender.Close() // what was taken was taken
	result := sender.Send(w.ctx, smtpout.Envelope{From: from, To: []string{to}}, []byte(strings.ReplaceAll(raw, "\n", "\r\n")))
	require.Equal(w.t, smtpout.OutcomeAccepted, result.Outcome, "%+v", result)
}
