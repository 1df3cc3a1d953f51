// Package comments is the room of the domain for what colleagues say to each other about a
// case: threads on the case, on a claim, an answer, a passage or the draft. It knows the
// case and the claims that comments are on (packages cases and verification), and no other
// room. Each case has one stream of them, beside the streams that they are about: nothing that
// carries a claim or a letter ever loads it, and it has no workflow, so that no word of a
// comment, nor that there is one, gets to a party, a reader or the engine.
//
// The words are content, erasable as all content is. Entries hold who wrote when, on what, and
// who is mentioned: that makes it her turn until she has seen it, has answered in the thread,
// or the thread is resolved.
package comments
