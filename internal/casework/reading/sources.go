package reading

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// InvolvedReport is a party with its part in a claim.
type InvolvedReport struct {
	Party string            `json:"party" doc:"short name"`
	Name  string            `json:"name"`
	As    verification.Part `json:"as"`
}

// As are the short names of the parties that have a part in the claim.
func (c ClaimReport) As(part verification.Part) []string {
	var keys []string
	for _, i := range c.Involved {
		if i.As == part {
			keys = append(keys, i.Party)
		}
	}
	return keys
}

// StatementReport is what a party said about a claim without having been asked.
type StatementReport struct {
	ID    uuid.UUID `json:"id"`
	Party string    `json:"party" doc:"short name of whose statement it is"`
	Name  string    `json:"name"`
	AnswerReport
	Summary   bool             `json:"summary,omitempty" doc:"the words are the desk's, not verbatim"`
	By        string           `json:"by" doc:"who recorded it"`
	Withdrawn *WithdrawnReport `json:"withdrawn,omitempty" doc:"it was not recorded as it was made"`
}

// IndependenceReport is how what speaks for a claim, or against it, hangs together.
type IndependenceReport struct {
	Bearing  claim.Bearing   `json:"bearing"`
	Origins  [][]string      `json:"origins" doc:"the independent origins; one entry for each, with those who are one"`
	Whole    int             `json:"whole" doc:"of them, how many say that all of the claim is so; of what contradicts it, all"`
	Supports []SupportReport `json:"supports" doc:"what bears on the claim, and whom it goes back to"`
}

// SupportReport is a statement or a piece of evidence with whom it goes back to.
type SupportReport struct {
	Statement uuid.UUID         `json:"statement,omitzero"`
	Evidence  uuid.UUID         `json:"evidence,omitzero"`
	What      string            `json:"what" doc:"what it is, in words"`
	Chain     []string          `json:"chain" doc:"whose it is, then through whom it came"`
	Roots     []string          `json:"roots" doc:"whom it goes back to"`
	Lack      verification.Lack `json:"lack,omitempty" doc:"why it is no independent origin; left out if it is, or goes back to one"`
}

// ContestReport says that two origins are one.
type ContestReport struct {
	ID        uuid.UUID        `json:"id"`
	One       string           `json:"one"`
	Other     string           `json:"other"`
	Reason    string           `json:"reason"`
	By        string           `json:"by"`
	At        time.Time        `json:"at"`
	Withdrawn *WithdrawnReport `json:"withdrawn,omitempty" doc:"that they are one was taken back"`
}

// sourceRefs is the content about who said what.
func sourceRefs(c *verification.Claim) []claim.Ref {
	var refs []claim.Ref
	for _, a := range c.Answers {
		if a.Withdrawn != nil {
			refs = append(refs, a.Withdrawn.Reason)
		}
	}
	for _, x := range c.Contests {
		refs = append(refs, x.Reason)
		if x.Withdrawn != nil {
			refs = append(refs, x.Withdrawn.Reason)
		}
	}
	return refs
}

// partyCalled is how a party is called; one that was erased says so.
func (b *reporter) partyCalled(id uuid.UUID) string {
	return cmp.Or(b.parties[id].Name, casework.Erased)
}

// partyKey is the short name of a party, or the identifier of one that has none.
func (b *reporter) partyKey(id uuid.UUID) string { return cmp.Or(b.parties[id].Key, id.String()) }

func (b *reporter) partiesCalled(ids []uuid.UUID) []string {
	var names []string
	for _, id := range ids {
		names = append(names, b.partyCalled(id))
	}
	return names
}

func (b *reporter) involved(c *verification.Claim) []InvolvedReport {
	out := []InvolvedReport{}
	for _, i := range c.Involved {
		out = append(out, InvolvedReport{b.partyKey(i.Party), b.partyCalled(i.Party), i.As})
	}
	return out
}

// as are the names of those who have a part in the claim.
func (b *reporter) as(c *verification.Claim, part verification.Part) []string {
	return b.partiesCalled(c.As(part))
}

// statements lists what was said without having been asked for, in the order in which it was said.
func (b *reporter) statements(c *verification.Claim) []StatementReport {
	out := []StatementReport{}
	for _, a := range c.Answers {
		if !a.Unasked() {
			continue
		}
		s := StatementReport{
			ID: a.Response, Party: b.partyKey(a.Party), Name: b.partyCalled(a.Party),
			Summary: a.Summary, By: b.people[a.By],
			AnswerReport: AnswerReport{
				Stance: a.Stance, Statement: b.lib.Text(a.Statement), Way: b.partiesCalled(a.Way), GroundRules: a.GroundRules, Channel: a.Channel,
				Authenticity: a.Authenticity, ReceivedAt: a.When(), Superseded: a.SupersededBy != uuid.Nil || a.Void() && a.Withdrawn == nil,
				OnRecord: b.onRecord(c, a.Response), Wording: b.wording(c, a), Doubt: b.doubt(c, a),
			},
		}
		s.Withdrawn = b.withdrawn(a.Withdrawn)
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b StatementReport) int { return a.ReceivedAt.Place().Compare(b.ReceivedAt.Place()) })
	return out
}

func (b *reporter) withdrawn(w *claim.Withdrawal) *WithdrawnReport {
	if w == nil {
		return nil
	}
	return &WithdrawnReport{b.people[w.By], w.At, b.lib.Text(w.Reason)}
}

// source names whoever something comes from: a party, or the words of an origin.
func (b *reporter) source(c *verification.Claim, id uuid.UUID) string {
	if name := b.parties[id].Name; name != "" {
		return name
	}
	for _, e := range c.Evidence {
		if e.Origin == id {
			if words := casework.Read[verification.EvidenceText](b.lib, e.Text).Origin; words != "" {
				return words
			}
		}
	}
	return casework.Erased
}

func (b *reporter) sources(c *verification.Claim, ids []uuid.UUID) []string {
	names := []string{}
	for _, id := range ids {
		names = append(names, b.source(c, id))
	}
	return names
}

func (b *reporter) independence(c *verification.Claim) []IndependenceReport {
	out := []IndependenceReport{}
	for _, bearing := range []claim.Bearing{claim.SupportsClaim, claim.ContradictsClaim} {
		found := c.Independence(bearing)
		if len(found.Supports) == 0 {
			continue
		}
		r := IndependenceReport{Bearing: bearing, Origins: [][]string{}, Supports: []SupportReport{}, Whole: len(found.Origins)}
		if bearing == claim.SupportsClaim {
			r.Whole = c.Confirming()
		}
		for _, members := range found.Origins {
			r.Origins = append(r.Origins, b.sources(c, members))
		}
		for _, s := range found.Supports {
			r.Supports = append(r.Supports, SupportReport{
				Statement: s.Response, Evidence: s.Evidence, What: b.what(c, s),
				Chain: b.sources(c, s.Chain), Roots: b.sources(c, s.Roots), Lack: s.Lack,
			})
		}
		out = append(out, r)
	}
	return out
}

// what a support is.
func (b *reporter) what(c *verification.Claim, s verification.Support) string {
	if e := c.Exhibit(s.Evidence); e != nil {
		return cmp.Or(casework.Read[verification.EvidenceText](b.lib, e.Text).Title, casework.Erased) + " (" + string(e.Kind) + ")"
	}
	if a := c.Statement(s.Response); a != nil {
		what := "an answer"
		if a.Unasked() {
			what = "a statement"
		}
		if len(a.Way) == 0 {
			what += " " + a.Channel.How()
		}
		return strings.TrimSpace(what + ": " + strings.TrimSpace(a.Stance.Verb()+" "+string(a.Stance)))
	}
	return ""
}

func (b *reporter) contests(c *verification.Claim) []ContestReport {
	out := []ContestReport{}
	for _, x := range c.Contests {
		out = append(out, ContestReport{
			x.ID, b.source(c, x.One), b.source(c, x.Other), b.lib.Text(x.Reason), b.people[x.By], x.At, b.withdrawn(x.Withdrawn),
		})
	}
	return out
}
