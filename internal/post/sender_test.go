package post_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/authn"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
	"github.com/onrecord/onrecord/internal/post"
)

const pressOffice = "press@google.example"

// openChecked is an office that looks at who sent mail. google.example signs its mail.
func openChecked(t *testing.T) (*office, *authntest.Zone) {
	o := open(t, pressOffice)
	zone := authntest.NewZone("_dmarc.google.example", "v=DMARC1; p=reject", "google.example", "v=spf1 ip4:192.0.2.1 -all")
	zone.Publish("google.example")
	o.Senders = &post.Senders{Checker: authn.Checker{DNS: zone}, Now: func() time.Time { return authntest.Noon }}
	return o, zone
}

// arrives takes a message in, as the record does.
func (o *office) arrives(to string, envelope received.Envelope, raw string) (uuid.UUID, received.Sender) {
	o.t.Helper()
	envelope.To = []string{to}
	intake, err := o.Receive(o.t.Context(), envelope, []byte(raw), authntest.Noon)
	require.NoError(o.t, err)
	examined, err := o.Examine(o.t.Context(), intake)
	require.NoError(o.t, err)
	again, err := o.Examine(o.t.Context(), intake)
	require.NoError(o.t, err)
	require.Equal(o.t, examined, again, "an activity may run twice")
	o.write(claim.Stream{Kind: claim.StreamIntake, ID: intake}, examined)
	if m := o.now().Message(intake); m != nil {
		return intake, m.Sender
	}
	return intake, examined.Mail.Sender
}

func (o *office) now() *letters.Correspondence {
	state, err := o.record.Load(o.t.Context(), o.stream())
	require.NoError(o.t, err)
	return state.(*letters.Correspondence)
}

func (o *office) verifyPress() {
	o.write(claim.Stream{Kind: claim.StreamParty, ID: id("google")}, people.VerifyContact{Contact: id("press"), How: people.VerifiedCallBack, At: noon})
}

func (o *office) proofOf(s received.Sender) received.Proof {
	o.t.Helper()
	data, err := o.record.Get(o.t.Context(), s.Proof)
	require.NoError(o.t, err)
	var p received.Proof
	require.NoError(o.t, json.Unmarshal(data, &p))
	return p
}

func TestWhoSentAnAnswerIsKeptWithIt(t *testing.T) {
	o, _ := openChecked(t)
	o.verifyPress()
	to := o.Tokens.Address(o.stream().ID)
	message, sender := o.arrives(to, received.Envelope{}, authntest.Sign(t, "google.example", authntest.Mail("Google <"+pressOffice+">")))
	require.Equal(t, []any{claim.AuthenticityVerified, received.ProvenSigned, id("press"), true, true},
		[]any{sender.Grade, sender.Proven, sender.Contact, sender.Exact, sender.Verified})
	proof := o.proofOf(sender)
	require.Equal(t, pressOffice, proof.Author.Address)
	require.Equal(t, "Signed by google.example; the address is Google’s verified press office contact.", sender.Says(proof, received.SenderNames{Party: "Google", Role: "press office"}))

	o.write(o.stream(), letters.RecordResponse{
		Response: id("response"), Message: message, GroundRules: claim.OnTheRecord, Channel: claim.ByEmail, ReceivedAt: noon,
		Stances: []letters.Answer{{Claim: id("contact"), Stance: claim.Denies}},
	})
	require.Equal(t, claim.AuthenticityVerified, o.now().Responses[0].Authenticity, "the answer has the grade of the message that it was read from")
}

func TestAStrangersAnswerIsSaidToBeOne(t *testing.T) {
	o, zone := openChecked(t)
	o.verifyPress()
	zone.Publish("elsewhere.example")
	to := o.Tokens.Address(o.stream().ID)
	raw := authntest.Sign(t, "elsewhere.example", authntest.Mail("someone@elsewhere.example"))
	message, sender := o.arrives(to, received.Envelope{}, raw)
	require.True(t, sender.Stranger())
	require.Equal(t, []received.SenderSign{received.SignStranger, received.SignNew}, sender.Signs)
	require.Equal(t, claim.AuthenticityUnverified, sender.Grade)
	require.NotNil(t, o.now().Message(message), "it stops the clock all the same")

	_, sender = o.arrives(to, received.Envelope{}, authntest.Sign(t, "elsewhere.example", authntest.Mail("someone@elsewhere.example")+"Once more.\r\n"))
	require.Equal(t, []received.SenderSign{received.SignStranger}, sender.Signs, "it has written before")

	_, sender = o.arrives(to, received.Envelope{}, authntest.Mail("press@goog1e.example"))
	require.Equal(t, claim.AuthenticitySuspicious, sender.Grade)
	require.Equal(t, id("press"), sender.Like)
}

func TestTheServerCountsWhereItIsKnown(t *testing.T) {
	o, _ := openChecked(t)
	o.verifyPress()
	to := o.Tokens.Address(o.stream().ID)
	raw := authntest.Mail(pressOffice)
	_, sender := o.arrives(to, received.Envelope{From: pressOffice, Peer: "192.0.2.1", Helo: "mx.google.example"}, raw)
	require.Equal(t, []any{received.ProvenServer, claim.AuthenticityVerified}, []any{sender.Proven, sender.Grade})
	require.Equal(t, "192.0.2.1", o.proofOf(sender).Peer)
	_, sender = o.arrives(to, received.Envelope{From: pressOffice, Peer: "198.51.100.66", Helo: "evil.example"}, raw+"Forged.\r\n")
	require.Equal(t, []any{received.ProvenFailed, claim.AuthenticitySuspicious}, []any{sender.Proven, sender.Grade})
	_, sender = o.arrives(to, received.Envelope{From: pressOffice, Peer: "127.0.0.1"}, raw+"By our own relay.\r\n")
	require.Equal(t, []any{received.ProvenNot, claim.AuthenticityUnverified}, []any{sender.Proven, sender.Grade})
}

func TestAMessageIsCheckedAgain(t *testing.T) {
	o, zone := openChecked(t)
	to := o.Tokens.Address(o.stream().ID)
	raw := authntest.Sign(t, "google.example", authntest.Mail(pressOffice))
	zone.Down("")
	message, sender := o.arrives(to, received.Envelope{From: pressOffice, Peer: "192.0.2.1", Helo: "mx.google.example"}, raw)
	require.Equal(t, []any{received.ProvenUnknown, claim.AuthenticityUnverified, true}, []any{sender.Proven, sender.Grade, sender.Open})

	check := func(anew bool) received.Sender {
		t.Helper()
		found, err := o.CheckSender(t.Context(), o.now(), *o.now().Message(message), anew)
		require.NoError(t, err)
		o.write(o.stream(), letters.CheckSender{Message: message, Sender: found})
		return o.now().Message(message).Sender
	}
	zone.Up("")
	require.Equal(t, received.ProvenUnknown, check(false).Proven, "the DNS was not asked")
	sender = check(true)
	require.Equal(t, []any{received.ProvenSigned, claim.AuthenticityProbable, false}, []any{sender.Proven, sender.Grade, sender.Open})
	require.Equal(t, "192.0.2.1", o.proofOf(sender).Peer, "who handed it over is not forgotten")
	zone.Down("")
	o.verifyPress()
	require.Equal(t, claim.AuthenticityVerified, check(false).Grade, "the contact point was verified in the meantime")
	version := o.now().Version
	check(false)
	require.Equal(t, version, o.now().Version, "what is no news is no fact")
}

func TestWhoSentAMessageThatIsPlacedByHand(t *testing.T) {
	o, _ := openChecked(t)
	o.verifyPress()
	message, sender := o.arrives("desk@desk.example", received.Envelope{}, authntest.Sign(t, "google.example", authntest.Mail(pressOffice)))
	require.Equal(t, []any{received.ProvenSigned, false}, []any{sender.Proven, sender.Compared})
	require.Empty(t, sender.Grade, "nobody knows whom it concerns")
	o.write(claim.Stream{Kind: claim.StreamIntake, ID: message}, intake.AssignMail{Correspondence: o.stream().ID})
	require.Empty(t, o.now().Message(message).Sender.Grade)
	found, err := o.CheckSender(t.Context(), o.now(), *o.now().Message(message), false)
	require.NoError(t, err)
	require.Equal(t, claim.AuthenticityVerified, found.Graded().Grade)
}

// A message to several is held against each: whoever reads it there has to know how sure it is.
func TestWhoSentAMessageToSeveralIsSaidToEach(t *testing.T) {
	o, _ := openChecked(t)
	o.verifyPress()
	o.write(claim.Stream{Kind: claim.StreamParty, ID: id("apple")}, people.AddParty{
		Profile: o.keep(people.PartyProfile{Key: "apple", Name: "Apple"}), Zone: "America/Los_Angeles",
		Contact: people.Contact{ID: id("apple press"), Channel: claim.ByEmail, Address: o.keep(people.ContactAddress{Address: "press@apple.example"})},
	})
	other := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(id("case"), id("apple"))}
	o.write(other, letters.Ask{
		Request: id("apple's"), Channel: claim.ByEmail, Case: id("case"), Party: id("apple"), Claims: []uuid.UUID{id("contact")},
		Questions: o.keep("Were you contacted?"), SendAt: noon, AnswerBy: noon.Add(48 * time.Hour),
	})
	raw := authntest.Sign(t, "google.example", authntest.Mail("Google <"+pressOffice+">"))
	_, sender := o.arrives(o.Tokens.Address(o.stream().ID), received.Envelope{}, "Delivered-To: "+o.Tokens.Address(other.ID)+"\r\n"+raw)
	require.Equal(t, claim.AuthenticityVerified, sender.Grade)
	state, err := o.record.Load(t.Context(), other)
	require.NoError(t, err)
	for _, m := range state.(*letters.Correspondence).Messages {
		if m.Kind == claim.Reply {
			require.Equal(t, []any{claim.AuthenticityUnverified, true}, []any{m.Sender.Grade, m.Sender.Stranger()})
			return
		}
	}
	require.Fail(t, "it went to one of them alone")
}

func TestWhoSentAMessageThatComesAgainToAReplyAddress(t *testing.T) {
	o, _ := openChecked(t)
	raw := authntest.Sign(t, "google.example", authntest.Mail("Google <stranger@google.example>"))
	first, sender := o.arrives("desk@desk.example", received.Envelope{}, raw)
	require.Empty(t, sender.Grade)
	again, sender := o.arrives(o.Tokens.Address(o.stream().ID), received.Envelope{}, raw)
	require.Equal(t, first, again)
	require.True(t, sender.Compared)
	require.NotEmpty(t, sender.Grade)
}
