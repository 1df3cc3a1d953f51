package report

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// RelationReport is what a claim is to another one of its case, or that one to it.
type RelationReport struct {
	Claim   string            `json:"claim" doc:"key of the other claim"`
	As      relation.Relation `json:"as"`
	Theirs  bool              `json:"theirs,omitempty" doc:"the other claim is that to this one"`
	Says    string            `json:"says" doc:"what it is, before the name of the other claim"`
	Stage   claim.Stage       `json:"stage" doc:"of the other claim"`
	Outcome claim.Outcome     `json:"outcome" doc:"of the other claim"`
	By      string            `json:"by" doc:"who said so"`
	At      time.Time         `json:"at"`
	Reason  string            `json:"reason,omitempty"`
	Fallen  string            `json:"fallen,omitempty" doc:"the other claim has fallen: its outcome, or its stage"`
	Looked  bool              `json:"looked,omitempty" doc:"somebody has said why this claim stands all the same"`
	Upheld  *UpheldReport     `json:"upheld,omitempty" doc:"who has, and why"`
}

// GroundFallen reports whether a claim that this one rests on has fallen, and nobody has
// said why this one stands.
func (c ClaimReport) GroundFallen() bool {
	return slices.ContainsFunc(c.Relations, func(r RelationReport) bool { return r.Fallen != "" && !r.Looked })
}

// relations lists what the claim is to others, and then what others are to it.
func (b *Gathered) relations(c *verification.Claim) []RelationReport {
	byID := map[uuid.UUID]*verification.Claim{}
	for _, other := range b.Claims {
		byID[other.ID] = other
	}
	out := []RelationReport{}
	for _, r := range c.Related {
		if other := byID[r.To]; other != nil {
			one := b.relation(other, r, string(r.As))
			if i := slices.IndexFunc(c.Fallen, func(f relation.Fallen) bool { return f.Claim == r.To }); i >= 0 && r.As.Leans() {
				one.Fallen, one.Looked = c.Fallen[i].How, c.Fallen[i].Looked
				one.Upheld = b.upheldOn(c, c.Fallen[i])
			}
			out = append(out, one)
		}
	}
	for _, other := range b.Claims {
		for _, r := range other.Related {
			if r.To == c.ID {
				one := b.relation(other, r, r.As.Other())
				one.Theirs = true
				out = append(out, one)
			}
		}
	}
	return out
}

// upheldOn is who said last why the claim stands although this ground has fallen.
func (b *Gathered) upheldOn(c *verification.Claim, f relation.Fallen) *UpheldReport {
	for _, u := range slices.Backward(c.Upheld) {
		if f.Looked && slices.Contains(u.Grounds, relation.Ground{Claim: f.Claim, How: f.How}) {
			return &UpheldReport{b.NameOf(u.By), u.At, b.Lib.Text(u.Reason)}
		}
	}
	return nil
}

func (b *Gathered) relation(other *verification.Claim, r relation.Related, says string) RelationReport {
	return RelationReport{
		Claim: b.Keys[other.ID], As: r.As, Says: says, Stage: other.Stage, Outcome: other.Outcome,
		By: b.People[r.By], At: r.At, Reason: b.Lib.Text(r.Reason),
	}
}

// statesAbout returns what is about a claim now, and the claims that it names or that name it.
func (r *Room) statesAbout(ctx context.Context, caseID, about uuid.UUID) ([]claim.Aggregate, error) {
	states, err := r.store.StatesAbout(ctx, caseID, about)
	if err != nil {
		return nil, err
	}
	var others []uuid.UUID
	for _, state := range states {
		if c, ok := state.(*verification.Claim); ok {
			for _, to := range c.Related {
				others = append(others, to.To)
			}
			for _, by := range c.NamedBy {
				others = append(others, by.Claim)
			}
		}
	}
	if len(others) == 0 {
		return states, nil
	}
	related, err := r.store.LoadAll(ctx, claim.StreamClaim, casework.Unique(others)...)
	return append(states, related...), err
}

// relationRefs is the content of what claims are to one another.
func relationRefs(c *verification.Claim) []claim.Ref {
	var refs []claim.Ref
	for _, r := range c.Related {
		refs = append(refs, r.Reason)
	}
	for _, u := range c.Upheld {
		refs = append(refs, u.Reason)
	}
	return refs
}
