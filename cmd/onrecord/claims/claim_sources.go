package claims

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// showInvolved prints the parties of a claim by their parts.
func showInvolved(w io.Writer, c report.ClaimReport) {
	for _, part := range sources.Parts {
		var names []string
		for _, i := range c.Involved {
			if i.As == part {
				names = append(names, i.Name)
			}
		}
		if len(names) > 0 {
			fmt.Fprintf(w, "%-9s %s%s\n", part, strings.Join(names, ", "), terminal.Mark(part == sources.PartClaimant && !c.Named, " (not named outside the desk)"))
		}
	}
}

// showSources prints what was said without having been asked for, the evidence, and who
// has it from whom.
func showSources(w io.Writer, c report.ClaimReport, now time.Time) {
	for _, s := range c.Statements {
		fmt.Fprintf(w, "\n%s%s: %s — %s, %s, %s, %s%s\n", s.Name, terminal.Behind(s.Way), s.Stance, s.GroundRules, s.Channel, s.Authenticity,
			whenSaid(s.ReceivedAt, now), terminal.After(s.SpokenBy())+terminal.After(s.Replaced()))
		terminal.Quote(w, s.Statement)
		showWording(w, s.Wording, now)
		fmt.Fprintf(w, "  statement %s, recorded by %s%s\n", s.ID, s.By, terminal.Mark(s.Summary, ", in the desk's words"))
		showWithdrawn(w, s.Withdrawn, now)
	}
	if len(c.Evidence) > 0 {
		fmt.Fprintln(w)
	}
	for _, e := range c.Evidence {
		showEvidence(w, e, now)
	}
	for _, i := range c.Independence {
		fmt.Fprintf(w, "\nindependent origins of what %s it: %d\n", i.Bearing, len(i.Origins))
		for _, s := range i.Supports {
			fmt.Fprintf(w, "  %s%s, %s%s\n", first(s.Chain), terminal.Behind(rest(s.Chain)), s.What, rooted(s))
		}
	}
	for _, x := range c.Contests {
		fmt.Fprintf(w, "\n%s and %s are one origin, says %s, %s: %s\n  contest %s\n", x.One, x.Other, x.By, terminal.When(x.At, now), x.Reason, x.ID)
		showWithdrawn(w, x.Withdrawn, now)
	}
}

func showWithdrawn(w io.Writer, by *report.WithdrawnReport, now time.Time) {
	if by != nil {
		fmt.Fprintf(w, "  withdrawn by %s, %s: %s\n", by.By, terminal.When(by.At, now), by.Reason)
	}
}

// rooted says whom a support goes back to, or why it is no origin.
func rooted(s report.SupportReport) string {
	if s.Lack != "" {
		return ": no origin, as " + s.Lack.Says()
	}
	return ": goes back to " + strings.Join(s.Roots, " and ")
}

func first(chain []string) string {
	if len(chain) == 0 {
		return "nobody knows whose"
	}
	return chain[0]
}

func rest(chain []string) []string {
	if len(chain) < 2 {
		return nil
	}
	return chain[1:]
}
