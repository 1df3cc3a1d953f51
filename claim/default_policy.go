package claim

import (
	"cmp"
	"errors"
	"slices"

	"github.com/onrecord/onrecord/claim/policy"
)

// PolicyFor names the policy of a new claim of a tier, where neither the claim nor
// its case names one; empty for none.
func (s DeskSettings) PolicyFor(tier Tier) string { return cmp.Or(s.PolicyByTier[tier], s.PolicyName) }

// CheckPolicies refuses defaults that the desk has not got, with [CodeNotFound], and
// those that could leave nobody able to sign, with [CodePolicy] and who is missing.
func (s DeskSettings) CheckPolicies(around Around) error {
	var checked []string
	for _, tier := range Tiers {
		name := s.PolicyFor(tier)
		if name == "" || slices.Contains(checked, name) {
			continue
		}
		checked = append(checked, name)
		under, err := ThePolicy(around, name)
		if err == nil {
			err = CheckStaff(policy.Of(under.Text), around.Staff())
		}
		if e, ok := errors.AsType[*Error](err); ok {
			return e.WithField("policyName", "choose another policy for "+string(tier)+" claims: "+e.Message)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
