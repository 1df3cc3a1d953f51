package claim

import (
	"maps"
	"slices"
)

// BodyKinds lists the kinds of commands that this version knows, in order.
func BodyKinds() []string { return slices.Sorted(maps.Keys(bodies)) }
