package desk

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PolicySet is the command onrecord policy set.
type PolicySet struct {
	File string `arg:"" help:"The document, in YAML: FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (PolicySet) Help() string {
	return `
A policy that the desk has already takes the next version number. Claims keep the
version that they were added under. A policy that could leave nobody able to sign,
with the people of this desk, is refused with who is missing.

Example:

    onrecord policy set ours.yaml`
}

// Run sets it.
func (c *PolicySet) Run(p *terminal.Program) error {
	text, err := readDocument(p, c.File)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PolicySet, operation.Body(house.PolicyInput{Text: text}))
	if err != nil {
		return err
	}
	return p.Made(r, r.Name, "the policy %s is in force for claims that are added from now on", r.Name)
}
