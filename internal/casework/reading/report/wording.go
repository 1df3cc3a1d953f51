package report

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// Wording is what an answer was said of, or evidence judged of, where the claim has other words now.
type Wording struct {
	OfWords string        `json:"ofWords,omitempty" doc:"the words that it was said of, or judged of, if the claim has other ones now"`
	Earlier bool          `json:"earlier,omitempty" doc:"it counts for nothing: it is of those words, and nobody has found that it holds for the ones of now"`
	Upheld  *UpheldReport `json:"upheld,omitempty" doc:"who found that it holds for the words of now"`
}

// UpheldReport says who found that what was said of earlier words holds, and why.
type UpheldReport struct {
	By     string    `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// wordRefs is the content about the words that the claim had, and what holds of them.
func wordRefs(c *verification.Claim) []claim.Ref {
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
	for _, e := range c.Evidence {
		if e.Upheld != nil {
			refs = append(refs, e.Upheld.Reason)
		}
	}
	for _, n := range c.NotAsked {
		refs = append(refs, n.Reason)
	}
	return refs
}

// ToAskReport is a party that was asked about earlier words of a claim, and nothing about
// those that it has now, or whose answer is not its own.
type ToAskReport struct {
	Party    string    `json:"party" doc:"short name"`
	Name     string    `json:"name"`
	Since    time.Time `json:"since" doc:"since when the claim has these words, or it is known that the answer is not its own"`
	Disowned bool      `json:"disowned,omitempty" doc:"what passed for its answer was found not to be its own"`
}

// NotAskedReport is a party that somebody has decided not to ask about the words of now.
type NotAskedReport struct {
	Party  string    `json:"party" doc:"short name"`
	Name   string    `json:"name"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

func (b *Gathered) toAsk(c *verification.Claim) []ToAskReport {
	var out []ToAskReport
	for _, p := range c.ToAskAgain() {
		out = append(out, ToAskReport{b.PartyKey(p.Party), b.PartyCalled(p.Party), p.Since, p.Disowned})
	}
	return out
}

func (b *Gathered) notAsked(c *verification.Claim) []NotAskedReport {
	var out []NotAskedReport
	for _, n := range c.NotAsked {
		if c.OfNow(n.Wording) {
			out = append(out, NotAskedReport{b.PartyKey(n.Party), b.PartyCalled(n.Party), b.NameOf(n.By), n.At, b.Lib.Text(n.Reason)})
		}
	}
	return out
}

// WordsOf are the words of a claim in a wording, if they are other ones than those of now.
func (b *Gathered) WordsOf(lib casework.Library, c *verification.Claim, wording int64) string {
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
	return then.Statement + " (" + then.Holds.Words(b.Zone) + ")"
}

// upheld is who found that what is of earlier words, and counts, holds for those of now;
// nil where nobody did, or had to.
func (b *Gathered) upheld(c *verification.Claim, wording int64, u *sources.Upholding) *UpheldReport {
	if wording == c.Wording() {
		return nil
	}
	if u != nil {
		return &UpheldReport{b.NameOf(u.By), u.At, b.Lib.Text(u.Reason)}
	}
	for _, r := range slices.Backward(c.Restated()) {
		if r.Wording > wording {
			return &UpheldReport{b.NameOf(r.By), r.At, b.Lib.Text(r.Reason)}
		}
	}
	return nil
}

// put are the claims that a request puts in other words than they have now.
func (b *Gathered) put(l *letters.Correspondence, r letters.Request) []PutReport {
	if !l.WasPut(r.ID) {
		return nil
	}
	var out []PutReport
	for _, c := range b.Claims {
		if !slices.Contains(r.Claims, c.ID) || b.about != uuid.Nil && c.ID != b.about {
			continue
		}
		if words := b.WordsOf(b.Lib, c, r.Wording(c.ID)); words != "" {
			out = append(out, PutReport{b.Keys[c.ID], words, casework.Read[claim.ClaimText](b.Lib, c.Text).Statement})
		}
	}
	return out
}

// wording is what an answer was said of.
func (b *Gathered) wording(c *verification.Claim, s sources.Said) Wording {
	return b.ofWording(c, s.Wording, c.SaidOfNow(s), s.Upheld)
}

// judgedOf is what a piece of evidence was judged of.
func (b *Gathered) judgedOf(c *verification.Claim, e sources.Evidence) Wording {
	return b.ofWording(c, e.Wording, e.Withdrawn != nil || c.Shows(e), e.Upheld)
}

func (b *Gathered) ofWording(c *verification.Claim, wording int64, counts bool, u *sources.Upholding) Wording {
	w := Wording{OfWords: b.WordsOf(b.Lib, c, wording), Earlier: !counts}
	if counts {
		w.Upheld = b.upheld(c, wording, u)
	}
	return w
}
