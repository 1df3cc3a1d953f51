// Package mailtext is messages as people read them: the text, what of it is new, what is attached, and
// what a submission on the answer page says. No link by which a party answers is in anything that it
// shows. It is read once, and kept beside the bytes.
package mailtext
