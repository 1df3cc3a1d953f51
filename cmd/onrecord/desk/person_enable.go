package desk

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PersonEnable is the command onrecord person enable.
type PersonEnable struct {
	Handle string `arg:"" help:"Short name of the person."`
}

// Help implements kong.HelpProvider.
func (PersonEnable) Help() string {
	return `
Sessions and tokens that have ended stay ended.

Example:

    onrecord person enable jonas`
}

// Run enables the person.
func (c *PersonEnable) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PersonEnable, operation.PersonPath{Person: c.Handle})
	if err != nil {
		return err
	}
	return p.Did(r, "%s can do again what the roles allow", c.Handle)
}
