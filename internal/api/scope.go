package api

import (
	"net/http"
	"slices"

	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// administration is what a token with the scope write may not do: whoever may do
// it can give themselves everything else.
var administration = []casework.Right{casework.MayWritePeople, casework.MayWriteDesk, casework.MayEngine, operation.OwnAccount}

// scopeOf is the scope that a route takes: read to look at something, admin to
// change people, the desk, the engine or one's own tokens, write for any other change.
func scopeOf(method string, right casework.Right) people.Scope {
	switch {
	case method == http.MethodGet:
		return people.ScopeRead
	case slices.Contains(administration, right):
		return people.ScopeAdmin
	}
	return people.ScopeWrite
}

// scopeText says what a scope is for.
var scopeText = map[people.Scope]string{
	people.ScopeRead:  "read",
	people.ScopeWrite: "write, and not to manage people, the desk or the engine",
	people.ScopeAdmin: "do everything",

	people.ScopeCalendar: "read calendars, at their addresses",
}
