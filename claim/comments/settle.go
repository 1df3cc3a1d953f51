package comments

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// SeeComment says that whoever is mentioned has seen the comment.
type SeeComment struct {
	Comment uuid.UUID `json:"comment"`
}

// CommandKind implements [claim.Body].
func (SeeComment) CommandKind() string { return "see comment" }

// ResolveThread says that a thread needs nobody any more.
type ResolveThread struct {
	Thread uuid.UUID `json:"thread"`
}

// CommandKind implements [claim.Body].
func (ResolveThread) CommandKind() string { return "resolve thread" }

// ReopenThread takes that back.
type ReopenThread struct {
	Thread uuid.UUID `json:"thread"`
}

// CommandKind implements [claim.Body].
func (ReopenThread) CommandKind() string { return "reopen thread" }

// CommentSeen: somebody who is mentioned has seen it, or has answered in the thread.
type CommentSeen struct {
	Comment uuid.UUID `json:"comment"`
}

// FactKind implements [claim.Fact].
func (CommentSeen) FactKind() string { return "comment.seen" }

// ThreadResolved: it needs nobody any more.
type ThreadResolved struct {
	Thread uuid.UUID `json:"thread"`
}

// FactKind implements [claim.Fact].
func (ThreadResolved) FactKind() string { return "comment.resolved" }

// ThreadReopened: it needs somebody again.
type ThreadReopened struct {
	Thread uuid.UUID `json:"thread"`
}

// FactKind implements [claim.Fact].
func (ThreadReopened) FactKind() string { return "comment.reopened" }

func init() {
	claim.RegisterBody[SeeComment](claim.StreamComments)
	claim.RegisterBody[ResolveThread](claim.StreamComments)
	claim.RegisterBody[ReopenThread](claim.StreamComments)
	claim.RegisterFact[CommentSeen]()
	claim.RegisterFact[ThreadResolved]()
	claim.RegisterFact[ThreadReopened]()
}

func (c *Comments) see(b SeeComment, by uuid.UUID) ([]claim.Fact, error) {
	_, one := c.Comment(b.Comment)
	switch {
	case one == nil:
		return nil, noComment()
	case !one.Waits(by):
		return nil, nil
	}
	return []claim.Fact{CommentSeen{b.Comment}}, nil
}

func (c *Comments) resolve(b ResolveThread, by uuid.UUID, around claim.Around) ([]claim.Fact, error) {
	t := c.Thread(b.Thread)
	if t == nil {
		return nil, noThread()
	}
	if _, err := among(c.Case, by, nil, around); err != nil || t.Resolved != nil {
		return nil, err
	}
	return append(c.answered(t, by), ThreadResolved{t.ID}), nil
}

func (c *Comments) reopen(b ReopenThread, by uuid.UUID, around claim.Around) ([]claim.Fact, error) {
	t := c.Thread(b.Thread)
	if t == nil {
		return nil, noThread()
	}
	if _, err := among(c.Case, by, nil, around); err != nil || t.Resolved == nil {
		return nil, err
	}
	return []claim.Fact{ThreadReopened{t.ID}}, nil
}
