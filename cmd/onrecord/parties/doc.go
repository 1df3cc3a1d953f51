// Package parties has the commands about organisations and people who can answer: who they are, when
// they can be expected to answer, and the contact points by which they are reached.
package parties
