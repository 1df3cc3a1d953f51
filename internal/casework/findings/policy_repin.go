package findings

import (
	"cmp"
	"context"
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/policy"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// RepinInput says to which policy a claim moves, and why.
type RepinInput struct {
	PolicyName string `json:"policyName,omitempty" doc:"the desk's policy, or a preset; the latest version of the claim's own if left out"`
	Reason     string `json:"reason,omitempty" doc:"why, for the record"`
	Try        bool   `json:"try,omitempty" doc:"only show what would change"`
}

// Repinned is what changes for a claim under another policy.
type Repinned struct {
	casework.Receipt
	From    string   `json:"from,omitempty" doc:"name and version of the policy before; left out for none"`
	To      string   `json:"to"`
	Asks    []string `json:"asks" doc:"what is asked of the claim as it stands, and was not before"`
	AsksNot []string `json:"asksNot" doc:"what was asked of it before, and is not any more"`
	Stale   int      `json:"stale" doc:"how many sign-offs count no more"`
}

// RepinPolicy moves a claim to another policy, or to a later version of its own, with
// the reason. What was signed is signed again.
func RepinPolicy(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in RepinInput) (Repinned, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return Repinned{}, err
	}
	around, failed := d.Record().Around(ctx)
	under, err := claim.ThePolicy(around, cmp.Or(in.PolicyName, c.Under.Name))
	if err != nil {
		return Repinned{}, err
	}
	out := Repinned{Receipt: casework.Receipt{ID: c.ID}, From: c.Under.String(), To: under.String()}
	before, after := c.Asks(around), c.AsksUnder(under, around)
	out.Asks, out.AsksNot = besides(after, before), besides(before, after)
	if under != c.Under {
		out.Stale = len(c.ValidSignOffs())
	}
	if err := failed(); err != nil || in.Try {
		return out, err
	}
	repin := verification.RepinPolicy{Under: in.PolicyName}
	reason, err := casework.Prose("reason", in.Reason, casework.MaxText, false)
	if err != nil {
		return Repinned{}, err
	}
	refs, err := d.Keep(ctx, reason)
	if err != nil {
		return Repinned{}, err
	}
	repin.Reason = refs[0]
	return out, d.Do(ctx, c.Stream(), casework.Command(ctx, caller, repin))
}

// besides says what of the first is not in the second.
func besides(all, without []policy.Requirement) []string {
	says := []string{}
	for _, q := range all {
		if !slices.ContainsFunc(without, func(o policy.Requirement) bool { return o.Says == q.Says }) {
			says = append(says, q.Says)
		}
	}
	return says
}
