package main

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/internal/casework/reading"
)

// showFinding prints what was made public of a claim, and what is to be.
func showFinding(w io.Writer, c reading.ClaimReport, now time.Time) {
	for _, v := range c.Publications {
		fmt.Fprintf(w, "\n%s %d by %s, %s: %s%s, as of %s\n", v.Kind, v.Version, v.By, when(v.At, now), v.Outcome, aside(string(v.Why)), moment(v.AsOf, now.Location()))
		quoted(w, "for readers", v.ForReaders)
		quoted(w, "why it was changed", v.Reason)
		for _, r := range v.Running {
			fmt.Fprintf(w, "  %s still had time to answer, until %s\n", r.Party, moment(r.Until, now.Location()))
		}
		quoted(w, "why it did not wait", v.Early)
		showUnsigned(w, v.Unsigned, now)
	}
	if s := c.Schedule; s != nil {
		fmt.Fprintf(w, "\nto be published %s, as %s has scheduled\n", when(s.At, now), s.By)
	}
	if s := c.Missed; s != nil {
		fmt.Fprintf(w, "\nwas to be published %s, and was not: %s\n", when(s.At, now), s.Refused)
	}
	if c.Public != "" {
		fmt.Fprintf(w, "\npublic page  %s\n", c.Public)
	}
}

// quoted prints a text with a margin, and what it is.
func quoted(w io.Writer, what, text string) {
	if text != "" {
		fmt.Fprintf(w, "  %s:\n", what)
		quote(w, text)
	}
}

// aside is a word in brackets.
func aside(word string) string {
	if word == "" {
		return ""
	}
	return " (" + word + ")"
}
