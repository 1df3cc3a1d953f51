// Package policy reads what a desk asks for before a finding is published, and
// says of a claim what of it is met and what is missing.
//
// A policy is a document. Its rules say when they hold, as a condition in CEL
// over plain facts of a claim, and what they then require:
//
//   - stages of sign-offs. Stages come in order, the sign-offs of one stage in any
//     order. Nobody counts twice for one rule, and nobody's own work is theirs to
//     sign, whatever a document says: the claim sees to that.
//   - steps: a task of the desk's own for a role, with a form to fill in.
//   - preconditions: what has to be so of the claim, such as independent origins,
//     or that everybody accused was offered a reply.
//
// Rules add up: what two of them require, both require. So a document can ask for
// more by adding a rule and never for less. A condition that cannot be decided holds: in
// doubt a policy asks.
//
// The examples inside a document say what it asks for in cases that its author
// thought of. They have to hold, or the document is refused.
//
// The package knows nothing of claims: who asks fills in [Facts]. It reads no
// file and no clock, so it can decide inside a transaction.
package policy
