// Package staff is what a desk does with its own people: who is on it, with which roles,
// how each is told what waits and signs in, who is away, who takes over from whom, and
// whose turn something is. A room of the door (package casework): the caller has the
// right already; what depends on whose it is, it asks itself, and what changes goes into
// the record by the door.
package staff
