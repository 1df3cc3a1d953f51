package cases

import (
	"strings"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// AccessGive is the command onrecord access give.
type AccessGive struct {
	Case   string   `arg:"" help:"Short name of the case."`
	Handle []string `arg:"" help:"Who may see it from now on, while it is restricted."`
}

// Help implements kong.HelpProvider.
func (AccessGive) Help() string {
	return `
Example:

    onrecord access give vault7 jonas lea`
}

// Run puts people on the access list.
func (c *AccessGive) Run(p *terminal.Program) error {
	r, err := changeAccess(p, c.Case, func(in *writing.AccessInput) error {
		in.Access = union(in.Access, c.Handle)
		return nil
	})
	if err != nil {
		return err
	}
	return p.Did(r, "on the access list of %s: %s", c.Case, strings.Join(c.Handle, ", "))
}

// changeAccess changes who may see a case from what stands there now. Should
// somebody else do so at the same moment it is refused.
func changeAccess(p *terminal.Program, name string, change func(*writing.AccessInput) error) (casework.Receipt, error) {
	desk, err := p.Client()
	if err != nil {
		return casework.Receipt{}, err
	}
	there, err := client.Call(p.Ctx, desk, operation.AccessShow, operation.CasePath{Case: name})
	if err != nil {
		return casework.Receipt{}, err
	}
	in := writing.AccessInput{Seen: there.Version, Sensitivity: there.Sensitivity}
	for _, m := range there.Named {
		in.Access = append(in.Access, m.Handle)
	}
	if err := change(&in); err != nil {
		return casework.Receipt{}, err
	}
	return client.Call(p.Ctx, desk, operation.AccessChange, operation.InCase(name, in))
}

// union is a list with some more, none of them twice.
func union(list, more []string) []string {
	there := map[string]bool{}
	var all []string
	for _, name := range append(list, more...) {
		if !there[name] {
			all = append(all, name)
		}
		there[name] = true
	}
	return all
}
