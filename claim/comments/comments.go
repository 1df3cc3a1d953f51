package comments

import (
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Limits of what is said about a case.
const (
	MaxComments = 10_000
	MaxMentions = 20
)

// ID names the comments of a case.
func ID(caseID uuid.UUID) uuid.UUID { return claim.DerivedID("comments", caseID.String()) }

// StreamOf is the stream of the comments of a case.
func StreamOf(caseID uuid.UUID) claim.Stream {
	return claim.Stream{Kind: claim.StreamComments, ID: ID(caseID)}
}

// Comments is all that colleagues have said about a case.
type Comments struct {
	claim.Head
	Case    uuid.UUID `json:"case"`
	Threads []Thread  `json:"threads,omitempty"` // in the order in which they were begun
}

// Thread is a comment on something, with what was said to it. It is called as its first comment.
type Thread struct {
	ID       uuid.UUID `json:"id"`
	On       On        `json:"on"`
	Words    claim.Ref `json:"words,omitempty"` // content: the words that it is on, if it is on some
	Comments []Comment `json:"comments"`
	Resolved *Resolved `json:"resolved,omitempty"`
}

// Resolved says that a thread needs nobody any more.
type Resolved struct {
	By uuid.UUID `json:"by"`
	At time.Time `json:"at"`
}

// Comment is what one colleague said.
type Comment struct {
	ID       uuid.UUID   `json:"id"`
	Text     claim.Ref   `json:"text"` // content: plain text
	By       uuid.UUID   `json:"by"`
	At       time.Time   `json:"at"`
	Edited   time.Time   `json:"edited,omitzero"` // when its words were last changed
	Mentions []uuid.UUID `json:"mentions,omitempty"`
	Seen     []uuid.UUID `json:"seen,omitempty"` // who of those has said so, or has answered
	// Later is since when those are mentioned who were not when it was written.
	Later map[uuid.UUID]time.Time `json:"later,omitempty"`
}

// since is when the person came to be mentioned.
func (c Comment) since(person uuid.UUID) time.Time {
	if later, ok := c.Later[person]; ok {
		return later
	}
	return c.At
}

// revised puts other words, and those whom they mention, in the place of what it said.
func (c *Comment) revised(f CommentRevised, at time.Time) {
	later := maps.Clone(c.Later)
	for _, person := range f.Mentions {
		if slices.Contains(c.Mentions, person) {
			continue
		}
		if later == nil {
			later = map[uuid.UUID]time.Time{}
		}
		later[person] = at
	}
	c.Text, c.Mentions, c.Edited, c.Later = f.Text, f.Mentions, at, later
}

// Waits reports whether a person is mentioned and has neither seen it nor answered.
func (c Comment) Waits(person uuid.UUID) bool {
	return slices.Contains(c.Mentions, person) && !slices.Contains(c.Seen, person)
}

// Thread finds a thread, or returns nil.
func (c *Comments) Thread(id uuid.UUID) *Thread {
	if i := slices.IndexFunc(c.Threads, func(t Thread) bool { return t.ID == id }); i >= 0 {
		return &c.Threads[i]
	}
	return nil
}

// Comment finds a comment and its thread, or returns nil.
func (c *Comments) Comment(id uuid.UUID) (*Thread, *Comment) {
	for i := range c.Threads {
		t := &c.Threads[i]
		if at := slices.IndexFunc(t.Comments, func(one Comment) bool { return one.ID == id }); at >= 0 {
			return t, &t.Comments[at]
		}
	}
	return nil, nil
}

// Stream implements [claim.Aggregate].
func (c *Comments) Stream() claim.Stream {
	return claim.Stream{Kind: claim.StreamComments, ID: c.ID}
}

// Decide implements [claim.Aggregate].
func (c *Comments) Decide(cmd claim.Command, _ time.Time, around claim.Around) ([]claim.Fact, error) {
	switch b := cmd.Body.(type) {
	case WriteComment:
		return c.write(b, cmd.Actor.ID, around)
	case ReviseComment:
		return c.revise(b, cmd.Actor.ID, around)
	case SeeComment:
		return c.see(b, cmd.Actor.ID)
	case ResolveThread:
		return c.resolve(b, cmd.Actor.ID, around)
	case ReopenThread:
		return c.reopen(b, cmd.Actor.ID, around)
	}
	return nil, claim.UnknownCommand(c, cmd)
}

// Evolve implements [claim.Aggregate].
func (c *Comments) Evolve(e claim.Entry) {
	c.Take(e)
	switch f := e.Fact.(type) {
	case CommentWritten:
		c.Case = f.Case
		one := Comment{ID: f.Comment, Text: f.Text, By: e.Actor.ID, At: e.At, Mentions: f.Mentions}
		if t := c.Thread(f.Thread); t != nil {
			t.Comments = append(t.Comments, one)
			return
		}
		c.Threads = append(c.Threads, Thread{ID: f.Comment, On: f.On, Words: f.Words, Comments: []Comment{one}})
	case CommentRevised:
		if _, one := c.Comment(f.Comment); one != nil {
			one.revised(f, e.At)
		}
	case CommentSeen:
		if _, one := c.Comment(f.Comment); one != nil {
			one.Seen = append(one.Seen, e.Actor.ID)
		}
	case ThreadResolved:
		if t := c.Thread(f.Thread); t != nil {
			t.Resolved = &Resolved{e.Actor.ID, e.At}
		}
	case ThreadReopened:
		if t := c.Thread(f.Thread); t != nil {
			t.Resolved = nil
		}
	}
}

// Turns implements [claim.Aggregate]: whoever is mentioned has to look.
func (c *Comments) Turns() []claim.Turn {
	var turns []claim.Turn
	for _, t := range c.Threads {
		if t.Resolved != nil {
			continue
		}
		for _, one := range t.Comments {
			for _, person := range one.Mentions {
				if one.Waits(person) {
					turns = append(turns, claim.Turn{Kind: claim.TurnMention, Subject: one.ID, Person: person, Since: one.since(person), Why: string(t.On.Kind)})
				}
			}
		}
	}
	return turns
}
