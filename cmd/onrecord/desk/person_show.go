package desk

import (
	"cmp"
	"fmt"
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PersonShow is the command onrecord person show.
type PersonShow struct {
	Handle string `arg:"" help:"Short name of the person."`
}

// Help implements kong.HelpProvider.
func (PersonShow) Help() string {
	return `
Example:

    onrecord person show jonas`
}

// Run shows the person.
func (c *PersonShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.Ctx, desk, operation.PersonShow, operation.PersonPath{Person: c.Handle})
	if err != nil {
		return err
	}
	return p.Show(v, func(w io.Writer) {
		fmt.Fprintf(w, "%s\n\nhandle   %s\ne-mail   %s\nroles    %s\naccount  %s\nid       %s\n",
			v.Name, v.Handle, cmp.Or(v.Email, "-"), cmp.Or(roles(v.Roles), "none"), access(v), v.ID)
		if a := v.Away; a != nil {
			fmt.Fprintf(w, "away     from %s until %s; %s stands in\n", terminal.When(a.From, p.Now()), terminal.When(a.To, p.Now()), a.Deputy)
		}
	})
}
