package operation

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/house"
)

// The desk's policies, and what they ask of a claim.
var (
	PolicyList = action("policy-list", "GET /policies", casework.MayReadDesk, "List the desk's policies and the presets",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) ([]house.PolicyView, error) {
			return house.Policies(ctx, on.Door, who)
		})
	PolicyShow = action("policy-show", "GET /policies/{policy}", casework.MayReadDesk, "Show a policy in words, and its document",
		func(ctx context.Context, on Parts, who casework.Caller, in PolicyPath) (house.PolicyView, error) {
			return house.Policy(ctx, on.Door, who, in.Policy)
		})
	PolicySet = action("policy-set", "PUT /policies", casework.MayWriteDesk, "Give the desk a policy, or a new version of one",
		func(ctx context.Context, on Parts, who casework.Caller, in With[house.PolicyInput]) (casework.Receipt, error) {
			return house.SetPolicy(ctx, on.Door, who, in.Body)
		})
	ClaimStep = action("claim-step", "POST /cases/{case}/claims/{claim}/steps", casework.MayDoSteps,
		"Do a step that the policy asks for", ofClaim(besideNamed(findings.CompleteStep)))
	ClaimRepin = action("claim-repin", "POST /cases/{case}/claims/{claim}/policy", casework.MayReviseCase,
		"Move a claim to the latest version of its policy, or to another one", ofClaim(besideNamed(findings.RepinPolicy)))
	ClaimMark = action("claim-mark", "PUT /cases/{case}/claims/{claim}/marks", casework.MayWriteClaims,
		"Say what the policy has to know of a claim", ofClaim(besideNamed(findings.Mark)))
)

// PolicyPath names a policy.
type PolicyPath struct {
	Policy string `path:"policy" maxLength:"40" doc:"its name"`
}
