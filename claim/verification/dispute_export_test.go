package verification

import "github.com/onrecord/onrecord/claim"

// OpenDispute reports what the policy is told of a dispute about an outcome.
func OpenDispute(c *Claim, o claim.Outcome) bool { return c.openDispute(o) }
