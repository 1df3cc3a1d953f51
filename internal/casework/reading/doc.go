// Package reading is what people on the desk, programs and reports are shown of a
// case: its matrix, a claim, a review, its draft and comments, the file that opens it
// again, and what is to come. Nothing here changes a case: that is done at the
// door (package casework), and a page that does both has both.
//
// A [Room] asks the door who may see what: every method takes the
// [casework.Caller], and what the caller may not see is not found. States come
// from the record ([Store]), texts from its content.
//
// Rooms of its own gather a case and report it (package report), put what happened into
// words (package timeline), show what is not of one case (package desk), and requests
// and messages (package correspondence): a [Room] stands on them, and shows what they
// show.
package reading
