package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// InvolvedReport is a party with its part in a claim.
type InvolvedReport struct {
	Party string       `json:"party" doc:"short name"`
	Name  string       `json:"name"`
	As    sources.Part `json:"as"`
}

// As are the short names of the parties that have a part in the claim.
func (c ClaimReport) As(part sources.Part) []string {
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
	Statement uuid.UUID    `json:"statement,omitzero"`
	Evidence  uuid.UUID    `json:"evidence,omitzero"`
	What      string       `json:"what" doc:"what it is, in words"`
	Chain     []string     `json:"chain" doc:"whose it is, then through whom it came"`
	Roots     []string     `json:"roots" doc:"whom it goes back to"`
	Lack      sources.Lack `json:"lack,omitempty" doc:"why it is no independent origin; left out if it is, or goes back to one"`
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

func (b *Gathered) involved(c *verification.Claim) []InvolvedReport {
	out := []InvolvedReport{}
	for _, i := range c.Involved {
		out = append(out, InvolvedReport{b.PartyKey(i.Party), b.PartyCalled(i.Party), i.As})
	}
	return out
}

// as are the names of those who have a part in the claim.
func (b *Gathered) as(c *verification.Claim, part sources.Part) []string {
	return b.PartiesCalled(c.As(part))
}

// statements lists what was said without having been asked for, in the order in which it was said.
func (b *Gathered) statements(c *verification.Claim) []StatementReport {
	out := []StatementReport{}
	for _, a := range c.Answers {
		if !a.Unasked() {
			continue
		}
		s := StatementReport{
			ID: a.Response, Party: b.PartyKey(a.Party), Name: b.PartyCalled(a.Party),
			Summary: a.Summary, By: b.People[a.By],
			AnswerReport: AnswerReport{
				Stance: a.Stance, Statement: b.Lib.Text(a.Statement), Way: b.PartiesCalled(a.Way), GroundRules: a.GroundRules, Channel: a.Channel,
				Authenticity: a.Authenticity, ReceivedAt: a.When(), Superseded: a.SupersededBy != uuid.Nil || a.Void() && a.Withdrawn == nil,
				OnRecord: b.onRecord(c, a.Response), Wording: b.wording(c, a), Doubt: b.doubt(c, a), Speaker: b.Lib.Text(a.Speaker), SpeakerNamed: a.SpeakerNamed,
			},
		}
		s.Withdrawn = b.withdrawn(a.Withdrawn)
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b StatementReport) int { return a.ReceivedAt.Place().Compare(b.ReceivedAt.Place()) })
	return out
}

func (b *Gathered) withdrawn(w *claim.Withdrawal) *WithdrawnReport {
	if w == nil {
		return nil
	}
	return &WithdrawnReport{b.People[w.By], w.At, b.Lib.Text(w.Reason)}
}

// Source names whoever something comes from: a party, or the words of an origin.
func (b *Gathered) Source(c *verification.Claim, id uuid.UUID) string {
	if name := b.Parties[id].Name; name != "" {
		return name
	}
	for _, e := range c.Evidence {
		if e.Origin == id {
			if words := casework.Read[sources.EvidenceText](b.Lib, e.Text).Origin; words != "" {
				return words
			}
		}
	}
	return casework.Erased
}

func (b *Gathered) sources(c *verification.Claim, ids []uuid.UUID) []string {
	names := []string{}
	for _, id := range ids {
		names = append(names, b.Source(c, id))
	}
	return names
}

func (b *Gathered) independence(c *verification.Claim) []IndependenceReport {
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
func (b *Gathered) what(c *verification.Claim, s sources.Support) string {
	if e := c.Exhibit(s.Evidence); e != nil {
		return cmp.Or(casework.Read[sources.EvidenceText](b.Lib, e.Text).Title, casework.Erased) + " (" + string(e.Kind) + ")"
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

func (b *Gathered) contests(c *verification.Claim) []ContestReport {
	out := []ContestReport{}
	for _, x := range c.Contests {
		out = append(out, ContestReport{
			x.ID, b.Source(c, x.One), b.Source(c, x.Other), b.Lib.Text(x.Reason), b.People[x.By], x.At, b.withdrawn(x.Withdrawn),
		})
	}
	return out
}
