package claim

import (
	"slices"

	"github.com/google/uuid"
)

// Notice is what one stream tells another. The record carries it out in the
// transaction of the entry that causes it.
type Notice struct {
	To   Stream
	From Stream
	Body Body
	By   Actor // who tells; the zero Actor for whoever caused the entry
}

// Command is the notice as a command. Its id follows from the entry that causes
// it and from what is told.
func (n Notice) Command(e Entry) Command {
	id := DerivedID("notice", n.To.String(), e.Stream.String(), e.Command.String(), n.Body.CommandKind(), noticeKey(n.Body))
	by := n.By
	if by.IsZero() {
		by = e.Actor
	}
	return Command{ID: id, Actor: by, Body: n.Body}
}

// noticeKey tells apart the notices of one kind that one command causes.
func noticeKey(b Body) string {
	switch b := b.(type) {
	case NoteAsked:
		return b.Asked.Request.String()
	case NoteAnswered:
		return b.Said.Response.String()
	case NoteEnded:
		return b.Request.String()
	case ReleaseTurns:
		return b.Person.String()
	}
	return ""
}

// Notices implements [Aggregate]: the correspondences that ask about the claim
// hear what becomes of it.
func (c *Claim) Notices(e Entry, around Around) []Notice {
	f, ok := e.Fact.(ClaimMoved)
	if !ok {
		return nil
	}
	note := NoteClaim{Claim: c.ID, Held: f.Stage == StageOnHold, Over: f.Stage == StageWithdrawn || f.Stage == StageDeclined}
	return tellAll(c.Stream(), around.Asking(c.ID), note)
}

func tellAll(from Stream, to []Stream, body Body) []Notice {
	notices := make([]Notice, len(to))
	for i, s := range to {
		notices[i] = Notice{To: s, From: from, Body: body}
	}
	return notices
}

// Notices implements [Aggregate]: claims hear that they were asked and answered.
func (c *Correspondence) Notices(e Entry, _ Around) []Notice {
	switch f := e.Fact.(type) {
	case MessageSettled:
		return c.noticesOfSettled(f)
	case ResponseRecorded:
		return c.noticesOfResponse(f.Response)
	case RequestLapsed:
		return c.tellClaims(f.Request, NoteEnded{f.Request, f.Silence})
	case RequestWithdrew:
		return c.tellClaims(f.Request, NoteEnded{Request: f.Request})
	}
	return nil
}

// noticesOfSettled tells the claims that a request about them is out.
func (c *Correspondence) noticesOfSettled(f MessageSettled) []Notice {
	m := c.Message(f.Message)
	if m == nil || m.Kind != RequestLetter || !reachedServer(f.Delivery) {
		return nil
	}
	var notices []Notice
	for _, id := range m.Requests {
		r := c.Request(id)
		for _, asked := range r.Claims {
			notices = append(notices, Notice{To: Stream{StreamClaim, asked}, From: c.Stream(), Body: NoteAsked{Asked{
				Correspondence: c.ID, Request: id, Party: c.Party, At: f.At, AnswerBy: r.AnswerBy,
				Ended: r.Lifecycle == RequestWithdrawn || slices.Contains(r.Answered, asked),
			}}})
		}
	}
	return notices
}

func (c *Correspondence) noticesOfResponse(r Response) []Notice {
	notices := make([]Notice, 0, len(r.Stances))
	for _, s := range r.Stances {
		notices = append(notices, Notice{To: Stream{StreamClaim, s.Claim}, From: c.Stream(), Body: NoteAnswered{Said{
			Response: r.ID, Request: r.Request, Party: c.Party, Stance: s.Stance, Statement: s.Statement, Summary: s.Summary,
			GroundRules: r.GroundRules, Channel: r.Channel, Authenticity: r.Authenticity,
			ReceivedAt: r.ReceivedAt, Late: r.Late,
		}}})
	}
	return notices
}

func (c *Correspondence) tellClaims(request uuid.UUID, body Body) []Notice {
	r := c.Request(request)
	notices := make([]Notice, 0, len(r.Claims))
	for _, id := range r.Claims {
		notices = append(notices, Notice{To: Stream{StreamClaim, id}, From: c.Stream(), Body: body})
	}
	return notices
}
