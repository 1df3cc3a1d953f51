// Package writing is what the desk writes down: a case and the draft of its story, its claims one by
// one, in a series or from a list, where each of them stands, and what supports or contradicts them. An
// input says itself what follows from it ([CaseInput.Opens], [ClaimInput.Words], [ClaimInput.Adds]):
// case files open cases by the same.
package writing
