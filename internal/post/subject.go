package post

import (
	"encoding/json"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/mail"
)

// about is the statement that the subject of a request quotes, and how many claims it is about besides. A subject is
// read in passing, by more people than a letter: it repeats a statement only of a case that the whole desk may see, about
// claims that are all routine and that its letters put, and none in letters about what was made public, which may be a
// takedown. It is the same in every letter about the request, so that mail programs keep them together.
func (w *writer) about(r letters.Request) (statement string, more int) {
	if !w.plain || w.message.Kind.Tells() || !r.Kind.PutsClaims() {
		return "", 0
	}
	for i, id := range r.Claims {
		c := state[*verification.Claim](w, claim.StreamClaim, id)
		if w.err != nil || c.Tier != claim.Routine {
			return "", 0
		}
		if i == 0 {
			statement = mail.Line(w.statement(w.wordsOf(c, r)), maxAbout)
		}
	}
	return statement, len(r.Claims) - 1
}

// maxAbout is how many characters of a statement a subject quotes.
const maxAbout = 70

// statement is what a claim says; empty if it was erased.
func (w *writer) statement(ref claim.Ref) string {
	data, err := w.Store.Get(w.ctx, ref)
	if claim.CodeOf(err) == claim.CodeNotFound {
		return ""
	}
	w.fail(err)
	var text claim.ClaimText
	if err != nil || json.Unmarshal(data, &text) != nil {
		return ""
	}
	return text.Statement
}
