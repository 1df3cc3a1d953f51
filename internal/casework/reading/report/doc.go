// Package report is how a case stood at an instant: per claim its outcome, who was asked
// when and how often, what each said, what silence means, what it rests on, who signed and
// what was made public, with the sentence that can be printed.
//
// A [Room] gathers what a case is made of, for a caller who may see it ([Gathered]); what is
// told of it, here and above, is made of that, and calls everybody by the same [Names].
package report
