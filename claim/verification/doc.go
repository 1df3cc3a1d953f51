// Package verification is what a newsroom does with a claim, from its first draft to
// what is public of it ([Claim]): what may happen to it at which stage, and what its policy
// asks for. What is known of it is package sources, what is found of it package finding, what
// it is to other claims package relation.
package verification
