// Package timeline is what happened, entry by entry, in words: in a case, to a claim, with
// the story and its comments, with parties and people, and on the desk as a whole.
//
// A sentence is made of the fact and of how those are called whom it names, and quotes
// nothing but what somebody wrote for it: a note, comments, a reason.
package timeline
