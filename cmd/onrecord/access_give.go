package main

import (
	"strings"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type accessGiveCmd struct {
	Case   string   `arg:"" help:"Short name of the case."`
	Handle []string `arg:"" help:"Who may see it from now on, while it is restricted."`
}

// Help implements kong.HelpProvider.
func (accessGiveCmd) Help() string {
	return `
Example:

    onrecord access give vault7 jonas lea`
}

// Run puts people on the access list.
func (c *accessGiveCmd) Run(p *program) error {
	r, err := p.changeAccess(c.Case, func(in *casework.AccessInput) error {
		in.Access = union(in.Access, c.Handle)
		return nil
	})
	if err != nil {
		return err
	}
	return p.did(r, "on the access list of %s: %s", c.Case, strings.Join(c.Handle, ", "))
}

// changeAccess changes who may see a case from what stands there now. Should
// somebody else do so at the same moment it is refused.
func (p *program) changeAccess(name string, change func(*casework.AccessInput) error) (casework.Receipt, error) {
	desk, err := p.client()
	if err != nil {
		return casework.Receipt{}, err
	}
	there, err := client.Call(p.ctx, desk, operation.AccessShow, operation.CasePath{Case: name})
	if err != nil {
		return casework.Receipt{}, err
	}
	in := casework.AccessInput{Seen: there.Version, Sensitivity: there.Sensitivity}
	for _, m := range there.Named {
		in.Access = append(in.Access, m.Handle)
	}
	if err := change(&in); err != nil {
		return casework.Receipt{}, err
	}
	return client.Call(p.ctx, desk, operation.AccessChange, operation.InCase(name, in))
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
