package claim

import (
	"slices"

	"github.com/google/uuid"
)

// Notice is what one stream has to tell another after an entry was recorded.
// Telling twice does no harm: the receiver decides on it once.
type Notice struct {
	To   Stream // a correspondence without id means every one that asks about From
	From Stream
	Body Body
}

// Command is the notice as a command. Its id follows from the entry that
// caused it, so the receiver knows it again.
func (n Notice) Command(to Stream, e Entry) Command {
	id := DerivedID("notice", to.String(), e.Stream.String(), e.Command.String(), n.Body.CommandKind(), noticeKey(n.Body))
	return Command{ID: id, Actor: e.Actor, Body: n.Body}
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
	}
	return ""
}

// Notices says whom to tell of an entry. The state is the one after it.
func Notices(a Aggregate, e Entry) []Notice {
	switch a := a.(type) {
	case *Claim:
		return a.notices(e)
	case *Correspondence:
		return a.notices(e)
	}
	return nil
}

func (c *Claim) notices(e Entry) []Notice {
	if f, ok := e.Fact.(ClaimMoved); ok {
		note := NoteClaim{Claim: c.ID, Held: f.Stage == StageOnHold, Over: f.Stage == StageWithdrawn || f.Stage == StageDeclined}
		return []Notice{{To: Stream{Kind: StreamCorrespondence}, From: c.Stream(), Body: note}}
	}
	return nil
}

func (c *Correspondence) notices(e Entry) []Notice {
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
