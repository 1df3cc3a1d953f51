// Package verification is what a newsroom does with a claim, from its first draft to
// what is public of it ([Claim]): who is involved and was asked, what was said and
// shown, in how many independent origins, what was found, who has signed it, what was
// published, and what it is to other claims.
package verification
