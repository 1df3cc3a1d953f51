package operation

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
)

// The desk's policies, and what they ask of a claim.
var (
	PolicyList = action("policy-list", "GET /policies", casework.MayReadDesk, "List the desk's policies and the presets",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) ([]casework.PolicyView, error) {
			return on.Door.Policies(ctx, who)
		})
	PolicyShow = action("policy-show", "GET /policies/{policy}", casework.MayReadDesk, "Show a policy in words, and its document",
		func(ctx context.Context, on Parts, who casework.Caller, in PolicyPath) (casework.PolicyView, error) {
			return on.Door.Policy(ctx, who, in.Policy)
		})
	PolicySet = action("policy-set", "PUT /policies", casework.MayWriteDesk, "Give the desk a policy, or a new version of one",
		func(ctx context.Context, on Parts, who casework.Caller, in With[casework.PolicyInput]) (casework.Receipt, error) {
			return on.Door.SetPolicy(ctx, who, in.Body)
		})
	ClaimStep = action("claim-step", "POST /cases/{case}/claims/{claim}/steps", casework.MayDoSteps,
		"Do a step that the policy asks for", ofClaim((*casework.Door).CompleteStep))
	ClaimRepin = action("claim-repin", "POST /cases/{case}/claims/{claim}/policy", casework.MayReviseCase,
		"Move a claim to the latest version of its policy, or to another one", ofClaim((*casework.Door).RepinPolicy))
	ClaimMark = action("claim-mark", "PUT /cases/{case}/claims/{claim}/marks", casework.MayWriteClaims,
		"Say what the policy has to know of a claim", ofClaim((*casework.Door).MarkClaim))
)

// PolicyPath names a policy.
type PolicyPath struct {
	Policy string `path:"policy" maxLength:"40" doc:"its name"`
}
