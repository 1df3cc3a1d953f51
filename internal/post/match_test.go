package post_test

import (
	"fmt"
	"strings"
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
	"github.com/onrecord/onrecord/internal/mail/authn"
)

// takeIn takes in what came last, as its workflow does, until it is settled.
func (o *office) takeIn(from, to, raw string) *intake.Intake {
	o.t.Helper()
	id, err := o.Receive(o.t.Context(), received.Envelope{From: from, To: []string{to}}, []byte(strings.ReplaceAll(raw, "\n", "\r\n")), noon)
	require.NoError(o.t, err)
	in, err := o.Examine(o.t.Context(), id)
	require.NoError(o.t, err)
	state := o.write(claim.Stream{Kind: claim.StreamIntake, ID: id}, in)
	_, settled, err := o.record.TakeIn(o.t.Context(), id, in.Delivery, claim.Doing{})
	require.NoError(o.t, err)
	require.True(o.t, settled)
	return state.(*intake.Intake)
}

func TestWhatIsReceivedIsMatchedByWhatItPointsAt(t *testing.T) {
	tests := []struct {
		sentence string
		mail     func(o *office) (to, raw string)
		by       received.Match
		sure     bool
	}{
		{"by the reply address in the envelope, whatever its header says", func(o *office) (string, string) {
			return strings.ToUpper(o.Tokens.Address(o.stream().ID)), "From: a@b.example\nTo: desk@desk.example\n\nNo.\n"
		}, received.ByToken, true},
		{"by one in Cc", func(o *office) (string, string) {
			return "desk@desk.example", "From: a@b.example\nCc: \"Desk\" <" + o.Tokens.Address(o.stream().ID) + ">\n\nNo.\n"
		}, received.ByToken, true},
		{"by one in Delivered-To", func(o *office) (string, string) {
			return "desk@desk.example", "Delivered-To: " + o.Tokens.Address(o.stream().ID) + "\nFrom: a@b.example\n\nNo.\n"
		}, received.ByToken, true},
		{"by one that was rewritten on its way", func(o *office) (string, string) {
			return "SRS0=abcd=2B=desk.example=" + strings.Replace(o.Tokens.Address(o.stream().ID), "@desk.example", "", 1) + "@desk.example", "From: a@b.example\n\nNo.\n"
		}, received.ByToken, true},
		{"by one that is damaged", func(o *office) (string, string) {
			address := o.Tokens.Address(o.stream().ID)
			return address[:20] + address[22:], "From: a@b.example\n\nNo.\n"
		}, received.ByDamagedToken, true},
		{"by our letter in In-Reply-To", func(o *office) (string, string) {
			return "desk@desk.example", fmt.Sprintf("From: a@b.example\nIn-Reply-To: <%s@DESK.example>\n\nNo.\n", o.letters.Messages[0].ID)
		}, received.ByReference, true},
		{"by our letter in References", func(o *office) (string, string) {
			return "desk@desk.example", fmt.Sprintf("From: press@google.example\nReferences: <1@x.example>\n <%s@desk.example> <2@x.example>\n\nNo.\n", o.letters.Messages[0].ID)
		}, received.ByReference, true},
		{"by the letter that a report has in it", func(o *office) (string, string) {
			return "desk@desk.example", report("failed", "5.1.1", o.letters.Messages[0].ID.String())
		}, received.ByReference, true},
		{"by a reference, where the reply address belongs to nothing", func(o *office) (string, string) {
			return o.Tokens.Address(uuid.New()), fmt.Sprintf("From: a@b.example\nIn-Reply-To: <%s@desk.example>\n\nNo.\n", o.letters.Messages[0].ID)
		}, received.ByReference, true},
		{"by the code in its subject", func(o *office) (string, string) {
			return "desk@desk.example", "From: a@b.example\nSubject: AW: Request for comment " + letters.RequestCode(id("request")) + "\n\nNo.\n"
		}, received.ByCode, false},
		{"by the code in its text", func(o *office) (string, string) {
			return "desk@desk.example", "From: a@b.example\n\nNo.\n\n> the code is " + strings.ToLower(letters.RequestCode(id("request"))) + "\n"
		}, received.ByCode, false},
		{"by the link in what it quotes", func(o *office) (string, string) {
			return "desk@desk.example", "From: a@b.example\n\nNo.\n\n> https://desk.example/answer/" + o.Links.Token(id("request"), id("press")) + "\n"
		}, received.ByCode, false},
		{"by a known sender", func(o *office) (string, string) {
			return "desk@desk.example", "From: Google <PRESS@google.example>\n\nNo.\n"
		}, received.BySender, false},
		{"by another address at the domain of a contact", func(o *office) (string, string) {
			return "desk@desk.example", "From: Jane Doe <jane.doe@google.example>\n\nNo.\n"
		}, received.ByOrganisation, false},
		{"by one below that domain", func(o *office) (string, string) {
			return "desk@desk.example", "From: Legal <LEGAL@Mail.Corp.Google.EXAMPLE>\n\nNo.\n"
		}, received.ByOrganisation, false},
	}
	for _, test := range tests {
		t.Run(test.sentence, func(t *testing.T) {
			o := open(t, "press@google.example")
			o.letter()
			to, raw := test.mail(o)
			from := "a@b.example"
			if strings.Contains(raw, "MAILER-DAEMON") {
				from = ""
			}
			in := o.takeIn(from, to, raw)
			if !test.sure {
				require.Equal(t, []received.Clue{{By: test.by, Correspondence: o.stream().ID, About: in.Guesses[0].About}}, in.Guesses)
				require.True(t, o.waits())
				return
			}
			require.Equal(t, o.stream().ID, in.Correspondence)
			m := o.correspondence().Message(in.ID)
			require.Equal(t, test.by, m.By)
			known := strings.Contains(raw, "press@google") && from != ""
			require.Equal(t, known, m.Contact == id("press"))
		})
	}
}

func (o *office) correspondence() *letters.Correspondence {
	o.t.Helper()
	state, err := o.record.Load(o.t.Context(), o.stream())
	require.NoError(o.t, err)
	return state.(*letters.Correspondence)
}

// waits reports whether a reminder has to wait.
func (o *office) waits() bool {
	o.t.Helper()
	around, failed := o.record.Around(o.t.Context())
	waits := around.Waits(o.stream().ID)
	require.NoError(o.t, failed())
	return waits
}

// TestOneDomainIsOneOrganisationOnlyWhereNobodyElseIsAtIt: whoever has an address at the same provider, or a site at the
// same host, is not the party.
func TestOneDomainIsOneOrganisationOnlyWhereNobodyElseIsAtIt(t *testing.T) {
	for _, test := range []struct {
		contact, from string
		guessed       bool
	}{
		{"press@mill.example", "jane@mill.example", true},
		{"press@press.mill.example", "jane@mail.mill.example", true},
		{"press@müller.example", "jane@xn--mller-kva.example", true},
		{"press@ministry.gov.uk", "jane@mail.ministry.gov.uk", true},
		{"press@ministry.gov.uk", "jane@other.gov.uk", false},
		{"mill@gmail.com", "jane@gmail.com", false},
		{"mill@yahoo.co.uk", "jane@yahoo.co.uk", false},
		{"press@mill.github.io", "jane@other.github.io", false},
		{"press@mill.example", "jane@mill.test", false},
		{"press@mill.example", "jane@windmill.example", false},
	} {
		t.Run(test.contact+" and "+test.from, func(t *testing.T) {
			o := open(t, test.contact)
			o.letter()
			in := o.takeIn(test.from, "desk@desk.example", "From: "+test.from+"\n\nNo.\n")
			require.Equal(t, test.guessed, o.waits())
			if !test.guessed {
				require.Equal(t, claim.NoToken, in.Quarantine)
				return
			}
			require.Equal(t, claim.GuessedByOrganisation, in.Quarantine)
			require.NoError(t, o.record.Reproject(t.Context()))
			near, err := o.record.ContactsNear(t.Context(), authn.Organisation(test.from))
			require.NoError(t, err)
			require.Equal(t, []received.KnownContact{{Party: id("google"), Contact: id("press")}}, near)
		})
	}
}

func TestAContactIsKnownInWhicheverFormItsDomainIsWritten(t *testing.T) {
	o := open(t, "press@müller.example")
	o.letter()
	in := o.takeIn("press@xn--mller-kva.example", "desk@desk.example", "From: press@xn--mller-kva.example\n\nNo.\n")
	require.Equal(t, claim.GuessedBySender, in.Quarantine)
}

func TestNoReminderGoesOutFromTheMomentThatAMessageIsTaken(t *testing.T) {
	o := open(t, "press@google.example")
	o.letter()
	require.False(t, o.waits())
	_, err := o.Receive(t.Context(), received.Envelope{From: "press@google.example", To: []string{"desk@desk.example"}}, []byte("From: press@google.example\r\n\r\nNo.\r\n"), noon)
	require.NoError(t, err)
	require.True(t, o.waits())
}

func TestTwoDamagedTokensThatCanBeEitherAreNone(t *testing.T) {
	o := open(t, "press@google.example")
	in := o.takeIn("a@b.example", "reply+"+strings.Repeat("a", 42)+"@desk.example", "From: a@b.example\n\nNo.\n")
	require.Equal(t, claim.NoToken, in.Quarantine)
	require.Empty(t, in.Guesses)
}

func TestTheSameMessageToTheDeskAndThenToAReplyAddressIsMatched(t *testing.T) {
	token := func(o *office) string { return o.Tokens.Address(o.stream().ID) }
	raw := "From: a@b.example\nMessage-ID: <1@b.example>\n\nNo.\n"
	for sentence, second := range map[string]string{"the same bytes": raw, "by another way": "Received: from x by y; Mon, 13 Mar 2017 12:00:00 +0000\n" + raw} {
		t.Run(sentence, func(t *testing.T) {
			o := open(t, "press@google.example")
			first := o.takeIn("a@b.example", "desk@desk.example", raw)
			require.Equal(t, claim.NoToken, first.Quarantine)
			again := o.takeIn("a@b.example", token(o), second)
			require.Equal(t, first.ID, again.ID)
			require.Equal(t, o.stream().ID, again.Correspondence)
			require.Len(t, o.correspondence().Unread(), 1)
			require.Len(t, again.Copies, map[bool]int{false: 0, true: 1}[second != raw])
			again = o.takeIn("a@b.example", token(o), second)
			require.Len(t, o.correspondence().Unread(), 1)
			require.Empty(t, again.Quarantine)
		})
	}
}

func TestAKnownSenderIsKnownUntilTheAddressIsRetiredOrErased(t *testing.T) {
	o := open(t, "press@google.example")
	found := func() int {
		senders, err := o.record.ContactsAt(t.Context(), " Press@Google.EXAMPLE")
		require.NoError(t, err)
		return len(senders)
	}
	require.Equal(t, 1, found())
	google := claim.Stream{Kind: claim.StreamParty, ID: id("google")}
	desk := o.keep(people.ContactAddress{Address: "desk@google.example"})
	o.write(google, people.AddContact{Contact: people.Contact{ID: id("desk"), Channel: claim.ByEmail, Address: desk}})
	o.write(google, people.ChooseContact{Contact: id("desk")})
	o.write(google, people.RetireContact{Contact: id("press")})
	require.Zero(t, found())
	senders, err := o.record.ContactsAt(t.Context(), "desk@google.example")
	require.NoError(t, err)
	require.Equal(t, []received.KnownContact{{Party: id("google"), Contact: id("desk")}}, senders)
	require.NoError(t, o.record.Reproject(t.Context()))
	require.NoError(t, o.record.Erase(t.Context(), desk, noon))
	senders, err = o.record.ContactsAt(t.Context(), "desk@google.example")
	require.NoError(t, err)
	require.Empty(t, senders)
}

func TestWhatRepeatsTheWordsOfARestrictedCaseIsGuessedToBelongToIt(t *testing.T) {
	o := open(t, "press@google.example")
	o.write(o.stream(), letters.Ask{
		Request: id("second"), Channel: claim.ByEmail, Case: id("case"), Party: id("google"), Claims: []uuid.UUID{id("contact")},
		Questions: o.keep("Did you pay the inspector for a clean report on the mill in March?"), SendAt: noon, AnswerBy: noon.Add(48 * time.Hour),
	})
	quoting := "From: a@b.example\n\nNo, we never did.\n\n> Did you pay the inspector for\n> a clean report on the mill in\n> March?\n"
	require.Equal(t, claim.NoToken, o.takeIn("a@b.example", "desk@desk.example", quoting).Quarantine)
	o.write(claim.Stream{Kind: claim.StreamCase, ID: id("case")}, cases.ChangeAccess{Owner: id("mara"), Sensitivity: claim.Restricted, Access: []uuid.UUID{id("jonas")}, Seen: 1})
	in := o.takeIn("a@b.example", "desk@desk.example", quoting+"\nAda\n")
	require.Equal(t, claim.GuessedByQuotation, in.Quarantine)
	require.Equal(t, o.stream().ID, in.Guesses[0].Correspondence)
	require.Equal(t, claim.NoToken, o.takeIn("a@b.example", "desk@desk.example", "From: a@b.example\n\nDid you pay the inspector?\n").Quarantine)
}
