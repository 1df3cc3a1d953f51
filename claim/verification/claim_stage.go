package verification

import "github.com/onrecord/onrecord/claim"

// TakesStatements refuses a statement about a claim that is given up.
func (c *Claim) TakesStatements() error {
	switch stage := c.stage(); stage {
	case claim.StageWithdrawn, claim.StageDeclined, claim.StageRetracted:
		return claim.Errorf(claim.CodeWrongStage, "no statement is recorded about a claim that is %s", stage).WithHint("%s", stage.Next())
	}
	return nil
}

// TakesEvidence refuses evidence about a claim that is given up. What comes to
// light about a public finding is always taken.
func (c *Claim) TakesEvidence() error {
	switch stage := c.stage(); stage {
	case claim.StageWithdrawn, claim.StageDeclined, claim.StageRetracted, claim.StageTakenDown:
		return claim.Errorf(claim.CodeWrongStage, "the evidence of a claim that is %s does not change", stage).WithHint("%s", stage.Next())
	}
	return nil
}

// Reconsidered is the stage after the evidence has changed: what was signed is not
// what is there, and a public finding is looked at again.
func (c *Claim) Reconsidered() claim.Stage {
	switch stage := c.stage(); {
	case stage == claim.StageSignedOff:
		return c.back()
	case len(c.Publications) > 0 && (stage == claim.StagePublished || stage == claim.StageClosed):
		return claim.StageCorrecting
	default:
		return stage
	}
}
