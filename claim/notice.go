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

// Told is implemented by bodies of which one command causes several of one kind
// to one stream.
type Told interface {
	// NoticeKey tells them apart.
	NoticeKey() string
}

func noticeKey(b Body) string {
	if told, ok := b.(Told); ok {
		return told.NoticeKey()
	}
	return ""
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
