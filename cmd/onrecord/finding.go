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
		fmt.Fprintf(w, "\n%s %d by %s, %s: %s%s, as of %s\n", v.Kind, v.Version, v.By, When(v.At, now), v.Outcome, Aside(string(v.Why)), Moment(v.AsOf, now.Location()))
		Quoted(w, "for readers", v.ForReaders)
		Quoted(w, "why it was changed", v.Reason)
		for _, r := range v.Running {
			fmt.Fprintf(w, "  %s still had time to answer, until %s\n", r.Party, Moment(r.Until, now.Location()))
		}
		Quoted(w, "why it did not wait", v.Early)
		showUnsigned(w, v.Unsigned, now)
	}
	if s := c.Schedule; s != nil {
		fmt.Fprintf(w, "\nto be published %s, as %s has scheduled\n", When(s.At, now), s.By)
	}
	if s := c.Missed; s != nil {
		fmt.Fprintf(w, "\nwas to be published %s, and was not: %s\n", When(s.At, now), s.Refused)
	}
	if c.Public != "" {
		fmt.Fprintf(w, "\npublic page  %s\n", c.Public)
	}
}
