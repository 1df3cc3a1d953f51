package peertest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/mail/dovecottest"
)

// The mailboxes of the parties, by what happens in them. Nobody has the one of gone.example.
func parties(string) []dovecottest.Mailbox {
	boxes := []dovecottest.Mailbox{
		{User: "press@away.example", Sieve: vacation}, {User: "press@full.example", Holds: 1}, {User: "someone@gone.example"},
		{User: "office@elsewhere.example"},
	}
	for _, name := range strings.Fields("reply from fresh other html files slow silent mute") {
		boxes = append(boxes, dovecottest.Mailbox{User: "press@" + name + ".example"})
	}
	return boxes
}

const vacation = `require ["vacation"];
vacation :days 1 :subject "Out of office" "I am out of the office until Friday, and read no mail before then.";
`

const (
	gatewayed = "Content-Type: multipart/mixed; boundary=gateway\n"
	inHTML    = `--gateway
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

<html><body><p>We were <b>not</b> told before Monday. =93Nobody=94 wrote to us.</p>
<ol><li>No mail came.</li><li>No call came.</li></ol></body></html>
--gateway
Content-Type: text/plain; charset=us-ascii

This message was scanned by the gateway. It may be confidential.
--gateway--
`
	withFile = "Content-Type: multipart/mixed; boundary=parts\n"
)

var statement = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")

func attached() string {
	pdf := base64.StdEncoding.EncodeToString(statement)
	return "--parts\nContent-Type: text/plain; charset=utf-8\n\nOur statement is attached. In short: nobody wrote to us.\n" +
		"--parts\nContent-Type: application/pdf; name=\"statement.pdf\"\nContent-Disposition: attachment; filename=\"statement.pdf\"\n" +
		"Content-Transfer-Encoding: base64\n\n" + pdf + "\n--parts\nContent-Type: text/plain; charset=utf-8\n\nThe number for questions is on page two.\n--parts--\n"
}

// TestAWeekWithEverybodysMailServersEndsWithEveryAnswerAtItsRequest: twelve parties are asked on a Monday, and have seven days.
// They answer as people do, or their programs do it for them, or they do not.
func TestAWeekWithEverybodysMailServersEndsWithEveryAnswerAtItsRequest(t *testing.T) {
	w := open(t, parties)
	_, err := writing.AddClaim(w.ctx, w.Desk, w.mara, "story", writing.ClaimInput{Key: "contact", Statement: "Everybody was told before Monday."})
	require.NoError(t, err)
	w.send("office@elsewhere.example", "press@full.example", "From: office@elsewhere.example\nTo: press@full.example\nSubject: Lunch\n\nThere is no room for more after this.\n")
	all := map[string]*asked{}
	for _, party := range strings.Fields("reply from fresh other html files slow silent mute away full gone") {
		all[party] = w.ask(party, w.day(7, 0))
		require.Len(t, all[party].planned, 3)
	}
	w.until(w.day(0, 1)) // the letters have gone
	w.firstDay(all)
	w.answers(all)
	w.until(w.day(6, 20))
	w.eventually("that every letter to a full mailbox has come back", func() bool {
		return !slices.ContainsFunc(all["full"].request().Letters, func(l report.LetterReport) bool { return l.Delivery == letters.DeliveryAccepted })
	})
	w.until(w.day(7, 1))
	w.outcome(all)
}

// firstDay: what mail servers say by themselves comes at once, and none of it is an answer.
func (w *world) firstDay(all map[string]*asked) {
	away := all["away"].comes(1, received.MailAutomatic)
	require.Contains(w.t, away.Text, "out of the office until Friday")
	all["gone"].comes(1, received.MailBounce)
	require.Equal(w.t, letters.DeliveryHardBounce, all["gone"].request().Letters[0].Delivery)
	all["full"].comes(1, received.MailBounce)
	require.Equal(w.t, letters.DeliverySoftBounce, all["full"].request().Letters[0].Delivery)
	all["slow"].comes(1, received.MailBounce) // only delayed
	require.Equal(w.t, letters.DeliveryAccepted, all["slow"].request().Letters[0].Delivery, "it may arrive yet")
	w.comeUp()
	for name, party := range all {
		if name == "gone" || name == "full" {
			continue
		}
		l := party.letters(1)[0]
		require.Contains(w.t, l.Get("Authentication-Results"), "dkim=pass", "what we sign holds for the parties' verifier: %s", l.raw)
	}
}

// answers: one after the other, over the week. The reminders are planned for days 3½ and 5¼, and a final notice for day 6¼.
func (w *world) answers(all map[string]*asked) {
	w.until(w.day(1, 0))
	all["reply"].writes(answer{body: "Nobody has told us anything.\n\nOn Monday the desk wrote:\n> Did anybody write to you about it before Monday?\n"})
	item := all["reply"].hears(1, "Nobody has told us anything.")
	require.Equal(w.t, claim.AuthenticityVerified, item.Sender.Grade)
	require.Contains(w.t, item.Sender.Says, "reply.example")
	require.Equal(w.t, received.ByToken, item.MatchedBy)

	all["from"].writes(answer{to: dovecottest.User, body: "We were not asked before today.\n"})
	item = all["from"].hears(1, "We were not asked before today.")
	require.Equal(w.t, received.ByReference, item.MatchedBy)
	require.Equal(w.t, "fetched from the desk's mailbox", item.WayIn)

	w.until(w.day(2, 0))
	all["fresh"].writes(answer{to: dovecottest.User, bare: true, body: "This is news to us.\n"})
	w.accept("This is news to us.")
	item = all["fresh"].hears(1, "This is news to us.")
	require.Equal(w.t, claim.AuthenticityVerified, item.Sender.Grade)

	all["other"].writes(answer{from: "office@elsewhere.example", body: "I answer for them: they heard of it from you.\n"})
	item = all["other"].hears(1, "they heard of it from you")
	require.True(w.t, item.Sender.Stranger)

	w.until(w.day(3, 0))
	all["html"].writes(answer{fields: gatewayed, body: inHTML})
	item = all["html"].hears(1, "“Nobody” wrote to us.")
	for _, words := range []string{"before Monday.", "No mail came.", "2. No call came.", "scanned by the gateway"} {
		require.Contains(w.t, item.Text, words)
	}

	w.until(w.day(4, 0)) // one reminder went to whom is still silent
	all["slow"].writes(answer{body: "Sorry for the delay. It is not so.\n"})
	all["slow"].hears(2, "It is not so.")

	// An answer that nobody has read yet stops the clock as well.
	all["files"].writes(answer{fields: withFile, body: attached()})
	all["files"].comes(1, received.MailAnswer)

	w.until(w.day(5, 0))
	all["away"].writes(answer{body: "I am back. We knew nothing.\n"})
	all["away"].hears(len(all["away"].received())+1, "We knew nothing.")

	w.until(w.day(6, 0))
	item = all["files"].hears(1, "The number for questions is on page two.")
	require.Len(w.t, item.Files, 1)
	sum := sha256.Sum256(statement)
	require.Equal(w.t, mailtext.MailFile{
		Name: "statement.pdf", Type: "application/pdf", Content: "application/pdf", Size: len(statement), SHA256: hex.EncodeToString(sum[:]),
	}, item.Files[0])
}

// accept gives the one message in quarantine to the correspondence that it was guessed to be of, which waits meanwhile.
func (w *world) accept(words string) {
	w.t.Helper()
	w.eventually("a message in quarantine", func() bool {
		items, err := w.Reads.Inbox(w.ctx, w.mara)
		require.NoError(w.t, err)
		for _, item := range items {
			if item.Quarantine == "" {
				continue
			}
			require.Contains(w.t, item.Text, words)
			require.Len(w.t, item.Guesses, 1)
			_, err := answers.AcceptMessage(w.ctx, w.Desk, w.mara, item.Message, answers.GuessInput{})
			require.NoError(w.t, err)
			return true
		}
		return false
	})
}

// outcome: where everybody stands at the end of the week.
func (w *world) outcome(all map[string]*asked) {
	// How many reminders and notices each party had when it answered; the silent have had all.
	reminded := map[string]int{"slow": 1, "files": 1, "away": 1, "silent": 3, "mute": 3}
	for name, party := range all {
		r := party.request()
		what := fmt.Sprintf("%s: %+v", name, r)
		switch name {
		case "silent", "mute":
			require.Equal(w.t, letters.NoReply, r.Lifecycle, what)
			require.Equal(w.t, claim.DeliveredNoAnswer, r.Silence, what)
		case "gone", "full":
			require.Equal(w.t, letters.NoReply, r.Lifecycle, what)
			require.Equal(w.t, claim.Undeliverable, r.Silence, what)
		default:
			require.Equal(w.t, letters.Answered, r.Lifecycle, what)
		}
		if name == "full" {
			continue
		}
		reminders := party.reminders()
		require.Len(w.t, reminders, reminded[name], what)
		for i, l := range reminders {
			require.WithinDuration(w.t, party.planned[i].At, l.At, time.Minute, what)
		}
		w.once(name, party, 1+len(reminders))
	}
	items, err := w.Reads.Inbox(w.ctx, w.mara)
	require.NoError(w.t, err)
	require.Empty(w.t, items, "everything is where it belongs, and was read")
	verified, err := w.Record.Verify(w.ctx, nil)
	require.NoError(w.t, err)
	require.Empty(w.t, verified.Problems)
}

// once: every letter is in the party's mailbox, and none is twice.
func (w *world) once(name string, party *asked, n int) {
	if name == "gone" {
		return
	}
	ids := map[string]bool{}
	for _, l := range party.letters(n) {
		require.False(w.t, ids[l.Get("Message-Id")], "%s: a letter came twice", name)
		ids[l.Get("Message-Id")] = true
	}
	require.Len(w.t, ids, n, name)
}
