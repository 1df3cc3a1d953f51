// Package wordtest holds the faces of the house to the words of the domain: its
// tests walk every row of every vocabulary, and of every condition of a policy,
// through all that shows or takes it.
package wordtest
