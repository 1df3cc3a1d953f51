package claims

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// showAsks prints what the policy asks of a claim, each line with what is missing
// and who can mend it.
func showAsks(w io.Writer, c report.ClaimReport, now time.Time) {
	if len(c.Asks) == 0 {
		return
	}
	fmt.Fprintf(w, "\nthe policy asks (%s)\n", terminal.PolicyText(c.Policy, policyVersion(c)))
	for _, a := range c.Asks {
		if a.Met {
			fmt.Fprintf(w, "  met      %s\n", a.Says)
			continue
		}
		if a.Moot != "" {
			fmt.Fprintf(w, "  not now  %s: %s\n", a.Says, a.Moot)
			continue
		}
		fmt.Fprintf(w, "  missing  %s\n           %s can mend that\n", a.Lacks, a.Mends)
		if len(a.Form) > 0 {
			fmt.Fprintf(w, "           step %s, with the form:\n", a.Key)
			for _, label := range a.Form {
				fmt.Fprintf(w, "             - %s\n", label)
			}
		}
		if a.Due != nil {
			fmt.Fprintf(w, "           due %s\n", terminal.When(*a.Due, now))
		}
	}
	for _, s := range c.Steps {
		fmt.Fprintf(w, "\nstep %s by %s, %s%s\n", s.Step, s.By, terminal.When(s.At, now), terminal.Mark(s.Stale, " (stale: what it was done on has changed)"))
		for _, f := range s.Form {
			fmt.Fprintf(w, "  %s:\n", f.Label)
			terminal.Quote(w, f.Text)
		}
	}
}

func policyVersion(c report.ClaimReport) string {
	if c.PolicyName == "" {
		return ""
	}
	return fmt.Sprintf("%s, version %d", c.PolicyName, c.PolicyVersion)
}
