package main

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type planListCmd struct{}

// Help implements kong.HelpProvider.
func (planListCmd) Help() string {
	return `
Example:

    onrecord plan list`
}

// Run lists them.
func (planListCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	all, err := client.Call(p.ctx, desk, operation.PlanList, operation.None{})
	if err != nil {
		return err
	}
	return p.show(all, func(w io.Writer) {
		for _, v := range all {
			of := "preset"
			if !v.Preset {
				of = "of the desk"
			}
			fmt.Fprintf(w, "%-20s %3d  %-11s  %s\n", v.Name, v.Version, of, v.Source)
		}
	})
}
