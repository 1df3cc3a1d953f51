package rehearse_test

import (
	"context"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/internal/rehearse"
)

// desk is a newsroom on an engine whose time can be moved, with a mail server of its own.
type desk struct {
	*app.App
	t      *testing.T
	ctx    context.Context
	log    *zap.Logger
	smtp   *mailtest.Server
	mara   casework.Caller
	monday time.Time // when the story begins: 09:00 UTC
}

func open(t *testing.T) *desk {
	t.Helper()
	return openWith(t, config.Config{}, rehearse.Here{Dir: t.TempDir(), Log: zap.NewNop()})
}

// openWith is open with settings, and with who plays rehearsals; nil for a process of its own.
func openWith(t *testing.T, settings config.Config, rehearser rehearsal.Player) *desk {
	t.Helper()
	d := &desk{t: t, log: zap.NewNop()}
	var cancel context.CancelFunc
	d.ctx, cancel = context.WithTimeout(t.Context(), 4*time.Minute)
	t.Cleanup(cancel)
	var err error
	d.smtp, err = mailtest.Start(mailtest.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { _ = d.smtp.Close() })
	settings.MailDomain, settings.SMTPServer, settings.SMTPTLS = "newsroom.example", d.smtp.Addr(), "none"
	settings.LettersPerSecond, settings.Publication, settings.URL = 100, "The Example Post", "https://desk.newsroom.example"
	cfg, err := config.Load(filepath.Join(t.TempDir(), "data"), config.Flags{Config: settings})
	require.NoError(t, err)
	d.monday = time.Date(2031, time.March, 3, 9, 0, 0, 0, time.UTC) // the clocks change in the weeks after
	d.App, err = app.Start(d.ctx, app.Options{
		Config: cfg, Log: d.log, Rehearsal: true, Begin: d.monday, Rehearser: rehearser,
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, d.Close(context.Background())) })
	require.NoError(t, staff.EnsureAdmin(d.ctx, d.Desk, "mara", "Mara"))
	d.mara, err = d.Desk.Authenticate(d.ctx, "mara")
	require.NoError(t, err)
	_, err = staff.AddPerson(d.ctx, d.Desk, d.mara, staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}})
	require.NoError(t, err)
	return d
}

// day is an instant of the story: so many days and hours after its beginning.
func (d *desk) day(n int, hours time.Duration) time.Time {
	return d.monday.AddDate(0, 0, n).Add(hours * time.Hour)
}

func (d *desk) openCase(slug string, publishAt time.Time, claims ...string) {
	d.t.Helper()
	_, err := writing.OpenCase(d.ctx, d.Desk, d.mara, writing.CaseInput{Slug: slug, Title: "The story of " + slug, PublishAt: &publishAt})
	require.NoError(d.t, err)
	for _, key := range claims {
		_, err := writing.AddClaim(d.ctx, d.Desk, d.mara, slug, writing.ClaimInput{Key: key, Statement: "It is so: " + key + "."})
		require.NoError(d.t, err)
	}
}

func (d *desk) party(key, zone string, hours claim.OfficeHours) {
	d.t.Helper()
	_, err := d.Desk.AddParty(d.ctx, d.mara, casework.PartyInput{Key: key, Name: "The " + key, Email: "press@" + key + ".example", Zone: zone, Hours: hours})
	require.NoError(d.t, err)
}

func (d *desk) ask(slug, party string, answerBy time.Time, claims ...string) uuid.UUID {
	d.t.Helper()
	receipt, err := requests.Ask(d.ctx, d.Desk, d.mara, slug, requests.AskInput{Party: party, Claims: claims, Questions: "Is it so?\nSince when?", AnswerBy: answerBy})
	require.NoError(d.t, err)
	return receipt.ID
}

// finished waits until a rehearsal is at its end.
func (d *desk) finished(s rehearsal.Status, err error) rehearsal.Status {
	d.t.Helper()
	require.NoError(d.t, err)
	require.Eventually(d.t, func() bool {
		s, err = d.Rehearsals.Get(d.ctx, d.mara, s.ID)
		return err != nil || s.Done
	}, 3*time.Minute, 20*time.Millisecond)
	require.NoError(d.t, err)
	return s
}

func (d *desk) rehearse(slug string, in rehearsal.Input) rehearsal.Result {
	d.t.Helper()
	s := d.finished(d.Rehearsals.Start(d.ctx, d.mara, slug, in))
	require.Nil(d.t, s.Refused)
	return *s.Result
}

var weekdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}

func office(from, to int) claim.OfficeHours {
	return claim.OfficeHours{Days: weekdays, From: from * 60, To: to * 60}
}

// story is a case in the middle of its requests, in four time zones over both changes of the clock.
func (d *desk) story() {
	d.t.Helper()
	d.openCase("story", d.day(30, 5), "contact", "patch", "silent")
	d.party("vendor", "America/New_York", office(9, 17))
	d.party("mill", "Europe/Riga", claim.OfficeHours{Days: weekdays, From: 8 * 60, To: 12 * 60, Holidays: []string{"2031-03-31"}})
	d.party("board", "Australia/Sydney", claim.OfficeHours{})
	d.party("gone", "UTC", claim.OfficeHours{})
	d.ask("story", "vendor", d.day(28, 0), "contact", "patch")
	d.ask("story", "mill", d.day(29, 3), "contact")
	d.ask("story", "board", d.day(9, 0), "patch")
	d.ask("story", "gone", d.day(5, 0), "silent")
	require.NoError(d.t, d.Rehearse(d.ctx, d.day(2, 0), nil))
	second := d.ask("story", "mill", d.day(20, 0), "patch", "silent")
	paused := d.ask("story", "vendor", d.day(14, 0), "silent")
	require.NoError(d.t, d.Rehearse(d.ctx, d.day(3, 4), nil))
	_, err := requests.PauseReminders(d.ctx, d.Desk, d.mara, paused, casework.ReasonInput{Reason: "They are on the telephone."})
	require.NoError(d.t, err)
	_, err = requests.Extend(d.ctx, d.Desk, d.mara, second, requests.ExtendInput{AnswerBy: d.day(22, 0), Reason: "You asked for it."})
	require.NoError(d.t, err)
	require.NoError(d.t, d.Rehearse(d.ctx, d.day(3, 5), nil)) // the letters are out
}

// secret is what is another in a rehearsal: the keys by which links and reply addresses are made.
var secret = regexp.MustCompile(`reply\+[^@\s>]+@|/answer/\S+`)

// same fails unless two entries are the same, up to what is secret.
func same(t *testing.T, told, happened rehearsal.Entry) {
	t.Helper()
	require.Equal(t, []string{string(told.Kind), told.Party, told.Claim, told.Says, told.Why}, []string{string(happened.Kind), happened.Party, happened.Claim, happened.Says, happened.Why})
	require.WithinDuration(t, told.At, happened.At, 5*time.Second, told.Says)
	require.Equal(t, told.Letter == nil, happened.Letter == nil)
	if told.Letter != nil {
		a, b := *told.Letter, *happened.Letter
		for _, l := range []*mailtext.LetterText{&a, &b} {
			l.Text, l.ReplyTo = secret.ReplaceAllString(l.Text, "SECRET"), secret.ReplaceAllString(l.ReplyTo, "SECRET")
		}
		require.Equal(t, a, b)
		require.NotEmpty(t, a.Text)
	}
}

// ordered has entries of the same moment in one order, whatever was quicker.
func ordered(c rehearsal.Calendar) []rehearsal.Entry {
	name := func(e rehearsal.Entry) string {
		return strings.Join([]string{e.At.Round(10 * time.Second).Format(time.RFC3339), e.Party, e.Claim, string(e.Kind), e.Says}, " ")
	}
	entries := slices.Clone(c.Entries)
	slices.SortStableFunc(entries, func(a, b rehearsal.Entry) int { return strings.Compare(name(a), name(b)) })
	return entries
}

func TestWhatTheRehearsalSaysIsWhatThenHappens(t *testing.T) {
	d := open(t)
	d.story()
	theCase, err := d.Desk.TheCase(d.ctx, d.mara, "story")
	require.NoError(t, err)
	before, hash, err := d.Record.Head(d.ctx)
	require.NoError(t, err)
	sent := len(d.smtp.Taken())
	began := d.Clock.Now()

	told := d.rehearse("story", rehearsal.Input{}).Calendar
	after, unchanged, err := d.Record.Head(d.ctx)
	require.NoError(t, err)
	require.Equal(t, before, after, "the rehearsal has written nothing into the record of the desk")
	require.Equal(t, hash, unchanged)
	require.Len(t, d.smtp.Taken(), sent, "and has sent nothing")
	require.Empty(t, told.Bound)
	require.NotEmpty(t, told.Letters())

	require.NoError(t, d.Rehearse(d.ctx, told.Until, nil))
	happened, err := rehearsal.Read(d.ctx, d.Record, app.ReadLetter, theCase.ID, before, began, told.Until)
	require.NoError(t, err)
	require.Len(t, d.smtp.Taken(), sent+len(told.Letters()), "so many letters went out")
	a, b := ordered(told), ordered(happened)
	for i := range min(len(a), len(b)) {
		same(t, a[i], b[i])
	}
	require.Len(t, b, len(a))
	require.Len(t, told.Parties, 4)
	for i, p := range told.Parties {
		require.Equal(t, happened.Parties[i].Key, p.Key)
		require.Equal(t, len(happened.Parties[i].Marks), len(p.Marks))
	}
}
