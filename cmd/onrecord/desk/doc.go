// Package desk has the commands about the desk itself: running it and using one elsewhere, its
// people, whose turn it is and how they are told, its settings, policies and reminder plans, and
// how its engine and its record are.
package desk
