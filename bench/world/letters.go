package world

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// ask has a party asked in the case, reminded, and perhaps answer.
func (c *oneCase) ask(party uuid.UUID) {
	letters := claim.New(claim.StreamCorrespondence, claim.CorrespondenceID(c.id, party)).(*letters.Correspondence)
	for i := range c.shape.Requests {
		c.request(letters, party, i)
	}
}

// request is one request with its letters and replies.
func (c *oneCase) request(mail *letters.Correspondence, party uuid.UUID, n int) {
	about := c.claims[c.r.IntN(len(c.claims))]
	if about.Stage == claim.StageDraft {
		about = c.claims[0]
	}
	share := 0.05 + 0.6*float64(n)/float64(c.shape.Requests)
	sent, id := c.at(share), uuid.New()
	answerBy := sent.Add(c.span / 4)
	c.say(mail, c.owner, sent, letters.RequestQueued{
		Request: id, Channel: claim.ByEmail, Case: c.id, Party: party, Claims: []uuid.UUID{about.ID}, Questions: c.plain(30),
		SendAt: sent, AnswerBy: answerBy,
	})
	c.letter(mail, id, claim.RequestLetter, sent)
	c.say(about, uuid.Nil, sent.Add(time.Second), sources.ClaimAsked{
		Asked: sources.Asked{Correspondence: mail.ID, Request: id, Party: party, At: sent, AnswerBy: answerBy}, Stage: claim.StageGathering,
	})
	answers := c.r.IntN(10) < 7
	replies := 1 + c.r.IntN(2)
	if !answers {
		replies = 0
	}
	for i := range max(0, c.shape.Messages-1-replies) {
		c.letter(mail, id, claim.ReminderLetter, sent.Add(time.Duration(i+1)*c.span/20))
	}
	for i := range min(replies, c.shape.Messages-1) {
		c.reply(mail, about, id, party, sent.Add(c.span/5+time.Duration(i)*time.Hour), i == 0)
	}
	if !answers {
		c.lapse(mail, about, id, answerBy)
	}
}

func (c *oneCase) letter(mail *letters.Correspondence, request uuid.UUID, kind claim.MessageKind, at time.Time) {
	message := uuid.New()
	c.say(mail, uuid.Nil, at, letters.MessageDispatched{Message: message, Kind: kind, Requests: []uuid.UUID{request}, Number: 1})
	settled := letters.MessageSettled{
		Message: message, Delivery: letters.DeliveryAccepted, Attempts: 1, At: claim.Instant(at.Add(2 * time.Second)),
		Content: c.Keep("message/rfc822", c.mail("desk@example.org", 25)),
	}
	if c.r.IntN(400) == 0 {
		settled.Delivery, settled.Reason = letters.DeliveryHardBounce, claim.Bounced
	}
	c.say(mail, uuid.Nil, settled.At, settled)
}

func (c *oneCase) mail(from string, words int) []byte {
	return fmt.Appendf(nil, "From: %s\r\nTo: somebody@example.com\r\nSubject: %s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
		from, c.w.text(c.r, 5), c.w.text(c.r, words))
}

// reply is a message of the party; the first holds its answer.
func (c *oneCase) reply(written *letters.Correspondence, about *verification.Claim, request, party uuid.UUID, at time.Time, answers bool) {
	in := claim.New(claim.StreamIntake, uuid.New())
	mail := received.Mail{Raw: c.Keep("message/rfc822", c.mail("press@example.com", 50)), Class: received.MailAnswer, ReceivedAt: claim.Instant(at)}
	c.say(in, uuid.Nil, at, intake.MailReceived{Mail: mail}, intake.MailMatched{Correspondence: written.ID})
	message := in.Stream().ID
	c.say(written, uuid.Nil, at.Add(time.Second), letters.MessageReceived{Message: message, Mail: mail})
	if c.done < 0.5 && c.r.IntN(20) == 0 {
		return // nobody has read it yet
	}
	read := at.Add(time.Hour)
	if !answers {
		c.say(written, c.owner, read, letters.MessageRead{Message: message, Disposition: letters.ReadNoAnswer})
		return
	}
	stance := claim.Stances[c.r.IntN(5)]
	statement, response := c.plain(20), uuid.New()
	c.say(written, c.owner, read, letters.ResponseRecorded{Response: letters.Response{
		ID: response, Request: request, Message: message, Stances: []letters.Answer{{Claim: about.ID, Stance: stance, Statement: statement}},
		GroundRules: claim.OnTheRecord, Channel: claim.ByEmail, Authenticity: claim.AuthenticityUnverified, ReceivedAt: claim.Instant(at),
	}}, letters.MessageRead{Message: message, Disposition: letters.ReadAnswer})
	c.say(about, uuid.Nil, read.Add(time.Second), sources.ClaimAnswered{
		Said: sources.Said{
			Response: response, Request: request, Party: party, Stance: stance, Statement: statement, GroundRules: claim.OnTheRecord,
			Channel: claim.ByEmail, Authenticity: claim.AuthenticityUnverified, ReceivedAt: claim.Instant(at),
		}, Stage: claim.StageAssessing,
	})
}

func (c *oneCase) lapse(mail *letters.Correspondence, about *verification.Claim, request uuid.UUID, at time.Time) {
	if at.After(c.w.Now) {
		return
	}
	c.say(mail, uuid.Nil, at, letters.RequestLapsed{Request: request, Silence: claim.DeliveredNoAnswer})
	c.say(about, uuid.Nil, at.Add(time.Second), sources.ClaimUnanswered{Request: request, Silence: claim.DeliveredNoAnswer, Stage: claim.StageAssessing})
}

// conclude brings the claims as far as they have come.
func (c *oneCase) conclude() {
	for i, a := range c.claims {
		if a.Stage == claim.StageDraft || len(a.Asked) == 0 || c.r.Float64() > c.done {
			continue
		}
		by, at := c.owner, c.at(0.97).Add(time.Duration(i)*time.Second)
		c.say(a, by, at, finding.OutcomeProposed{Outcome: claim.Unverified, Rationale: c.plain(12), AsOf: claim.Instant(at), By: by})
		if c.r.IntN(30) == 0 {
			continue // it waits to be reviewed
		}
		reviewer, subject := c.w.reviewer(c.r), a.Subject()
		c.say(a, reviewer, at.Add(time.Minute), finding.ClaimSigned{By: reviewer, Subject: subject},
			finding.ClaimSignedOff{Subject: subject, Outcome: claim.Unverified, AsOf: claim.Instant(at)})
		if c.r.IntN(30) == 0 {
			continue // it waits to be published
		}
		c.say(a, by, at.Add(2*time.Minute), finding.ClaimPublished{Publication: finding.Publication{
			Version: 1, Kind: finding.FirstPublication, Outcome: claim.Unverified, AsOf: claim.Instant(at), Subject: subject, By: by, At: claim.Instant(at.Add(2 * time.Minute)),
		}})
	}
}
