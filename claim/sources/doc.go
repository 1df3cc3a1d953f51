// Package sources is what is known of a claim ([Known]): its words as they were changed,
// who is involved, whom it was put to, what was said and shown, whose that is and through
// whom it came, and in how many independent origins. What follows for the claim itself it
// asks the claim ([Claim]).
package sources
