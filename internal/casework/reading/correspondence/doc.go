// Package correspondence is the correspondence as the desk reads it: what came in and
// waits, one message beside what it may answer, who sent it, the thread of a request
// with all that was said, sent and done about it, what can be asked, and the letters
// that went out with what became of them.
//
// A [Room] asks the door who may see what. Whatever is said here of a letter or a
// message, the timeline of its case says in the same words.
package correspondence
