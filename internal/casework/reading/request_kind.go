package reading

import (
	"fmt"

	"github.com/onrecord/onrecord/claim"
)

// askedFor says what was asked of a party; a request for comment is what is meant where
// nothing else is said.
func askedFor(kind claim.RequestKind, party, claims string) string {
	if kind.OrComment() == claim.RequestForComment {
		return fmt.Sprintf("asked %s about %s", party, claims)
	}
	return fmt.Sprintf("put %s to %s about %s", kind.One(), party, claims)
}

// putKind says in the thread of a request what it is.
func putKind(kind claim.RequestKind) string {
	if kind.OrComment() == claim.RequestForComment {
		return "put the request"
	}
	return "put " + kind.One()
}
