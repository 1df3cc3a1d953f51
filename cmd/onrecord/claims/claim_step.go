package claims

import (
	"maps"
	"slices"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimStep is the command onrecord claim step.
type ClaimStep struct {
	Claim   string            `arg:"" help:"CASE/CLAIM."`
	Step    string            `arg:""`
	Subject string            `placeholder:"HASH" required:"" help:", from onrecord review show."`
	Form    map[string]string `placeholder:"LABEL=TEXT" mapsep:"none" help:"; may be repeated."`
}

// Help implements kong.HelpProvider.
func (ClaimStep) Help() string {
	return `
What the step's form asks for stands in onrecord claim show. A step is done on what
stands there now: when that changes, it has to be done again.

Example:

    onrecord claim step vault7/google blind-check --subject 1f0e9c… --form "How=From the captures alone"`
}

// Run does the step.
func (c *ClaimStep) Run(p *terminal.Program) error {
	in := findings.StepInput{Step: c.Step, Subject: c.Subject}
	for _, label := range slices.Sorted(maps.Keys(c.Form)) {
		text, err := p.Text("--form", c.Form[label])
		if err != nil {
			return err
		}
		in.Form = append(in.Form, findings.StepField{Label: label, Text: text})
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ClaimStep, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.Did(r, "did the step %s of %s", c.Step, c.Claim)
}
