// Package accounts keeps the working state of signing in: credentials, sessions,
// one-time links, tokens for programs, sign-ins that have begun, how often something was
// tried, and the browsers that people have subscribed to be told by web push.
//
// None of it is an entry, and none of it follows from entries: it holds what may not
// stand in entries for ever, as hashes of secrets and where people sit. That somebody
// signed in, was refused or lost a role is an entry of that person; what is kept here
// can be swept away when it is over ([Accounts.SweepAccounts]), and ends with the
// account ([Accounts.Shut]).
//
// Whatever two may try at once (to use a link, a code, a flow) is one statement with a
// condition, and its answer says who was first.
package accounts

import (
	"github.com/onrecord/onrecord/internal/record/stored"
)

// Accounts keeps the rows of sign-in. Its methods may be called from many goroutines
// at once.
type Accounts struct{ db stored.Database }

// New returns the accounts of a record.
func New(db stored.Database) *Accounts { return &Accounts{db} }
