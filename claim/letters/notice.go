package letters

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
)

// Notices implements [claim.Aggregate]: claims hear that they were asked and answered.
func (c *Correspondence) Notices(e claim.Entry, _ claim.Around) []claim.Notice {
	switch f := e.Fact.(type) {
	case MessageSettled:
		return append(c.noticesOfSettled(f), c.tellFailure(f)...)
	case ResponseRecorded:
		return c.noticesOfResponse(f.Response, e.Actor)
	case ResponseCalledBack:
		return c.noticesOfCallBack(*c.Response(f.Response))
	case RequestLapsed:
		return c.tellClaims(f.Request, sources.NoteEnded{Request: f.Request, Silence: f.Silence})
	case RequestWithdrew:
		return c.tellClaims(f.Request, sources.NoteEnded{Request: f.Request})
	}
	return nil
}

// noticesOfSettled tells the claims that a request about them is out.
func (c *Correspondence) noticesOfSettled(f MessageSettled) []claim.Notice {
	m := c.Message(f.Message)
	if m == nil || m.Kind != claim.RequestLetter || !reachedServer(f.Delivery) {
		return nil
	}
	var notices []claim.Notice
	for _, id := range m.Requests {
		r := c.Request(id)
		for _, asked := range r.Claims {
			notices = append(notices, claim.Notice{To: claim.Stream{Kind: claim.StreamClaim, ID: asked}, From: c.Stream(), Body: sources.NoteAsked{Asked: sources.Asked{
				Correspondence: c.ID, Request: id, Party: c.Party, At: f.At, AnswerBy: r.AnswerBy,
				Ended: r.Lifecycle == RequestWithdrawn || slices.Contains(r.Answered, asked), By: r.By,
				Wording: r.Wording(asked),
			}}})
		}
	}
	return notices
}

// noticesOfResponse tells the claims what the party said, and who recorded it if a
// person did: whose work it is counts when the claim is signed.
func (c *Correspondence) noticesOfResponse(r Response, by claim.Actor) []claim.Notice {
	notices := make([]claim.Notice, 0, len(r.Stances))
	var recorder uuid.UUID
	if by.Kind == claim.ActorPerson {
		recorder = by.ID
	}
	for _, s := range r.Stances {
		notices = append(notices, claim.Notice{To: claim.Stream{Kind: claim.StreamClaim, ID: s.Claim}, From: c.Stream(), Body: sources.NoteAnswered{Said: sources.Said{
			Response: r.ID, Request: r.Request, Party: c.Party, Way: r.Way, Stance: s.Stance, Statement: s.Statement, Summary: s.Summary,
			GroundRules: r.GroundRules, Channel: r.Channel, Authenticity: r.Authenticity,
			Mailed: c.gradedMail(r), ReceivedAt: r.ReceivedAt, Late: r.Late, By: recorder, Wording: s.Wording, Spoken: r.Spoken,
			Unproven: c.byStranger(r),
		}}})
	}
	return notices
}

// gradedMail reports whether a response was read from mail whose sender was looked at.
func (c *Correspondence) gradedMail(r Response) bool {
	m := c.Message(r.Message)
	return r.Message != uuid.Nil && r.Channel.Carried() && m != nil && m.Sender.Grade != ""
}

// byStranger reports whether nothing ties the mail that a response was read from to the party: its
// sender is none of the party's contact points, and it does not show that whoever wrote it had the
// party's letter. One who had a copy had that without being the party.
func (c *Correspondence) byStranger(r Response) bool {
	m := c.Message(r.Message)
	if !c.gradedMail(r) || len(r.Way) > 0 || !r.Authenticity.Uncertain() || !m.Sender.Stranger() {
		return false
	}
	return !m.By.Sure() || m.Sender.Has(received.SignCopy)
}

func (c *Correspondence) tellClaims(request uuid.UUID, body claim.Body) []claim.Notice {
	r := c.Request(request)
	notices := make([]claim.Notice, 0, len(r.Claims))
	for _, id := range r.Claims {
		notices = append(notices, claim.Notice{To: claim.Stream{Kind: claim.StreamClaim, ID: id}, From: c.Stream(), Body: body})
	}
	return notices
}
