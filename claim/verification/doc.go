// Package verification is what a newsroom does with a claim, from its first draft to
// what is public of it ([Claim]): what the policy asks for, what was found, who has
// signed it, what was published, and what it is to other claims. What the finding rests
// on, whatever was said and shown, is package sources.
package verification
