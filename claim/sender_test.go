package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
)

// A contact point that somebody has verified, and one that nobody has.
var (
	verifiedPoint = received.Sender{Proof: "proof", Compared: true, Contact: id("contact"), Exact: true, Verified: true}
	knownPoint    = received.Sender{Proof: "proof", Compared: true, Contact: id("contact"), Exact: true}
	sameDomain    = received.Sender{Proof: "proof", Compared: true, Contact: id("contact"), Verified: true}
	stranger      = received.Sender{Proof: "proof", Compared: true, Signs: []received.SenderSign{received.SignStranger}}
)

func TestTheGradeOfAMessage(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct {
		sender received.Sender
		proven received.Proven
		sign   received.SenderSign
		want   claim.Authenticity
	}{
		{verifiedPoint, received.ProvenSigned, "", claim.AuthenticityVerified},
		{verifiedPoint, received.ProvenServer, "", claim.AuthenticityVerified},
		{verifiedPoint, received.ProvenReported, "", claim.AuthenticityVerified},
		{verifiedPoint, received.ProvenPartly, "", claim.AuthenticityProbable},
		{verifiedPoint, received.ProvenNot, "", claim.AuthenticityUnverified},
		{verifiedPoint, received.ProvenUnknown, "", claim.AuthenticityUnverified},
		{verifiedPoint, received.ProvenFailed, "", claim.AuthenticitySuspicious},
		{verifiedPoint, received.ProvenSigned, received.SignFreemail, claim.AuthenticityVerified},
		{verifiedPoint, received.ProvenSigned, received.SignUnclear, claim.AuthenticitySuspicious},
		{verifiedPoint, received.ProvenSigned, received.SignName, claim.AuthenticitySuspicious},
		{knownPoint, received.ProvenSigned, "", claim.AuthenticityProbable},
		{knownPoint, received.ProvenPartly, "", claim.AuthenticityProbable},
		{sameDomain, received.ProvenSigned, received.SignNew, claim.AuthenticityVerified},
		{sameDomain, received.ProvenPartly, "", claim.AuthenticityUnverified},
		{stranger, received.ProvenSigned, received.SignNew, claim.AuthenticityUnverified},
		{stranger, received.ProvenSigned, received.SignLookAlike, claim.AuthenticitySuspicious},
		{stranger, received.ProvenSigned, received.SignScripts, claim.AuthenticitySuspicious},
		{received.Sender{Proof: "proof"}, received.ProvenSigned, "", ""},
	} {
		s := test.sender
		s.Proven = test.proven
		if test.sign != "" {
			s.Signs = append([]received.SenderSign{test.sign}, s.Signs...)
		}
		w.same(s.Graded().Grade, test.want)
	}
}

// mailIn has an answer by mail come in from a sender.
func mailIn(w *world, s received.Sender) {
	w.must(uuid.Nil, party("google"), letters.Receive{Message: id("m"), Mail: received.Mail{Raw: "raw", Class: received.MailAnswer, ReceivedAt: w.now, Sender: s}})
}

func TestAnAnswerHasTheGradeOfTheMessageThatItWasReadFrom(t *testing.T) {
	signed := verifiedPoint
	signed.Proven = received.ProvenSigned
	for _, test := range []struct {
		channel claim.Channel
		want    claim.Authenticity
	}{{claim.ByEmail, claim.AuthenticityVerified}, {claim.ByPhone, claim.AuthenticityUnverified}} {
		w := newWorld(t)
		w.add(claim.DefaultPolicy, "a")
		w.ask("google", "r", week, "a")
		mailIn(w, signed)
		b := w.answering("response", claim.Denies, "a")
		b.Message, b.Channel = id("m"), test.channel
		w.must(author, party("google"), b)
		w.same(w.claim("a").Answers[0].Authenticity, test.want)
	}
}

func TestAMessageIsCheckedAgainAndWhatIsNoNewsIsNoFact(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a")
	w.ask("google", "r", week, "a")
	unknown, signed := knownPoint, knownPoint
	unknown.Proven, unknown.Open, signed.Proven = received.ProvenUnknown, true, received.ProvenSigned
	mailIn(w, unknown)
	w.same(w.letters("google").Message(id("m")).Sender.Grade, claim.AuthenticityUnverified)
	w.same(len(w.must(uuid.Nil, party("google"), letters.CheckSender{Message: id("m"), Sender: unknown})), 0)
	w.same(len(w.must(editor, party("google"), letters.CheckSender{Message: id("m"), Sender: signed})), 1)
	w.same(w.letters("google").Message(id("m")).Sender.Grade, claim.AuthenticityProbable)
	w.refused(claim.CodeNotFound, editor, party("google"), letters.CheckSender{Message: id("another"), Sender: signed})
	w.refused(claim.CodeNotFound, editor, party("google"), letters.CheckSender{Message: w.letters("google").Messages[0].ID, Sender: signed})
}

func TestACallBackOnAKnownNumberMakesAnAnswerVerified(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a")
	w.ask("google", "r", week, "a")
	w.answer("google", "response", claim.Denies, "a")
	w.same(w.claim("a").Answers[0].Authenticity, claim.AuthenticityUnverified)
	call := letters.CallBack{Response: id("response"), Contact: id("number"), At: w.now.Add(time.Minute)}
	at := func(contact string, at time.Time) letters.CallBack {
		return letters.CallBack{Response: id("response"), Contact: id(contact), At: at}
	}
	w.refused(claim.CodeNotFound, editor, party("google"), letters.CallBack{Response: id("another"), Contact: id("number"), At: w.now})
	w.refused(claim.CodeNotFound, editor, party("google"), at("nothing", w.now))
	w.refused(claim.CodeInvalid, editor, party("google"), at("address of google", w.now)) // no number
	w.refused(claim.CodeWrongStage, editor, party("google"), at("old number", w.now))     // not used any more
	w.refused(claim.CodeInvalid, editor, party("google"), at("new number", w.now))        // which may have come with the answer
	w.refused(claim.CodeInvalid, editor, party("google"), at("number", w.now.Add(-time.Hour)))
	w.refused(claim.CodeInvalid, editor, party("google"), at("number", w.now.Add(time.Hour)))

	w.must(editor, party("google"), call)
	said := w.claim("a").Answers[0]
	w.same(said.Authenticity, claim.AuthenticityVerified)
	w.same(*said.CalledBack, sources.CallBack{By: editor, Contact: id("number"), At: call.At})
	w.same(w.letters("google").Responses[0].Authenticity, claim.AuthenticityVerified)
	w.same(len(w.must(editor, party("google"), call)), 0)
	w.same(w.claim("a").OwnWork(editor) != "", true)
	w.same(w.claim("a").OwnWork(reviewer), "")
}

func TestACallBackTakesWhatWasSignedOffBack(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a")
	w.ask("google", "r", week, "a")
	w.answer("google", "response", claim.Confirms, "a")
	w.signOff("a", claim.Corroborated)
	before := w.claim("a").Subject()
	w.must(editor, party("google"), letters.CallBack{Response: id("response"), Contact: id("number"), At: w.now})
	w.same(w.claim("a").Stage, claim.StageAssessing)
	w.same(w.claim("a").Subject() != before, true)
}

// TestAStrangersMailIsKnownForWhatItIs: what answers our letter shows that its author had it, but for one who had a copy.
func TestAStrangersMailIsKnownForWhatItIs(t *testing.T) {
	copied := stranger
	copied.Signs = append([]received.SenderSign{received.SignCopy}, stranger.Signs...)
	for _, test := range []struct {
		says     string
		sender   received.Sender
		by       received.Match
		unproven bool
	}{
		{"a stranger's, given to the party by hand", stranger, received.ByPerson, true},
		{"or with the code of the request, which stands in every quotation", stranger, received.ByCode, true},
		{"one that came to the reply address of our letter", stranger, received.ByToken, false},
		{"from somebody who had a copy of it", copied, received.ByToken, true},
		{"a known contact's", knownPoint, received.BySender, false},
	} {
		t.Run(test.says, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "a")
			w.ask("google", "r", week, "a")
			w.must(uuid.Nil, party("google"), letters.Receive{Message: id("m"), By: test.by, Mail: received.Mail{Raw: "raw", Class: received.MailAnswer, ReceivedAt: w.now, Sender: test.sender}})
			b := w.answering("response", claim.Confirms, "a")
			b.Message, b.Channel = id("m"), claim.ByEmail
			w.must(author, party("google"), b)
			w.same(w.claim("a").Answers[0].Unproven, test.unproven)
			w.same(len(w.claim("a").OnRecord()) == 0, test.unproven)
			w.same(len(w.claim("a").Unheard()) == 1, test.unproven)
			if test.unproven { // the time that the party was given runs on, whatever was recorded in its name
				w.must(editor, claimStream("a"), sources.WeighAnswer{Response: id("response"), ItsOwn: false, Reason: "they do not know him"})
				w.same(len(w.claim("a").Unheard()), 1)
				w.must(editor, claimStream("a"), sources.WeighAnswer{Response: id("response"), ItsOwn: true, Reason: "they do"})
				w.same(len(w.claim("a").Unheard()), 0)
			}
		})
	}
}
