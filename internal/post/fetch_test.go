package post_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail/token"
	"github.com/onrecord/onrecord/internal/post"
)

func (o *office) fetch(raw string) (uuid.UUID, time.Time) {
	o.t.Helper()
	kept, err := o.Fetch(o.t.Context(), post.Fetched{WayIn: received.InByFile, By: id("mara"), Raw: []byte(raw), At: noon})
	require.NoError(o.t, err)
	return kept.Intake, kept.Known
}

func TestAFetchedMessageFindsItsCorrespondenceByTheAddressInIt(t *testing.T) {
	o := open(t, "press@google.example")
	to := o.Tokens.Address(o.letters.ID)
	intake, known := o.fetch("Return-Path: <press@google.example>\r\nFrom: press@google.example\r\nTo: " + to + "\r\nSubject: Re\r\n\r\nNo.\r\n")
	require.Zero(t, known)
	examined, err := o.Examine(t.Context(), intake)
	require.NoError(t, err)
	require.Contains(t, examined.Clues, received.Clue{By: received.ByToken, Correspondence: o.letters.ID})
	require.Equal(t, received.InByFile, examined.Mail.WayIn)
	require.Equal(t, id("mara"), examined.Mail.By)
	require.Equal(t, noon, examined.Mail.ReceivedAt)
}

func TestTheSameBytesByTwoWaysAreOne(t *testing.T) {
	o := open(t, "press@google.example")
	const raw = "From: press@google.example\r\n\r\nNo.\r\n"
	first, err := o.Receive(t.Context(), received.Envelope{From: "press@google.example", To: []string{"desk@desk.example"}}, []byte(raw), noon.Add(-time.Hour))
	require.NoError(t, err)
	second, known := o.fetch(raw)
	require.Equal(t, first, second)
	require.Equal(t, noon.Add(-time.Hour), known)
}

// Nobody said in SMTP who sent a fetched message. An empty sender is then no sign of a mail server's report, or anybody
// whose mail is put in could have a letter counted as undelivered.
func TestAFetchedReportIsBelievedOnlyWithTheEmptyReturnPathThatAServerWrote(t *testing.T) {
	o := open(t, "press@google.example")
	letter := o.letter()
	report := strings.ReplaceAll(`From: MAILER-DAEMON@google.example
Subject: Undelivered
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.google.example

Final-Recipient: rfc822; press@google.example
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: <`+token.MessageID(letter, "desk.example")+`>
--b--
`, "\n", "\r\n")
	for way, doubtful := range map[string]bool{"": true, "Return-Path: <press@google.example>\r\n": true, "Return-Path: <>\r\n": false} {
		intake, _ := o.fetch(way + report)
		examined, err := o.Examine(t.Context(), intake)
		require.NoError(t, err)
		require.Equal(t, received.MailBounce, examined.Mail.Class, way)
		require.Equal(t, doubtful, examined.Mail.Doubtful, way)
	}
}

func TestAFileOfManyIsTakenInUpToABound(t *testing.T) {
	o := open(t, "press@google.example")
	var mbox strings.Builder
	for _, n := range []string{"1", "2", "2", "3", "4"} {
		mbox.WriteString("From x\nFrom: press@google.example\n\n" + n + "\n\n")
	}
	started := map[uuid.UUID]bool{}
	done, err := o.Import(t.Context(), "m", post.Fetched{WayIn: received.InByFile, Raw: []byte(mbox.String()), At: noon}, 4,
		func(intake uuid.UUID) { started[intake] = true })
	require.NoError(t, err)
	require.Len(t, done, 5)
	require.Len(t, started, 3)
	require.Equal(t, done[1].Intake, done[2].Intake)
	require.Equal(t, claim.Instant(noon), done[2].Known)
	require.Contains(t, done[4].Problem, "too many at once")
}
