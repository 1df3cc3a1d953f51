// Package drafttext reads the text of a story, on this machine alone: [Read] makes plain
// words of what a draft was written in, [Move] finds out where passages have gone in a new
// version, [Find] where words stand, and [Check] which sentences can be checked. It knows
// nothing of cases and keeps nothing. What it is given comes from outside: all of it is
// bounded, whatever the bytes say.
package drafttext

import "errors"

// Limits of what is read.
const (
	MaxFile = 20 << 20 // bytes of a file
	MaxText = 600_000  // bytes of the words in it
)

var (
	// ErrTooLarge is returned for what is over a limit, packed or unpacked.
	ErrTooLarge = errors.New("drafttext: it is too large")
	// ErrNoText is returned for bytes that are no text of the form that they are said to be.
	ErrNoText = errors.New("drafttext: it cannot be read")
)

// Span is a part of a text, in bytes.
type Span struct{ From, To int }
