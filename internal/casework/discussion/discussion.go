// Package discussion is what colleagues say to each other about a case: threads of
// comments, on what they are, and whose turn it is to answer. They are written by the door, and
// shown as the reading room reads them; nothing that faces a party, the public or a reader imports it.
package discussion

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// Filter picks threads. Empty fields pick all.
type Filter struct {
	Claim string // key
	On    comments.Kind
	Open  bool // without those that are resolved
}

// Discussion is what was said about a case.
type Discussion struct {
	ID      uuid.UUID `json:"id" doc:"of the case"`
	Case    string    `json:"case" doc:"short name"`
	Title   string    `json:"title"`
	Threads []Thread  `json:"threads" doc:"the open ones first; of each the one that was spoken in last"`
	Open    int       `json:"open" doc:"how many of them are open"`
	Waits   int       `json:"waits" doc:"how many comments mention you, and wait for you to look"`
}

// Thread is a comment with what was said to it.
type Thread struct {
	ID         uuid.UUID     `json:"id" doc:"that of its first comment"`
	On         comments.Kind `json:"on"`
	About      string        `json:"about" doc:"what it is on, as a colleague would say"`
	Claim      string        `json:"claim,omitempty" doc:"key of the claim that it is about"`
	Statement  string        `json:"statement,omitempty" doc:"what that claim says"`
	Passage    uuid.UUID     `json:"passage,omitzero" format:"uuid" doc:"of the draft"`
	Words      string        `json:"words,omitempty" doc:"the words that it is on, as they were"`
	Comments   []Comment     `json:"comments" doc:"in order"`
	ResolvedBy string        `json:"resolvedBy,omitempty" doc:"who said that it needs nobody any more"`
	ResolvedAt *time.Time    `json:"resolvedAt,omitempty"`
	last       time.Time
}

// Resolved reports whether it needs nobody any more.
func (t Thread) Resolved() bool { return t.ResolvedAt != nil }

// Comment is what one colleague said.
type Comment struct {
	ID       uuid.UUID  `json:"id"`
	By       string     `json:"by"`
	Mine     bool       `json:"mine,omitempty" doc:"you wrote it"`
	At       time.Time  `json:"at"`
	EditedAt *time.Time `json:"editedAt,omitempty" doc:"when its words were last changed"`
	Text     string     `json:"text"`
	Mentions []Mention  `json:"mentions" doc:"who is mentioned"`
	Waits    bool       `json:"waits,omitempty" doc:"you are mentioned, and have not looked"`
}

// Mention is a colleague who is mentioned.
type Mention struct {
	Handle string `json:"handle"`
	Name   string `json:"name"`
	Seen   bool   `json:"seen,omitempty" doc:"has seen it, or has answered"`
}

// Of shows what was said about a case that the caller may see.
func Of(ctx context.Context, reads *reading.Room, caller casework.Caller, caseName string, f Filter) (Discussion, error) {
	if f.On != "" {
		if err := claim.OneOf("on", f.On, comments.Kinds); err != nil {
			return Discussion{}, err
		}
	}
	c, err := reads.CommentsOn(ctx, caller, caseName)
	if err != nil {
		return Discussion{}, err
	}
	d := Discussion{ID: c.Case.ID, Case: c.Case.Slug, Title: c.Case.Title, Threads: []Thread{}}
	for _, t := range c.Comments.Threads {
		shown := thread(c, t, caller.ID)
		if f.Claim != "" && shown.Claim != f.Claim || f.On != "" && shown.On != f.On || f.Open && shown.Resolved() {
			continue
		}
		if !shown.Resolved() {
			d.Open++
			for _, one := range shown.Comments {
				if one.Waits {
					d.Waits++
				}
			}
		}
		d.Threads = append(d.Threads, shown)
	}
	slices.SortStableFunc(d.Threads, func(a, b Thread) int {
		if a.Resolved() != b.Resolved() {
			if a.Resolved() {
				return 1
			}
			return -1
		}
		return b.last.Compare(a.last)
	})
	return d, nil
}

func thread(c reading.CommentsOn, t comments.Thread, me uuid.UUID) Thread {
	out := Thread{ID: t.ID, On: t.On.Kind, Passage: t.On.Passage, Comments: []Comment{}, Words: c.Says(t.Words)}
	about := c.Claims[t.On.Claim]
	out.Claim, out.Statement = about.Key, about.Statement
	switch t.On.Kind {
	case comments.OnClaim:
		out.About = "the claim " + about.Key
	case comments.OnAnswer:
		out.About = fmt.Sprintf("the answer of %s about %s", cmp.Or(c.Called[t.On.Answer], "a party"), about.Key)
	default:
		out.About = comments.Named(t.On.Kind)
	}
	if t.Resolved != nil {
		out.ResolvedBy, out.ResolvedAt = c.Called[t.Resolved.By], &t.Resolved.At
	}
	for _, one := range t.Comments {
		out.last = one.At
		shown := Comment{
			ID: one.ID, By: c.Called[one.By], Mine: one.By == me, At: one.At, Text: c.Says(one.Text), Mentions: []Mention{},
			EditedAt: casework.Pointer(one.Edited), Waits: t.Resolved == nil && one.Waits(me),
		}
		for _, person := range one.Mentions {
			shown.Mentions = append(shown.Mentions, Mention{c.Handles[person], c.Called[person], !one.Waits(person)})
		}
		out.Comments = append(out.Comments, shown)
	}
	return out
}
