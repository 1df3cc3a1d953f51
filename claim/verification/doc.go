// Package verification is what a newsroom does with a claim, from its first draft to
// what is public of it ([Claim]): what may happen to it at which stage, what its policy
// asks for, and what it is to other claims. What is known of it is package sources, what
// is found of it package finding.
package verification
