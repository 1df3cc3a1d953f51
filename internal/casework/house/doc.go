// Package house is what a desk sets for itself, for every case: its settings and the templates of
// its letters, its policies, its reminder plans, the keys that its letters are signed with, and a
// hold on all mail.
package house
