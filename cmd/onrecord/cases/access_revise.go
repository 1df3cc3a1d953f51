package cases

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// AccessRevise is the command onrecord access revise.
type AccessRevise struct {
	Case        string            `arg:"" help:"Short name of the case."`
	Sensitivity claim.Sensitivity `placeholder:"WHAT" help:"Who may see it: its owner and those on its access list, or everybody on the desk."`
	Owner       string            `placeholder:"HANDLE"`
}

// Help implements kong.HelpProvider.
func (AccessRevise) Help() string {
	return `
Example:

    onrecord access revise vault7 --sensitivity restricted
    onrecord access revise vault7 --owner lea`
}

// Run restricts the case, opens it to the desk, or hands it to another owner.
func (c *AccessRevise) Run(p *terminal.Program) error {
	if c.Sensitivity == "" && c.Owner == "" {
		return claim.Errorf(claim.CodeInvalid, "there is nothing to change").WithHint("give --sensitivity, --owner or both")
	}
	r, err := changeAccess(p, c.Case, func(in *writing.AccessInput) error {
		in.Owner = c.Owner
		if c.Sensitivity != "" {
			in.Sensitivity = c.Sensitivity
		}
		return nil
	})
	if err != nil {
		return err
	}
	return p.Did(r, "changed who may see %s", c.Case)
}
