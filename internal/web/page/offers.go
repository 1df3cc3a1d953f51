package page

import (
	"slices"

	"github.com/onrecord/onrecord/claim"
)

// NotNow is something that cannot be done with a claim now.
type NotNow struct {
	Label string
	Why   *claim.Error
}

// Hers leaves out what somebody's roles do not allow at any time.
func Hers(not []NotNow) []NotNow {
	return slices.DeleteFunc(not, func(n NotNow) bool { return n.Why.Code == claim.CodeForbidden })
}
