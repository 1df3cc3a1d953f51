package desk

import (
	"fmt"
	"io"
	"strings"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PolicyShow is the command onrecord policy show.
type PolicyShow struct {
	Policy string `arg:""`
	Source bool   `help:"Print its document, to be changed in a file."`
}

// Help implements kong.HelpProvider.
func (PolicyShow) Help() string {
	return `
Example:

    onrecord policy show serious-allegation
    onrecord policy show serious-allegation --source > ours.yaml`
}

// Run shows it.
func (c *PolicyShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.Ctx, desk, operation.PolicyShow, operation.PolicyPath{Policy: c.Policy})
	if err != nil {
		return err
	}
	return p.Show(v, func(w io.Writer) {
		if c.Source {
			fmt.Fprintln(w, strings.TrimSuffix(v.Text, "\n"))
			return
		}
		showPolicy(w, v)
	})
}

// showPolicy prints a policy in words.
func showPolicy(w io.Writer, v house.PolicyView) {
	fmt.Fprintf(w, "%s, version %d\n", v.Name, v.Version)
	if v.About != "" {
		fmt.Fprintf(w, "%s\n", v.About)
	}
	fmt.Fprintf(w, "\nsource  %s\n", v.Source)
	for _, r := range v.Rules {
		when := "Always"
		if r.When != "" {
			when = "When " + r.When
		}
		fmt.Fprintf(w, "\n%s:\n", when)
		for _, asks := range r.Asks {
			fmt.Fprintf(w, "  - %s\n", asks)
		}
		if r.Because != "" {
			fmt.Fprintf(w, "  (%s)\n", r.Because)
		}
	}
	if len(v.Examples) > 0 {
		fmt.Fprintf(w, "\nIts examples, which hold:\n")
		for _, e := range v.Examples {
			fmt.Fprintf(w, "  - %s\n", e)
		}
	}
}
