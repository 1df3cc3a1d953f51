package desk

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PolicyList is the command onrecord policy list.
type PolicyList struct{}

// Help implements kong.HelpProvider.
func (PolicyList) Help() string {
	return `
Example:

    onrecord policy list`
}

// Run lists them.
func (PolicyList) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	all, err := client.Call(p.Ctx, desk, operation.PolicyList, operation.None{})
	if err != nil {
		return err
	}
	return p.Show(all, func(w io.Writer) {
		for _, v := range all {
			of := "preset"
			if !v.Preset {
				of = "of the desk"
			}
			fmt.Fprintf(w, "%-20s %3d  %-11s  %s\n", v.Name, v.Version, of, v.Source)
		}
	})
}
