// Package relation is what claims are to each other: what rests on what, contradicts or repeats it, and
// what becomes of a claim when one that it rests on has fallen. It knows an interface of the claim.
package relation
