// Package plan reads when the silent are reminded.
//
// A plan is a document. Its steps say when a letter goes out: after a share of the time to
// answer, some time after the request went out, before the answer-by instant, or after it. A
// time is of the clock, or of the party's office: three working days are days on which the
// party works. A step after the answer-by instant keeps the request open: the party still owes
// an answer, as under a statute. A chase repeats, further and further apart.
//
// Whatever a plan says, no letter goes out while the party is closed, and none closer to the
// one before than the gap: a step for which no room is left is left out.
//
// The examples inside a document say when its letters go out. They have to hold, or the
// document is refused.
package plan
