package claims

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// showFinding prints what was made public of a claim, and what is to be.
func showFinding(w io.Writer, c report.ClaimReport, now time.Time) {
	for _, v := range c.Publications {
		fmt.Fprintf(w, "\n%s %d by %s, %s: %s%s, as of %s\n", v.Kind, v.Version, v.By, terminal.When(v.At, now), v.Outcome, terminal.Aside(string(v.Why)), terminal.Moment(v.AsOf, now.Location()))
		terminal.Quoted(w, "for readers", v.ForReaders)
		terminal.Quoted(w, "why it was changed", v.Reason)
		for _, r := range v.Running {
			fmt.Fprintf(w, "  %s still had time to answer, until %s\n", r.Party, terminal.Moment(r.Until, now.Location()))
		}
		terminal.Quoted(w, "why it did not wait", v.Early)
		showUnsigned(w, v.Unsigned, now)
	}
	if s := c.Schedule; s != nil {
		fmt.Fprintf(w, "\nto be published %s, as %s has scheduled\n", terminal.When(s.At, now), s.By)
	}
	if s := c.Missed; s != nil {
		fmt.Fprintf(w, "\nwas to be published %s, and was not: %s\n", terminal.When(s.At, now), s.Refused)
	}
	if c.Public != "" {
		fmt.Fprintf(w, "\npublic page  %s\n", c.Public)
	}
}
