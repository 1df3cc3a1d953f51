// Package claims is the screens of a claim: how it is written, moved on, weighed, reviewed and
// published, with its evidence, statements and answers; of a series of claims; and of the claims
// that wait for a reviewer.
package claims
