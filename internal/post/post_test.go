package post_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
	"github.com/onrecord/onrecord/internal/mail/token"
	"github.com/onrecord/onrecord/internal/post"
	"github.com/onrecord/onrecord/internal/record"
)

var noon = time.Date(2017, 3, 10, 12, 0, 0, 0, time.UTC)

// office is a mail room over a real record, with one request about two claims.
type office struct {
	*post.Room
	t       *testing.T
	record  *record.Record
	smtp    *mailtest.Server
	letters *letters.Correspondence

	settings claim.DeskSettings
	url      string
}

// deskNow is who writes at this moment.
func (o *office) deskNow(context.Context) (post.Letterhead, error) {
	return post.Letterhead{DeskSettings: o.settings, Address: "desk@desk.example", URL: o.url}, nil
}

func open(t *testing.T, press string) *office {
	r, err := record.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, r.Close()) })
	smtp, err := mailtest.Start(mailtest.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, smtp.Close()) })
	sender, err := smtpout.New(smtpout.Config{Addr: smtp.Addr(), TLS: smtpout.TLSNone})
	require.NoError(t, err)
	tokens, err := token.NewTokens(bytes.Repeat([]byte("k"), 32), "desk.example")
	require.NoError(t, err)
	links, err := token.NewLinks(bytes.Repeat([]byte("k"), 32))
	require.NoError(t, err)
	o := &office{t: t, record: r, smtp: smtp, settings: claim.DefaultDeskSettings}
	o.settings.Publication = "The Example Post"
	o.Room = &post.Room{Store: r, Sender: sender, Tokens: tokens, Links: links, Domain: "desk.example", Mailboxes: []string{"desk@desk.example"}, Desk: o.deskNow}
	o.story(press)
	return o
}

func id(name string) uuid.UUID { return claim.DerivedID("test", name) }

func (o *office) keep(value any) claim.Ref {
	data, err := json.Marshal(value)
	if text, ok := value.(string); ok {
		data = []byte(text)
	}
	require.NoError(o.t, err)
	refs, err := o.record.Put(o.t.Context(), claim.Content{Key: uuid.NewString(), Media: "text/plain", Data: data})
	require.NoError(o.t, err)
	return refs[0]
}

func (o *office) write(s claim.Stream, body claim.Body) claim.Aggregate {
	o.t.Helper()
	cmd := claim.Command{ID: uuid.New(), Actor: claim.PersonActor(id("mara")), Body: body}
	done, err := o.record.Do(o.t.Context(), claim.Doing{Acts: []claim.Act{{To: s, Command: cmd}}, Now: noon})
	require.NoError(o.t, err)
	require.Nil(o.t, done[0].Refused)
	state, err := o.record.Load(o.t.Context(), s)
	require.NoError(o.t, err)
	return state
}

// story is a request to google by mail, or by phone if its press office has no address.
func (o *office) story(press string) {
	o.write(claim.Stream{Kind: claim.StreamPerson, ID: id("mara")}, people.AddPerson{
		Profile: o.keep(people.PersonProfile{Handle: "mara", Name: "Mara Lindqvist"}), Roles: []claim.Role{claim.Editor}})
	o.write(claim.Stream{Kind: claim.StreamPerson, ID: id("jonas")}, people.AddPerson{
		Profile: o.keep(people.PersonProfile{Handle: "jonas", Name: "Jonas"}), Roles: []claim.Role{claim.Reviewer}})
	o.write(claim.Stream{Kind: claim.StreamCase, ID: id("case")}, cases.OpenCase{
		Text: o.keep(claim.CaseHead{Slug: "vault7", Title: "Vault 7", Notice: "Written for an example."}), Owner: id("mara"),
		Sensitivity: claim.OpenToDesk, Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan})
	for _, key := range []string{"contact", "patch"} {
		o.write(claim.Stream{Kind: claim.StreamClaim, ID: id(key)}, verification.AddClaim{
			Case: id("case"), Text: o.keep(claim.ClaimText{Key: key, Statement: "The statement about " + key + "."}),
			Tier: claim.Routine, Author: id("mara"), Policy: claim.DefaultPolicy})
	}
	party := people.AddParty{Profile: o.keep(people.PartyProfile{Key: "google", Name: "Google"}), Zone: "America/Los_Angeles"}
	if press != "" {
		party.Contact = people.Contact{ID: id("press"), Channel: claim.ByEmail, Address: o.keep(people.ContactAddress{Address: press, Role: "press office"})}
	}
	o.write(claim.Stream{Kind: claim.StreamParty, ID: id("google")}, party)
	o.ask(cmp.Or(party.Contact.Channel, claim.ByPhone))
	if press == "" { // a letter that waits all the same
		o.letters.Messages = []letters.Message{{ID: id("letter"), Kind: claim.RequestLetter, Requests: []uuid.UUID{id("request")}, At: noon}}
	}
}

func (o *office) ask(on claim.Channel) {
	o.letters = o.write(o.stream(), letters.Ask{
		Request: id("request"), Channel: on, Case: id("case"), Party: id("google"),
		Claims: []uuid.UUID{id("contact"), id("patch")}, Questions: o.keep("Were you contacted?\nWhen?"),
		SendAt: noon, AnswerBy: noon.Add(48 * time.Hour),
	}).(*letters.Correspondence)
}

// letter puts the request in a letter that the server has taken, and returns its id.
func (o *office) letter() uuid.UUID {
	o.t.Helper()
	m := o.letters.Messages[0]
	o.write(o.stream(), letters.RecordDelivery{Message: m.ID, Delivery: letters.DeliveryAccepted, Attempts: 1, At: noon})
	return m.ID
}

func (o *office) stream() claim.Stream {
	return claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(id("case"), id("google"))}
}

func (o *office) compose() (activities.Composed, string) {
	o.t.Helper()
	composed, err := o.Compose(o.t.Context(), o.letters, o.letters.Messages[0])
	require.NoError(o.t, err)
	if composed.Content == "" {
		return composed, ""
	}
	raw, err := o.record.Get(o.t.Context(), composed.Content)
	require.NoError(o.t, err)
	in, err := mail.Read(raw)
	require.NoError(o.t, err)
	return composed, in.Text
}

func TestALetterPutsTheRequest(t *testing.T) {
	o := open(t, "press@google.example")
	composed, text := o.compose()
	for _, part := range []string{
		"To Google, press office", "Hello,", "The statement about contact.", "The statement about patch.",
		"1. Were you contacted?", "2. When?", "Sunday 12 March 2017, 05:00 PDT (12:00 UTC)", "Mara Lindqvist", "Written for an example.",
	} {
		require.Contains(t, text, part)
	}
	require.NotContains(t, text, "Vault 7", "the title of a story is nobody else's business")
	again, _ := o.compose()
	require.Equal(t, composed.Content, again.Content, "the same letter each time")
}

func TestWhatIsNotAskedAnyMoreIsLeftOut(t *testing.T) {
	o := open(t, "press@google.example")
	o.letters.Requests[0].Held = []uuid.UUID{id("patch")}
	_, text := o.compose()
	require.NotContains(t, text, "patch")
	o.write(claim.Stream{Kind: claim.StreamClaim, ID: id("contact")}, verification.Withdraw{Reason: o.keep("no longer needed")})
	composed, _ := o.compose()
	require.Empty(t, composed.Content)
	require.Equal(t, id("press"), composed.Contact.ID)
}

func TestAPartyWithoutAnAddressGetsNoLetter(t *testing.T) {
	composed, text := open(t, "").compose()
	require.Zero(t, composed.Contact)
	require.Empty(t, text)
}

func TestWhatCannotStandInALetterIsSaid(t *testing.T) {
	o := open(t, "press@google.example")
	o.settings.Publication = ""
	_, err := o.Compose(t.Context(), o.letters, o.letters.Messages[0])
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
}

func TestHandingOver(t *testing.T) {
	tests := []struct {
		sentence string
		step     mailtest.Step
		outcome  activities.Outcome
	}{
		{"a letter is accepted", mailtest.Accept, activities.Accepted},
		{"an address that is refused is bad", mailtest.RefuseRecipient, activities.Refused},
		{"a letter that is refused says nothing of the address", mailtest.RefuseMessage, activities.Rejected},
		{"a busy server is tried again", mailtest.DeferMessage, activities.Deferred},
		{"our own trouble is not held against the party", mailtest.RefuseSender, activities.Deferred},
		{"a lost reply is uncertain", mailtest.DropAfterDot, activities.Uncertain},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			o := open(t, "press@google.example")
			composed, _ := o.compose()
			o.smtp.Next(test.step)
			handed, err := o.HandOver(t.Context(), o.letters, composed)
			require.NoError(t, err)
			require.Equal(t, test.outcome, handed.Outcome, handed.Reason)
			require.NotContains(t, handed.Reason, "google")
		})
	}
}

// receive spools a message and examines it.
func (o *office) receive(from, to, raw string) intake.TakeIn {
	o.t.Helper()
	raw = strings.ReplaceAll(raw, "\n", "\r\n")
	intake, err := o.Receive(o.t.Context(), received.Envelope{From: from, To: []string{to}}, []byte(raw), noon)
	require.NoError(o.t, err)
	again, err := o.Receive(o.t.Context(), received.Envelope{From: from, To: []string{to}}, []byte(raw), noon.Add(time.Hour))
	require.NoError(o.t, err)
	require.Equal(o.t, intake, again, "a second delivery is the same intake")
	out, err := o.Examine(context.Background(), intake)
	require.NoError(o.t, err)
	return out
}

func report(action, status, about string) string {
	return fmt.Sprintf(`From: MAILER-DAEMON@google.example
To: desk@desk.example
Subject: report
Mime-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

a report
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.google.example

Final-Recipient: rfc822; press@google.example
Action: %s
Status: %s
--b
Content-Type: text/rfc822-headers

Message-ID: <%s@desk.example>
--b--
`, action, status, about)
}

func TestReceivedMail(t *testing.T) {
	letter := id("a letter")
	tests := []struct {
		sentence, to, raw string
		want              received.Mail
		clues             []received.Match
		server            bool // a mail server sent it
	}{
		{"an answer to the token belongs to its correspondence", "token", "From: press@google.example\nSubject: Re\n\nNo.\n",
			received.Mail{Class: received.MailAnswer}, []received.Match{received.ByToken}, false},
		{"a machine's reply is no answer", "token", "From: press@google.example\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nI am on holiday until 20 March.\n",
			received.Mail{Class: received.MailAutomatic}, []received.Match{received.ByToken}, false},
		{"what may be a person's is treated as one's", "token", "From: press@google.example\nAuto-Submitted: auto-generated\nX-Zendesk-Ticket: 7\n\nWe deny it.\n",
			received.Mail{Class: received.MailAnswer}, []received.Match{received.ByToken}, false},
		{"a report that names no letter tells of a failure", "token", report("failed", "5.1.1", "other"),
			received.Mail{Class: received.MailBounce, Failed: true, Hard: true, Cause: claim.CauseNoSuchAddress}, []received.Match{received.ByToken}, true},
		{"a full mailbox is not given up", "token", report("failed", "5.2.2", letter.String()),
			received.Mail{Class: received.MailBounce, Failed: true, About: letter, Cause: claim.CauseMailboxFull}, []received.Match{received.ByToken}, true},
		{"a report from somebody who is no mail server is looked at", "token", report("failed", "5.1.1", letter.String()),
			received.Mail{Class: received.MailBounce, Failed: true, About: letter, Hard: true, Cause: claim.CauseNoSuchAddress, Doubtful: true}, []received.Match{received.ByToken}, false},
		{"a report of failure is a bounce for good", "token", report("failed", "5.1.1", letter.String()),
			received.Mail{Class: received.MailBounce, Failed: true, About: letter, Hard: true, Cause: claim.CauseNoSuchAddress}, []received.Match{received.ByToken}, true},
		{"a report of delay says nothing of the letter yet", "token", report("delayed", "4.4.1", letter.String()),
			received.Mail{Class: received.MailBounce}, []received.Match{received.ByToken}, true},
		{"mail to the desk points nowhere", "desk@desk.example", "From: somebody@google.example\n\nHello.\n", received.Mail{Class: received.MailAnswer}, nil, false},
		{"a token that names nothing points there", "stale token", "From: somebody@google.example\n\nHello.\n",
			received.Mail{Class: received.MailAnswer}, []received.Match{received.ByToken}, false},
		{"an empty message points where its envelope does", "token", " ", received.Mail{Class: received.MailAnswer}, []received.Match{received.ByToken}, false},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			o := open(t, "press@google.example")
			addresses := map[string]string{"token": o.Tokens.Address(o.stream().ID), "stale token": o.Tokens.Address(uuid.New())}
			to := test.to
			if a, ok := addresses[to]; ok {
				to = a
			}
			require.True(t, o.Accepts(to))
			from := "press@google.example"
			if test.server {
				from = ""
			}
			got := o.receive(from, to, test.raw)
			test.want.Raw, test.want.ReceivedAt = got.Mail.Raw, noon
			require.Equal(t, test.want, got.Mail)
			require.Equal(t, test.clues, kindsOf(got.Clues))
		})
	}
	require.False(t, open(t, "").Accepts("somebody@elsewhere.example"))
}

func (o *office) reword(key, statement string) {
	o.t.Helper()
	state, err := o.record.Load(o.t.Context(), claim.Stream{Kind: claim.StreamClaim, ID: id(key)})
	require.NoError(o.t, err)
	c := state.(*verification.Claim)
	o.write(c.Stream(), verification.ReviseClaim{Text: o.keep(claim.ClaimText{Key: key, Statement: statement}), Tier: c.Tier, Seen: c.Version, Involved: c.Involved})
}

func (o *office) composeLast() string {
	o.t.Helper()
	composed, err := o.Compose(o.t.Context(), o.letters, o.letters.Messages[len(o.letters.Messages)-1])
	require.NoError(o.t, err)
	raw, err := o.record.Get(o.t.Context(), composed.Content)
	require.NoError(o.t, err)
	in, err := mail.Read(raw)
	require.NoError(o.t, err)
	return in.Text
}

func TestEveryLetterAboutARequestGivesTheWordsThatItPut(t *testing.T) {
	o := open(t, "press@google.example")
	o.reword("contact", "What was put.")
	composed, text := o.compose()
	require.Contains(t, text, "What was put.")
	o.write(o.stream(), letters.RecordDelivery{
		Message: o.letters.Messages[0].ID, Delivery: letters.DeliveryAccepted, Attempts: 1, Contact: id("press"), Content: composed.Content, At: noon, Put: composed.Put,
	})
	o.reword("contact", "What it says now.")
	for _, body := range []claim.Body{
		letters.Extend{Request: id("request"), AnswerBy: noon.Add(72 * time.Hour), Reason: o.keep("You asked for a day.")},
		letters.WithdrawRequest{Request: id("request"), Reason: o.keep("Not our story.")},
	} {
		o.letters = o.write(o.stream(), body).(*letters.Correspondence)
		text := o.composeLast()
		require.Contains(t, text, "as we put", body.CommandKind())
		require.Contains(t, text, "What was put.", body.CommandKind())
		require.NotContains(t, text, "What it says now.", body.CommandKind())
	}
}

func kindsOf(clues []received.Clue) (by []received.Match) {
	for _, c := range clues {
		by = append(by, c.By)
	}
	return by
}
