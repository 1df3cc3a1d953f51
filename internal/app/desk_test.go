package app_test

import (
	"context"
	"crypto/x509"
	"net"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
)

// desk is a newsroom on a rehearsal: the whole product with its mail, on a
// clock that is moved.
type desk struct {
	*app.App
	t           *testing.T
	ctx         context.Context
	data        string
	smtp        *mailtest.Server
	mail        string // where the desk takes mail
	settings    config.Config
	roots       *x509.CertPool // that vouch for mail servers
	mara, jonas casework.Caller
	monday      time.Time // when the story begins: 09:00 UTC
}

// open starts a desk with an editor, a reviewer and the case "story". The story
// begins on a Monday morning.
func open(t *testing.T) *desk { return openWith(t, config.Config{}, nil) }

// openWith is open with settings, and with roots that vouch for mail servers.
func openWith(t *testing.T, settings config.Config, roots *x509.CertPool) *desk {
	t.Helper()
	d := &desk{t: t, data: filepath.Join(t.TempDir(), "data"), settings: settings, roots: roots}
	var cancel context.CancelFunc
	d.ctx, cancel = context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	d.start()
	d.monday = nextMonday(time.Now().UTC())
	d.Clock.Move(time.Until(d.monday))
	require.NoError(t, staff.EnsureAdmin(d.ctx, d.Desk, "mara", "Mara"))
	d.mara = d.person("mara")
	_, err := staff.AddPerson(d.ctx, d.Desk, d.mara, staff.PersonInput{Handle: "jonas", Roles: []claim.Role{claim.Reviewer}})
	require.NoError(t, err)
	d.jonas = d.person("jonas")
	_, err = writing.OpenCase(d.ctx, d.Desk, d.mara, writing.CaseInput{Slug: "story", Title: "The story"})
	require.NoError(t, err)
	t.Cleanup(d.showTimeline)
	return d
}

// showTimeline prints what happened in a test that failed.
func (d *desk) showTimeline() {
	if !d.t.Failed() {
		return
	}
	items, err := d.Reads.Timeline(context.Background(), d.mara, "story", 0, 0)
	d.t.Log(err)
	for _, it := range items {
		d.t.Log(it.Position, it.At.Format("Mon 02 Jan 15:04:05.000"), it.Actor, it.Text)
	}
}

// start starts the product on the data there is. Where it ran before, its engine is lost.
func (d *desk) start() {
	d.t.Helper()
	var err error
	if d.smtp == nil {
		d.smtp, err = mailtest.Start(mailtest.Options{})
		require.NoError(d.t, err)
		d.t.Cleanup(func() { _ = d.smtp.Close() })
	}
	settings := d.settings
	settings.MailDomain, settings.SMTPServer, settings.SMTPTLS = "newsroom.example", d.smtp.Addr(), "none"
	settings.LettersPerSecond, settings.Publication = 100, "The Example Post"
	cfg, err := config.Load(d.data, config.Flags{Config: settings})
	require.NoError(d.t, err)
	d.App, err = app.Start(d.ctx, app.Options{Config: cfg, Log: zap.NewNop(), Rehearsal: true, MailRoots: d.roots})
	require.NoError(d.t, err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(d.t, err)
	d.ReceiveMail(listener)
	d.mail = listener.Addr().String()
	running := d.App
	d.t.Cleanup(func() { require.NoError(d.t, running.Close(context.Background())) })
}

// restart stops the product, and starts it on an engine that knows nothing.
func (d *desk) restart() {
	d.t.Helper()
	now := d.Clock.Now()
	require.NoError(d.t, d.Close(d.ctx))
	d.start()
	d.until(now)
}

func nextMonday(now time.Time) time.Time {
	day := time.Date(now.Year(), now.Month(), now.Day()+1, 9, 0, 0, 0, time.UTC)
	for day.Weekday() != time.Monday {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

func (d *desk) person(handle string) casework.Caller {
	d.t.Helper()
	who, err := d.Desk.Authenticate(d.ctx, handle)
	require.NoError(d.t, err)
	return who
}

// day is an instant of the story: so many days and hours after its beginning.
func (d *desk) day(n int, hours time.Duration) time.Time {
	return d.monday.AddDate(0, 0, n).Add(hours * time.Hour)
}

// until lets time pass.
func (d *desk) until(t time.Time) {
	d.t.Helper()
	require.NoError(d.t, d.Rehearse(d.ctx, t, nil))
}

// eventually waits for a condition.
func (d *desk) eventually(what string, met func() bool) {
	d.t.Helper()
	require.Eventually(d.t, met, time.Minute, 10*time.Millisecond, what)
}

func (d *desk) claim(key string) {
	d.t.Helper()
	_, err := writing.AddClaim(d.ctx, d.Desk, d.mara, "story", writing.ClaimInput{Key: key, Statement: "It is so: " + key + "."})
	require.NoError(d.t, err)
}

func (d *desk) party(key string, zone string, hours claim.OfficeHours) {
	d.t.Helper()
	_, err := d.Desk.AddParty(d.ctx, d.mara, casework.PartyInput{
		Key: key, Name: "The " + key, Email: "press@" + key + ".example", Zone: zone, Hours: hours,
	})
	require.NoError(d.t, err)
}

// ask asks a party by mail about claims, and returns the request.
func (d *desk) ask(party string, answerBy time.Time, claims ...string) uuid.UUID {
	d.t.Helper()
	receipt, err := requests.Ask(d.ctx, d.Desk, d.mara, "story", requests.AskInput{
		Party: party, Claims: claims, Questions: "Is it so?", AnswerBy: answerBy,
	})
	require.NoError(d.t, err)
	return receipt.ID
}

func (d *desk) request(id uuid.UUID) report.RequestReport {
	d.t.Helper()
	r, err := d.Reads.RequestView(d.ctx, d.mara, id)
	require.NoError(d.t, err)
	return r
}

func (d *desk) view(key string) report.ClaimReport {
	d.t.Helper()
	c, err := d.Reads.Claim(d.ctx, d.mara, "story/"+key, nil)
	require.NoError(d.t, err)
	return c
}

// staged waits until a claim has heard of what happened, and is at a stage.
func (d *desk) staged(key string, stage claim.Stage) {
	d.t.Helper()
	d.eventually(key+" is "+string(stage), func() bool { return d.view(key).Stage == stage })
}

// sent are the letters of a request that went out, of the kinds given or of all.
func (d *desk) sent(id uuid.UUID, kinds ...claim.MessageKind) []report.LetterReport {
	d.t.Helper()
	return slices.DeleteFunc(d.request(id).Letters, func(l report.LetterReport) bool {
		return l.Delivery != letters.DeliveryAccepted || len(kinds) > 0 && !slices.Contains(kinds, l.Kind)
	})
}

// reminders are the letters that Onrecord sent by itself.
func (d *desk) reminders(id uuid.UUID) []report.LetterReport {
	d.t.Helper()
	return d.sent(id, claim.ReminderLetter, claim.FinalNoticeLetter)
}

// letter waits for the latest letter to an address.
func (d *desk) letter(to string) crashtest.Letter {
	d.t.Helper()
	var latest *mailtest.Message
	d.eventually("a letter to "+to, func() bool {
		for _, m := range d.smtp.Taken() {
			if m.To[0] == to {
				latest = &m
			}
		}
		return latest != nil
	})
	l, err := crashtest.Read(*latest)
	require.NoError(d.t, err)
	return l
}

// handIn gives mail to the desk and waits until somebody can see it.
func (d *desk) handIn(from, to string, raw []byte) uuid.UUID {
	d.t.Helper()
	acknowledged, err := crashtest.HandIn(d.ctx, d.mail, from, to, raw)
	require.NoError(d.t, err)
	require.True(d.t, acknowledged)
	id := crashtest.Intake(raw)
	d.eventually("the mail is taken in", func() bool {
		state, err := d.Record.Load(d.ctx, claim.Stream{Kind: claim.StreamIntake, ID: id})
		if err != nil || state.StreamVersion() == 0 {
			return false
		}
		if in := state.(*intake.Intake); in.Correspondence == uuid.Nil {
			return true
		}
		_, err = d.Record.MessageCorrespondence(d.ctx, id)
		return err == nil
	})
	return id
}

// reply answers the latest letter to a party by mail.
func (d *desk) reply(party, words string) uuid.UUID {
	d.t.Helper()
	l := d.letter("press@" + party + ".example")
	return d.handIn(l.To, l.ReplyTo, l.Reply(words))
}

// answer records what a party said about a claim.
func (d *desk) answer(party, key string, stance claim.Stance, message uuid.UUID) {
	d.t.Helper()
	in := answers.AnswerInput{Party: party, Stances: []answers.StanceInput{{Claim: key, Stance: stance, Statement: "Words.", Summary: message != uuid.Nil}}}
	if message == uuid.Nil {
		in.Channel = claim.ByPhone
	} else {
		in.Message = message.String()
	}
	_, err := answers.Record(d.ctx, d.Desk, d.mara, "story", in)
	require.NoError(d.t, err)
}

// publish takes a claim from its answers to the public.
func (d *desk) publish(key string, outcome claim.Outcome) {
	d.t.Helper()
	name := "story/" + key
	_, err := findings.Assess(d.ctx, d.Desk, d.mara, name, findings.AssessInput{Outcome: outcome, ForReaders: "They told us so.", Rationale: "They say so."})
	require.NoError(d.t, err)
	_, err = findings.Sign(d.ctx, d.Desk, d.jonas, name, findings.ReviewInput{Subject: d.view(key).Subject})
	require.NoError(d.t, err)
	_, err = findings.Publish(d.ctx, d.Desk, d.mara, name, findings.PublishInput{Early: "It cannot wait.", Reason: "They have answered."})
	require.NoError(d.t, err)
}
