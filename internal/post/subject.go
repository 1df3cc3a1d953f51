package post

import (
	"encoding/json"
	"fmt"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/mail"
)

// maxSubject is how many characters of a statement stand in a subject.
const maxSubject = 70

// subject says what a request is about, beside its code. A subject is read in passing, by more people than a letter: it
// repeats a statement only of a case that the whole desk may see, about claims that are all routine, and none in
// letters about what was made public, which may be a takedown.
func (w *writer) subject(r letters.Request) string {
	subject := "Request for comment " + Code(r.ID)
	if !w.plain || w.message.Kind.Tells() {
		return subject
	}
	first := ""
	for _, id := range r.Claims {
		c := state[*claim.Claim](w, claim.StreamClaim, id)
		if w.err != nil || c.Tier != claim.Routine {
			return subject
		}
		if first == "" {
			first = w.statement(c.Text)
		}
	}
	if first = mail.Line(first, maxSubject); first == "" {
		return subject
	}
	subject += ": “" + first + "”"
	if more := len(r.Claims) - 1; more > 0 {
		subject += fmt.Sprintf(" and %d more", more)
	}
	return subject
}

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
