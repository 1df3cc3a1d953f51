// Package cases is the case: a story under verification, who owns and may see it, what
// it asks for before a finding is published, its series of claims and their order, and
// the lines of it that were frozen. Of its claims it knows what stands in [Held].
package cases
