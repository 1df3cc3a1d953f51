package claim

import "github.com/google/uuid"

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
	case NoteCalledBack:
		return b.Response.String()
	case NoteEnded:
		return b.Request.String()
	case NotePublished:
		return b.Claim.String()
	case NoteFailure:
		return b.Contact.String()
	case ReleaseTurns:
		return b.Person.String()
	}
	return ""
}

// Notices implements [Aggregate]: the correspondences that ask about the claim
// hear what becomes of it, and so do the claims that rest on it.
func (c *Claim) Notices(e Entry, around Around) []Notice {
	others := c.relationNotices(e)
	note := NoteClaim{Claim: c.ID}
	switch f := e.Fact.(type) {
	case ClaimMoved:
		note.Held, note.Over = f.Stage == StageOnHold, f.Stage == StageWithdrawn || f.Stage == StageDeclined
	case ClaimPublished:
		return append(TellAll(c.Stream(), around.Asking(c.ID), NotePublished{c.ID, f.Publication}), others...)
	default:
		return others
	}
	return append(TellAll(c.Stream(), around.Asking(c.ID), note), others...)
}

// TellAll is one notice to each of the streams.
func TellAll(from Stream, to []Stream, body Body) []Notice {
	notices := make([]Notice, len(to))
	for i, s := range to {
		notices[i] = Notice{To: s, From: from, Body: body}
	}
	return notices
}

// NoteClaim tells a correspondence what became of a claim that it asks about.
type NoteClaim struct {
	Claim uuid.UUID `json:"claim"`
	Held  bool      `json:"held"` // its clock is stopped
	Over  bool      `json:"over"` // it is no longer pursued
}

// CommandKind implements [Body].
func (NoteClaim) CommandKind() string { return "note claim" }

func init() {
	RegisterBody[NoteClaim](StreamCorrespondence)
}
