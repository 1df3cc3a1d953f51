// Package draft is the room of the domain for the text of a story: a [Draft] has
// versions, and passages in which claims are anchored. It knows the case and the
// claims that are anchored (packages cases and verification), and no other room. Its
// stream has no workflow: nothing here waits for an instant.
//
// The words are content. Entries hold where a passage begins and ends, in bytes of a
// version, and whether its words have changed; who reads the words and finds out where
// passages have gone is outside (package drafttext), and says so with the command. The
// rule that counts is here: a version is put on what stands at that moment, with every
// passage of it, or it is refused as a conflict.
package draft
