// Package notices tells people that it is their turn, as each of them has chosen: at
// once, by digest, or never.
//
// What is told is asked of the record when it is about to be told ([Turns],
// [Store.TakeNotice]): what was done in the meantime is not told, and what came with it
// is told as one. So a mail server that is down for a day loses nothing, and afterwards
// each person gets one notice of what still waits. A thing is told once to a person on
// a channel; what was taken before it was sent is known by its notice, whose identifier
// is also that of the message.
//
// A notice says how many things of which kind wait in which case, and leads to the
// desk. It holds no content: no word of a claim, no party, no name of a restricted case.
package notices
