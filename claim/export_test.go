package claim

import (
	"maps"
	"slices"
)

// BodyKinds lists the kinds of commands that this version knows, in order.
func BodyKinds() []string { return slices.Sorted(maps.Keys(bodies)) }

// OpenDispute reports what the policy is told of a dispute about an outcome.
func OpenDispute(c *Claim, o Outcome) bool { return c.openDispute(o) }
