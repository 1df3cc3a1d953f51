// Package intake is what happens to a message from its coming in to its having a place:
// what it points at is weighed against the correspondences of the moment, it is given to
// each that it belongs to for sure, and what nobody can place waits in quarantine for a
// person, with the clocks stopped of those that it may be for.
package intake
