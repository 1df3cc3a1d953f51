package post_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
)

const marasOwn = "mara@newsroom.example"

// openNewsroom is an office whose reporter has a mailbox of her own, at a domain that signs its mail.
func openNewsroom(t *testing.T) *office {
	o, zone := openChecked(t)
	zone.Publish("newsroom.example")
	zone.TXT("_dmarc.newsroom.example", "v=DMARC1; p=reject")
	o.write(claim.Stream{Kind: claim.StreamPerson, ID: id("mara")}, people.ChangeProfile{
		Profile: o.keep(people.PersonProfile{Handle: "mara", Name: "Mara Lindqvist", Email: "Mara@Newsroom.example"})})
	return o
}

// own is mail from the reporter's own mailbox.
func own(to, extra, text string) string {
	return "From: Mara Lindqvist <" + marasOwn + ">\r\nTo: " + to + "\r\nSubject: Our questions\r\nDate: Sat, 18 Mar 2017 10:00:00 +0000\r\n" +
		"Message-ID: <" + uuid.NewString() + "@newsroom.example>\r\n" + extra + "\r\n" + strings.ReplaceAll(text, "\n", "\r\n")
}

func signed(t *testing.T, raw string) string { return authntest.Sign(t, "newsroom.example", raw) }

// message is what became of a message in the one correspondence.
func (o *office) placed(message uuid.UUID) *letters.Message {
	o.t.Helper()
	m := o.now().Message(message)
	require.NotNil(o.t, m)
	return m
}

func (o *office) intake(message uuid.UUID) *intake.Intake {
	o.t.Helper()
	state, err := o.record.Load(o.t.Context(), claim.Stream{Kind: claim.StreamIntake, ID: message})
	require.NoError(o.t, err)
	return state.(*intake.Intake)
}

const forwarded = "FYI\n\n---------- Forwarded message ---------\nFrom: Google Press <press@google.example>\nDate: Sat, 18 Mar 2017 09:00\nSubject: Re: questions\nTo: Mara\n\nNobody contacted us.\n"

func TestWhatAColleagueWritesFromHerOwnMailboxJoinsTheCorrespondence(t *testing.T) {
	o := openNewsroom(t)
	o.letter()
	message, _ := o.arrives("desk@desk.example", received.Envelope{From: marasOwn}, signed(t, own(pressOffice, "Cc: desk@desk.example\r\n", "Any news from you?\n")))
	m := o.placed(message)
	require.Equal(t, []any{received.MailColleague, received.ByAddressee, id("mara"), id("press")}, []any{m.Class, m.By, m.Sender.Staff, m.Contact})
	require.False(t, m.Unread())
	require.False(t, m.Stranger())
	require.False(t, m.OfParty(), "it does not show that the party has heard anything")
	require.Equal(t, claim.CodeConflict, claim.CodeOf(o.refused(o.stream(), letters.RecordResponse{
		Response: id("response"), Message: message, GroundRules: claim.OnTheRecord, Channel: claim.ByEmail, ReceivedAt: noon,
		Stances: []letters.Answer{{Claim: id("contact"), Stance: claim.Denies}},
	})), "it is never an answer of the party")
}

func TestASenderWhoIsNotProvenIsAnybody(t *testing.T) {
	o := openNewsroom(t)
	o.letter()
	message, _ := o.arrives(o.Tokens.Address(o.stream().ID), received.Envelope{From: marasOwn}, own(pressOffice, "", "We confirm all of it.\n"))
	m := o.placed(message)
	require.Equal(t, []any{received.MailAnswer, uuid.Nil, true}, []any{m.Class, m.Sender.Staff, m.Unread()})

	message, _ = o.arrives("desk@desk.example", received.Envelope{From: marasOwn}, own(pressOffice, "", "Any news from you?\n"))
	require.Nil(t, o.now().Message(message))
	require.Equal(t, claim.NoToken, o.intake(message).Quarantine)

	o.write(claim.Stream{Kind: claim.StreamPerson, ID: id("mara2")}, people.AddPerson{
		Profile: o.keep(people.PersonProfile{Handle: "mara2", Name: "Mara", Email: "gone@newsroom.example"}), Roles: []claim.Role{claim.Reporter}})
	o.write(claim.Stream{Kind: claim.StreamPerson, ID: id("mara2")}, people.DisablePerson{})
	message, _ = o.arrives(o.Tokens.Address(o.stream().ID), received.Envelope{From: marasOwn}, signed(t, strings.Replace(own(pressOffice, "", "Hello.\n"), "mara@", "gone@", 1)))
	require.Equal(t, received.MailAnswer, o.placed(message).Class, "who has left the desk is no colleague")
}

func TestAForwardedAnswerWaitsToBeReadAndProvesNothing(t *testing.T) {
	o := openNewsroom(t)
	letter := o.letter()
	for name, raw := range map[string]string{
		"inline":      own("desk@desk.example", "References: <"+letter.String()+"@desk.example>\r\n", forwarded),
		"to reply-to": own(o.Tokens.Address(o.stream().ID), "", forwarded),
		"no comment":  own(o.Tokens.Address(o.stream().ID), "", strings.TrimPrefix(forwarded, "FYI\n\n")),
		"to the party, quoting its answer": own(pressOffice, "Cc: "+o.Tokens.Address(o.stream().ID)+"\r\n",
			"Thank you.\n\nOn Sat, 18 Mar 2017 at 09:00, Google <press@google.example> wrote:\n> Nobody contacted us.\n"),
		"attached": own(o.Tokens.Address(o.stream().ID), "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
			"--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: message/rfc822\n\nFrom: press@google.example\nSubject: Re: questions\n\nNobody contacted us.\n--b--\n"),
		"what they said on the phone": own(o.Tokens.Address(o.stream().ID), "", "They rang: nobody contacted them.\n"),
		"by a rule that says so":      own(o.Tokens.Address(o.stream().ID), "Auto-Submitted: auto-forwarded\r\n", forwarded),
	} {
		t.Run(name, func(t *testing.T) {
			message, _ := o.arrives("desk@desk.example", received.Envelope{From: marasOwn}, signed(t, raw))
			m := o.placed(message)
			require.Equal(t, []any{received.MailForwarded, id("mara"), true}, []any{m.Class, m.Sender.Staff, m.Unread()})
			require.Equal(t, claim.Reply, m.Kind, "it is no letter of ours")
			require.Empty(t, m.Sender.Grade)
			o.write(o.stream(), letters.ReadMessage{Message: message, Disposition: letters.ReadNoAnswer})
		})
	}
}

func TestAForwardWithoutAReferenceIsAGuessThatStopsTheClock(t *testing.T) {
	o := openNewsroom(t)
	o.letter()
	message, _ := o.arrives("desk@desk.example", received.Envelope{From: marasOwn}, signed(t, own("desk@desk.example", "", forwarded)))
	in := o.intake(message)
	require.Equal(t, []any{claim.GuessedByForward, id("mara"), 1}, []any{in.Quarantine, in.Mail.Sender.Staff, len(in.Stopped)})
	require.Equal(t, 1, o.now().Quarantined)
	o.write(in.Stream(), intake.AcceptGuess{})
	m := o.placed(message)
	require.Equal(t, []any{received.MailForwarded, true, uuid.Nil}, []any{m.Class, m.Unread(), m.Contact}, "the contact is only said to have written it")

	o.write(o.stream(), letters.RecordResponse{
		Response: id("response"), Message: message, GroundRules: claim.OnTheRecord, Channel: claim.ByEmail, ReceivedAt: noon,
		Stances: []letters.Answer{{Claim: id("contact"), Stance: claim.Denies}},
	})
	require.Equal(t, claim.AuthenticityUnverified, o.now().Responses[0].Authenticity)
}

func TestMailOfAColleagueThatIsSortedLateCountsAsIfItHadBeenPlaced(t *testing.T) {
	o := openNewsroom(t)
	o.letter()
	unknown, _ := o.arrives("desk@desk.example", received.Envelope{From: marasOwn}, signed(t, own("desk@desk.example", "", "They rang: nobody contacted them.\n")))
	require.Equal(t, claim.NoToken, o.intake(unknown).Quarantine)
	o.write(o.intake(unknown).Stream(), intake.AssignMail{Correspondence: o.stream().ID})
	require.Equal(t, received.MailForwarded, o.placed(unknown).Class)

	elsewhere, _ := o.arrives("desk@desk.example", received.Envelope{From: marasOwn}, signed(t, own("jane@google.example", "Cc: desk@desk.example\r\n", "Any news?\n")))
	o.write(o.intake(elsewhere).Stream(), intake.AssignMail{Correspondence: o.stream().ID})
	require.Equal(t, received.MailForwarded, o.placed(elsewhere).Class, "nothing says that the address is the party's")
}

func TestAColleaguesAbsenceNoticeIsNotTheParty(t *testing.T) {
	o := openNewsroom(t)
	o.letter()
	message, _ := o.arrives(o.Tokens.Address(o.stream().ID), received.Envelope{From: marasOwn}, signed(t, own(o.Tokens.Address(o.stream().ID), "Auto-Submitted: auto-replied\r\n", "I am away until Monday.\n")))
	m := o.placed(message)
	require.Equal(t, []any{received.MailAutomatic, id("mara"), false}, []any{m.Class, m.Sender.Staff, m.OfParty()})
}

func TestWhatAColleagueSendsToAPartyOfSeveralCasesIsAGuess(t *testing.T) {
	o := openNewsroom(t)
	o.letter()
	o.write(claim.Stream{Kind: claim.StreamCase, ID: id("hidden")}, cases.OpenCase{
		Text: o.keep(claim.CaseHead{Slug: "hidden", Title: "Hidden"}), Owner: id("mara"), Access: []uuid.UUID{id("mara"), id("jonas")},
		Sensitivity: claim.Restricted, Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan})
	o.write(claim.Stream{Kind: claim.StreamClaim, ID: id("secret")}, verification.AddClaim{
		Case: id("hidden"), Text: o.keep(claim.ClaimText{Key: "secret", Statement: "A secret."}), Tier: claim.Routine, Author: id("mara"), Policy: claim.DefaultPolicy})
	other := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(id("hidden"), id("google"))}
	o.write(other, letters.Ask{Request: id("secret request"), Channel: claim.ByEmail, Case: id("hidden"), Party: id("google"),
		Claims: []uuid.UUID{id("secret")}, Questions: o.keep("Is it so?"), SendAt: noon, AnswerBy: noon.AddDate(0, 0, 2)})
	message, _ := o.arrives("desk@desk.example", received.Envelope{From: marasOwn}, signed(t, own(pressOffice, "Cc: desk@desk.example\r\n", "Any news from you?\n")))
	in := o.intake(message)
	require.Equal(t, claim.GuessedByAddressee, in.Quarantine)
	require.ElementsMatch(t, []uuid.UUID{o.stream().ID, other.ID}, in.Near(), "it is shown to those alone who may see both")
	require.Len(t, in.Stopped, 2, "no reminder crosses it")
}

// refused is why the record refuses a command.
func (o *office) refused(s claim.Stream, body claim.Body) error {
	o.t.Helper()
	cmd := claim.Command{ID: uuid.New(), Actor: claim.PersonActor(id("mara")), Body: body}
	done, err := o.record.Do(o.t.Context(), claim.Doing{Acts: []claim.Act{{To: s, Command: cmd}}, Now: noon})
	require.NoError(o.t, err)
	return done[0].Refused
}
