package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
)

// A contact point that somebody has verified, and one that nobody has.
var (
	verifiedPoint = letters.Sender{Proof: "proof", Compared: true, Contact: id("contact"), Exact: true, Verified: true}
	knownPoint    = letters.Sender{Proof: "proof", Compared: true, Contact: id("contact"), Exact: true}
	sameDomain    = letters.Sender{Proof: "proof", Compared: true, Contact: id("contact"), Verified: true}
	stranger      = letters.Sender{Proof: "proof", Compared: true, Signs: []letters.SenderSign{letters.SignStranger}}
)

func TestTheGradeOfAMessage(t *testing.T) {
	w := newWorld(t)
	for _, test := range []struct {
		sender letters.Sender
		proven letters.Proven
		sign   letters.SenderSign
		want   claim.Authenticity
	}{
		{verifiedPoint, letters.ProvenSigned, "", claim.AuthenticityVerified},
		{verifiedPoint, letters.ProvenServer, "", claim.AuthenticityVerified},
		{verifiedPoint, letters.ProvenReported, "", claim.AuthenticityVerified},
		{verifiedPoint, letters.ProvenPartly, "", claim.AuthenticityProbable},
		{verifiedPoint, letters.ProvenNot, "", claim.AuthenticityUnverified},
		{verifiedPoint, letters.ProvenUnknown, "", claim.AuthenticityUnverified},
		{verifiedPoint, letters.ProvenFailed, "", claim.AuthenticitySuspicious},
		{verifiedPoint, letters.ProvenSigned, letters.SignFreemail, claim.AuthenticityVerified},
		{verifiedPoint, letters.ProvenSigned, letters.SignUnclear, claim.AuthenticitySuspicious},
		{verifiedPoint, letters.ProvenSigned, letters.SignName, claim.AuthenticitySuspicious},
		{knownPoint, letters.ProvenSigned, "", claim.AuthenticityProbable},
		{knownPoint, letters.ProvenPartly, "", claim.AuthenticityProbable},
		{sameDomain, letters.ProvenSigned, letters.SignNew, claim.AuthenticityVerified},
		{sameDomain, letters.ProvenPartly, "", claim.AuthenticityUnverified},
		{stranger, letters.ProvenSigned, letters.SignNew, claim.AuthenticityUnverified},
		{stranger, letters.ProvenSigned, letters.SignLookAlike, claim.AuthenticitySuspicious},
		{stranger, letters.ProvenSigned, letters.SignScripts, claim.AuthenticitySuspicious},
		{letters.Sender{Proof: "proof"}, letters.ProvenSigned, "", ""},
	} {
		s := test.sender
		s.Proven = test.proven
		if test.sign != "" {
			s.Signs = append([]letters.SenderSign{test.sign}, s.Signs...)
		}
		w.same(s.Graded().Grade, test.want)
	}
}

// received has an answer by mail come in from a sender.
func received(w *world, s letters.Sender) {
	w.must(uuid.Nil, party("google"), letters.Receive{Message: id("m"), Mail: letters.Mail{Raw: "raw", Class: letters.MailAnswer, ReceivedAt: w.now, Sender: s}})
}

func TestAnAnswerHasTheGradeOfTheMessageThatItWasReadFrom(t *testing.T) {
	signed := verifiedPoint
	signed.Proven = letters.ProvenSigned
	for _, test := range []struct {
		channel claim.Channel
		want    claim.Authenticity
	}{{claim.ByEmail, claim.AuthenticityVerified}, {claim.ByPhone, claim.AuthenticityUnverified}} {
		w := newWorld(t)
		w.add(claim.DefaultPolicy, "a")
		w.ask("google", "r", week, "a")
		received(w, signed)
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
	unknown.Proven, unknown.Open, signed.Proven = letters.ProvenUnknown, true, letters.ProvenSigned
	received(w, unknown)
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
	w.same(*said.CalledBack, verification.CallBack{By: editor, Contact: id("number"), At: call.At})
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
