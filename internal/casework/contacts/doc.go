// Package contacts is by which contact points a party is reached: given, put in order, verified and
// retired, and what comes of a letter that came back from one.
package contacts
