package timeline

import (
	"fmt"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/claim/draft"
)

// draftText says what happened to the draft of a case.
func (t teller) draftText(e claim.Entry) string {
	switch f := e.Fact.(type) {
	case draft.DraftPut:
		changed := 0
		for _, m := range f.Moved {
			if m.Changed {
				changed++
			}
		}
		switch changed {
		case 0:
			return "put a version of the draft in"
		case 1:
			return "put a version of the draft in; the words of 1 passage have changed"
		}
		return fmt.Sprintf("put a version of the draft in; the words of %d passages have changed", changed)
	case draft.PassageMarked:
		return t.Keys[f.Claim] + ": anchored in a passage of the draft"
	case draft.PassageCleared:
		return t.Keys[f.Claim] + ": no longer anchored in a passage of the draft"
	case draft.PassageSettled:
		return t.Keys[f.Claim] + ": looked at the changed passage of the draft; it still says what the claim does"
	}
	return plainKind(e.Fact)
}

// commentText says what happened to the comments of a case, and nothing of their words: a
// timeline is printed and passed on.
func (t teller) commentText(e claim.Entry) string {
	switch f := e.Fact.(type) {
	case comments.CommentWritten:
		if key := t.Keys[f.On.Claim]; key != "" {
			return key + ": wrote a comment for colleagues"
		}
		return "wrote a comment for colleagues, on the " + string(f.On.Kind)
	case comments.CommentRevised:
		return "changed the words of a comment"
	case comments.CommentSeen:
		return "has seen a comment with a mention"
	case comments.ThreadResolved:
		return "resolved a thread of comments"
	case comments.ThreadReopened:
		return "opened a resolved thread of comments again"
	}
	return plainKind(e.Fact)
}
