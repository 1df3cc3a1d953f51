package parties

import (
	"cmp"
	"fmt"
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PartyShow is the command onrecord party show.
type PartyShow struct {
	Party string `arg:"" help:"Short name of the party."`
}

// Help implements kong.HelpProvider.
func (PartyShow) Help() string {
	return `
Example:

    onrecord party show mikrotik`
}

// Run shows the party.
func (c *PartyShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.Ctx, desk, operation.PartyShow, operation.PartyPath{Party: c.Party})
	if err != nil {
		return err
	}
	return p.Show(v, func(w io.Writer) {
		fmt.Fprintf(w, "%s\n\nkey     %s\nkind    %s\ne-mail  %s %s\nzone    %s\nhours   %s\nversion %d\nid      %s\n",
			v.Name, v.Key, cmp.Or(string(v.Kind), "-"), cmp.Or(v.Email, "-"), v.Role, v.Zone, hoursText(v.Hours), v.Version, v.ID)
		if b := v.Barred; b != nil {
			fmt.Fprintf(w, "\nnot to be contacted since %s: %s\n", terminal.When(b.Since, p.Now()), b.Reason)
		}
	})
}
