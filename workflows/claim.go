package workflows

import (
	"go.temporal.io/sdk/workflow"

	"github.com/onrecord/onrecord/claim"
)

// Claim carries one claim from source request to confirmation. Its history reads
// as what was done with the claim: an update for each command of a person, a
// wake for each change of its stage that came from elsewhere, and a timer for
// what falls due by itself.
//
// It waits for commands and for its own clock: a review that nobody has taken up
// falls to everybody who can sign. It ends when the record says that nothing is
// left to do; a late answer or a command starts it again. What a command leads
// to, and what is due when, it never decides.
func Claim(ctx workflow.Context, in Start) error {
	s := newShell(in, claim.StreamClaim)
	if err := s.setup(ctx); err != nil {
		return err
	}
	return s.run(ctx)
}
