// Package finding is what a newsroom finds of a claim: the outcome that is proposed with
// its reasons, and why it establishes nothing where it does; who signed it, who sent it
// back, and which steps were done; and what was made public of it, was scheduled, changed
// or taken back. Who may do which of that, and when, the claim decides.
package finding
