package reading

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// CommentsOn are the comments of a case, with what they are on by name.
type CommentsOn struct {
	Comments *comments.Comments
	Case     report.Report                 // its head
	Claims   map[uuid.UUID]claim.ClaimText // those that are commented on
	Called   map[uuid.UUID]string          // people, and parties whose answers are commented on, by response
	Handles  map[uuid.UUID]string
	lib      casework.Library
}

// Says is a text of them, or a note that it was erased.
func (c CommentsOn) Says(ref claim.Ref) string { return c.lib.Text(ref) }

// CommentsOn reads the comments of a case that the caller may see.
func (r *Room) CommentsOn(ctx context.Context, caller casework.Caller, caseName string) (CommentsOn, error) {
	head, err := r.CaseHead(ctx, caller, caseName)
	if err != nil {
		return CommentsOn{}, err
	}
	out := CommentsOn{Case: head, Claims: map[uuid.UUID]claim.ClaimText{}, Called: map[uuid.UUID]string{}, Handles: map[uuid.UUID]string{}}
	if out.Comments, err = casework.Load[*comments.Comments](ctx, r.store, claim.StreamComments, comments.ID(head.ID)); err != nil {
		return CommentsOn{}, err
	}
	people, parties, claims, refs := out.names()
	about := map[uuid.UUID]claim.Ref{}
	for _, id := range claims {
		c, err := casework.Load[*verification.Claim](ctx, r.store, claim.StreamClaim, id)
		if err != nil {
			return CommentsOn{}, err
		}
		about[id], refs = c.Text, append(refs, c.Text)
		for _, said := range c.Answers {
			if _, asked := parties[said.Response]; asked {
				parties[said.Response] = said.Party
				people = append(people, said.Party)
			}
		}
	}
	if out.lib, err = r.library(ctx, refs...); err != nil {
		return CommentsOn{}, err
	}
	for id, ref := range about {
		out.Claims[id] = casework.Read[claim.ClaimText](out.lib, ref)
	}
	called, err := r.store.Called(ctx, casework.Unique(people))
	for id, one := range called {
		out.Called[id], out.Handles[id] = one.Title, one.Name
	}
	for response, party := range parties {
		out.Called[response] = called[party].Title
	}
	return out, err
}

// openThreads counts the threads of comments on a case that are open.
func (r *Room) openThreads(ctx context.Context, caseID uuid.UUID) (int, error) {
	said, err := casework.Load[*comments.Comments](ctx, r.store, claim.StreamComments, comments.ID(caseID))
	if err != nil {
		return 0, err
	}
	open := 0
	for _, t := range said.Threads {
		if t.Resolved == nil {
			open++
		}
	}
	return open, nil
}

// comments says that a case file has no comments: it is passed on, and they are for colleagues.
func (w *fileWriter) comments(ctx context.Context, r *Room) error {
	said, err := casework.Load[*comments.Comments](ctx, r.store, claim.StreamComments, comments.ID(w.Case.ID))
	if err == nil && len(said.Threads) > 0 {
		w.leaveOut("what colleagues said to each other in comments")
	}
	return err
}

// names lists whom and what the comments name.
func (c CommentsOn) names() (people []uuid.UUID, answers map[uuid.UUID]uuid.UUID, claims []uuid.UUID, refs []claim.Ref) {
	answers = map[uuid.UUID]uuid.UUID{}
	for _, t := range c.Comments.Threads {
		claims = append(claims, t.On.Claim)
		if t.On.Answer != uuid.Nil {
			answers[t.On.Answer] = uuid.Nil
		}
		if t.Words != "" {
			refs = append(refs, t.Words)
		}
		if t.Resolved != nil {
			people = append(people, t.Resolved.By)
		}
		for _, one := range t.Comments {
			people, refs = append(append(people, one.By), one.Mentions...), append(refs, one.Text)
		}
	}
	return people, answers, casework.Unique(claims), refs
}
