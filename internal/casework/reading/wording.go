package reading

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// Wording is what an answer was said of, where the claim has other words now.
type Wording struct {
	OfWords string        `json:"ofWords,omitempty" doc:"the words that it was said of, if the claim has other ones now"`
	Earlier bool          `json:"earlier,omitempty" doc:"it counts for nothing: it was said of those words, and nobody has found that it holds for the ones of now"`
	Upheld  *UpheldReport `json:"upheld,omitempty" doc:"who found that it holds for the words of now"`
}

// UpheldReport says who found that what was said of earlier words holds, and why.
type UpheldReport struct {
	By     string    `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// wordRefs is the content about the words that the claim had, and what holds of them.
func wordRefs(c *claim.Claim) []claim.Ref {
	if len(c.Revisions) == 0 {
		return nil
	}
	refs := []claim.Ref{c.First}
	for _, r := range c.Revisions {
		refs = append(refs, r.Text, r.AnswersHold)
	}
	for _, a := range c.Answers {
		if a.Upheld != nil {
			refs = append(refs, a.Upheld.Reason)
		}
	}
	return refs
}

// wordsOf are the words of a claim in a wording, if they are other ones than those of now.
func (b *reporter) wordsOf(lib casework.Library, c *claim.Claim, wording int64) string {
	if wording == c.Wording() {
		return ""
	}
	ref := c.WordsOf(wording)
	if !lib.Has(ref) {
		return casework.Erased
	}
	then, now := casework.Read[claim.ClaimText](lib, ref), casework.Read[claim.ClaimText](lib, c.Text)
	if then.Statement != now.Statement || then.Holds == nil {
		return then.Statement
	}
	return then.Statement + " (" + then.Holds.Words(b.zone) + ")"
}

// upheld is who found that an answer of earlier words holds; nil where nobody did, or
// had to.
func (b *reporter) upheld(lib casework.Library, c *claim.Claim, s claim.Said) *UpheldReport {
	if s.Wording == c.Wording() || !c.SaidOfNow(s) {
		return nil
	}
	if u := s.Upheld; u != nil {
		return &UpheldReport{b.nameOf(u.By), u.At, lib.Text(u.Reason)}
	}
	for _, r := range slices.Backward(c.Restated()) {
		if r.Wording > s.Wording {
			return &UpheldReport{b.nameOf(r.By), r.At, lib.Text(r.Reason)}
		}
	}
	return nil
}

// put are the claims that a request puts in other words than they have now.
func (b *reporter) put(l *letters.Correspondence, r letters.Request) []PutReport {
	if !l.WasPut(r.ID) {
		return nil
	}
	var out []PutReport
	for _, c := range b.claims {
		if !slices.Contains(r.Claims, c.ID) || b.about != uuid.Nil && c.ID != b.about {
			continue
		}
		if words := b.wordsOf(b.lib, c, r.Wording(c.ID)); words != "" {
			out = append(out, PutReport{b.keys[c.ID], words, casework.Read[claim.ClaimText](b.lib, c.Text).Statement})
		}
	}
	return out
}

// wording is what an answer was said of.
func (b *reporter) wording(c *claim.Claim, s claim.Said) Wording {
	return Wording{b.wordsOf(b.lib, c, s.Wording), !c.SaidOfNow(s), b.upheld(b.lib, c, s)}
}
