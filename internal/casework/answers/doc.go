// Package answers is what the desk does with what comes back: messages are read, given to the
// correspondence that they belong to or refused, and what a party said is recorded by somebody who
// has read it. Nothing here takes a message for an answer by itself.
package answers
