package record

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/verification"
)

// noon is when the tests begin.
var noon = time.Date(2017, 3, 17, 12, 0, 0, 0, time.UTC)

// desk is a record with somebody who writes to it.
type desk struct {
	*Record
	t     testing.TB
	dsn   string
	owner uuid.UUID
}

func openDesk(t testing.TB, dsn string, options ...Option) *desk {
	t.Helper()
	r, err := Open(context.Background(), dsn, options...)
	require.NoError(t, err)
	t.Cleanup(func() { r.Close() })
	return &desk{Record: r, t: t, dsn: dsn, owner: uuid.New()}
}

func (d *desk) ctx() context.Context { return context.Background() }

// put keeps content and returns its reference.
func (d *desk) put(value any) claim.Ref {
	d.t.Helper()
	data, err := json.Marshal(value)
	require.NoError(d.t, err)
	refs, err := d.Put(d.ctx(), claim.Content{Key: uuid.NewString(), Media: "application/json", Data: data})
	require.NoError(d.t, err)
	return refs[0]
}

// do decides a command on a stream, appends what follows and returns the entries.
func (d *desk) do(s claim.Stream, body claim.Body, at time.Time) []claim.Entry {
	d.t.Helper()
	entries, err := d.try(s, body, at)
	require.NoError(d.t, err)
	return entries
}

func (d *desk) try(s claim.Stream, body claim.Body, at time.Time) ([]claim.Entry, error) {
	d.t.Helper()
	a, err := d.Load(d.ctx(), s)
	require.NoError(d.t, err)
	cmd := claim.Command{ID: uuid.New(), Actor: claim.PersonActor(d.owner), Body: body}
	facts, err := a.Decide(cmd, at, d.around())
	require.NoError(d.t, err)
	entries := claim.Apply(a, cmd, at, facts)
	return entries, d.Append(d.ctx(), entries)
}

var signer = uuid.MustParse("00000000-0000-4000-8000-00000000000a")

// signed is the desk with somebody who can sign, whoever else is there.
type signed struct{ claim.Around }

func (s signed) Staff() []claim.Member {
	return append(s.Around.Staff(), claim.Member{ID: signer, Roles: []claim.Role{claim.Reviewer, claim.Auditor}})
}

func (d *desk) around() claim.Around {
	view, _ := d.Around(d.ctx())
	return signed{view}
}

func (d *desk) openCase(slug string) uuid.UUID {
	d.t.Helper()
	id := uuid.New()
	d.do(claim.Stream{Kind: claim.StreamCase, ID: id}, cases.OpenCase{
		Text: d.put(claim.CaseHead{Slug: slug, Title: "The " + slug + " story"}), Owner: d.owner,
		Sensitivity: claim.OpenToDesk, Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan,
	}, noon)
	return id
}

func (d *desk) addClaim(caseID uuid.UUID, key string) uuid.UUID {
	d.t.Helper()
	id := uuid.New()
	d.do(claim.Stream{Kind: claim.StreamClaim, ID: id}, verification.AddClaim{
		Case: caseID, Text: d.put(claim.ClaimText{Key: key, Statement: "It is so."}), Tier: claim.Routine,
		Author: d.owner, Policy: claim.DefaultPolicy,
	}, noon)
	return id
}

func (d *desk) addParty(key string) uuid.UUID {
	d.t.Helper()
	id := uuid.New()
	d.do(claim.Stream{Kind: claim.StreamParty, ID: id}, people.AddParty{
		Profile: d.put(people.PartyProfile{Key: key, Name: key + " Inc."}), Zone: "UTC",
		Contact: people.Contact{ID: uuid.New(), Channel: claim.ByEmail, Address: d.put(people.ContactAddress{Address: key + "@example.com"})},
	}, noon)
	return id
}

// ask puts a request about the claims; it goes out after five minutes.
func (d *desk) ask(caseID, party uuid.UUID, claims ...uuid.UUID) (correspondence claim.Stream, request uuid.UUID) {
	d.t.Helper()
	s := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(caseID, party)}
	request = uuid.New()
	d.do(s, letters.Ask{
		Request: request, Channel: claim.ByEmail, Case: caseID, Party: party, Claims: claims, Questions: d.put("Is it so?"),
		SendAt: noon.Add(5 * time.Minute), AnswerBy: noon.Add(48 * time.Hour),
		Steps: []claim.Step{{At: noon.Add(24 * time.Hour)}},
	}, noon)
	return s, request
}

// reply has the party write, and returns the message.
func (d *desk) reply(s claim.Stream, text string, at time.Time) uuid.UUID {
	d.t.Helper()
	spooled, err := d.Spool(d.ctx(), received.Arrival{
		Raw: []byte(text), Envelope: received.Envelope{From: "press@example.com", To: []string{"desk@example.org"}}, Correspondences: []uuid.UUID{s.ID}, At: at,
	})
	require.NoError(d.t, err)
	mail := received.Mail{Raw: spooled.Raw, Class: received.MailAnswer, ReceivedAt: at, Sender: received.Sender{Proof: spooled.Raw, Proven: received.ProvenSigned, Compared: true}}
	d.do(claim.Stream{Kind: claim.StreamIntake, ID: spooled.Intake}, intake.TakeIn{Mail: mail, Clues: []received.Clue{{By: received.ByToken, Correspondence: s.ID}}}, at)
	d.do(s, letters.Receive{Message: spooled.Intake, Mail: mail}, at)
	d.settle(spooled.Intake, 1, true)
	return spooled.Intake
}

// spool keeps a message that comes in.
func (d *desk) spool(a received.Arrival) received.Spooled {
	d.t.Helper()
	spooled, err := d.Spool(d.ctx(), a)
	require.NoError(d.t, err)
	return spooled
}

// settle settles a message, or tries to.
func (d *desk) settle(intake uuid.UUID, deliveries int, want bool) {
	d.t.Helper()
	_, settled, err := d.TakeIn(d.ctx(), intake, deliveries, claim.Doing{})
	require.NoError(d.t, err)
	require.Equal(d.t, want, settled)
}

// vault7 fills a record with a small story that uses every table.
func vault7(t testing.TB, dsn string) (d *desk, caseID uuid.UUID) {
	t.Helper()
	d = openDesk(t, dsn)
	d.do(claim.Stream{Kind: claim.StreamPerson, ID: d.owner}, people.AddPerson{
		Profile: d.put(people.PersonProfile{Handle: "ana", Name: "Ana"}), Roles: []claim.Role{claim.Editor},
	}, noon)
	caseID = d.openCase("vault7")
	google, apple := d.addClaim(caseID, "google"), d.addClaim(caseID, "apple")
	s, _ := d.ask(caseID, d.addParty("google"), google, apple)
	letter := d.do(s, claim.Tick{}, noon.Add(6*time.Minute))[0].Fact.(letters.MessageDispatched)
	d.do(s, letters.RecordDelivery{Message: letter.Message, Delivery: letters.DeliveryAccepted, Attempts: 1, Content: d.put("Dear Google")},
		noon.Add(7*time.Minute))
	d.reply(s, "Subject: Re\r\n\r\nWe have patched.", noon.Add(time.Hour))
	stray := d.spool(received.Arrival{Raw: []byte("stray"), At: noon})
	d.do(claim.Stream{Kind: claim.StreamIntake, ID: stray.Intake}, intake.TakeIn{
		Mail: received.Mail{Raw: stray.Raw, Class: received.MailAnswer, ReceivedAt: noon}, Quarantine: claim.NoToken,
	}, noon)
	return d, caseID
}
