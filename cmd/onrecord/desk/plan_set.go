package desk

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PlanSet is the command onrecord plan set.
type PlanSet struct {
	File string `arg:"" help:"The document, in YAML: FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (PlanSet) Help() string {
	return `
A plan that the desk has already takes the next version number. Requests keep the
version that they were put under until they are moved: onrecord plan move.

Example:

    onrecord plan set ours.yaml`
}

// Run sets it.
func (c *PlanSet) Run(p *terminal.Program) error {
	text, err := readDocument(p, c.File)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.PlanSet, operation.Body(house.PlanInput{Text: text}))
	if err != nil {
		return err
	}
	return p.Made(r, r.Name, "the plan %s is in force for what is asked from now on", r.Name)
}
