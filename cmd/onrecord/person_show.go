package main

import (
	"cmp"
	"fmt"
	"io"

	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type personShowCmd struct {
	Handle string `arg:"" help:"Short name of the person."`
}

// Help implements kong.HelpProvider.
func (personShowCmd) Help() string {
	return `
Example:

    onrecord person show jonas`
}

// Run shows the person.
func (c *personShowCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.ctx, desk, operation.PersonShow, operation.PersonPath{Person: c.Handle})
	if err != nil {
		return err
	}
	return p.show(v, func(w io.Writer) {
		fmt.Fprintf(w, "%s\n\nhandle   %s\ne-mail   %s\nroles    %s\naccount  %s\nid       %s\n",
			v.Name, v.Handle, cmp.Or(v.Email, "-"), cmp.Or(roles(v.Roles), "none"), access(v), v.ID)
		if a := v.Away; a != nil {
			fmt.Fprintf(w, "away     from %s until %s; %s stands in\n", when(a.From, p.now()), when(a.To, p.now()), a.Deputy)
		}
	})
}
