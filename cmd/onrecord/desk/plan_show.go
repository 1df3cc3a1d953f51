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

// PlanShow is the command onrecord plan show.
type PlanShow struct {
	Plan   string `arg:""`
	Source bool   `help:"Print its document, to be changed in a file."`
}

// Help implements kong.HelpProvider.
func (PlanShow) Help() string {
	return `
Example:

    onrecord plan show records-request
    onrecord plan show records-request --source > ours.yaml`
}

// Run shows it.
func (c *PlanShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.Ctx, desk, operation.PlanShow, operation.PlanPath{Plan: c.Plan})
	if err != nil {
		return err
	}
	return p.Show(v, func(w io.Writer) {
		if c.Source {
			fmt.Fprintln(w, strings.TrimSuffix(v.Text, "\n"))
			return
		}
		showPlan(w, v)
	})
}

// showPlan prints a plan in words.
func showPlan(w io.Writer, v house.PlanView) {
	fmt.Fprintf(w, "%s, version %d\n", v.Name, v.Version)
	if v.About != "" {
		fmt.Fprintf(w, "%s\n", v.About)
	}
	fmt.Fprintf(w, "\nsource  %s\n", v.Source)
	if v.For != "" {
		fmt.Fprintf(w, "for     %s\n", v.For)
	}
	fmt.Fprintln(w)
	for _, s := range v.Steps {
		fmt.Fprintf(w, "  %-22s %s\n", s.Kind, s.When)
	}
	fmt.Fprintln(w)
	for _, says := range v.Says {
		fmt.Fprintf(w, "%s\n", says)
	}
	if len(v.Examples) > 0 {
		fmt.Fprintf(w, "\nIts examples, which hold:\n")
		for _, e := range v.Examples {
			fmt.Fprintf(w, "  - %s\n", e)
		}
	}
}
