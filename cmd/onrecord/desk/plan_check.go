package desk

import (
	"errors"
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/document"
	"github.com/onrecord/onrecord/claim/plan"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/house"
)

// PlanCheck is the command onrecord plan check.
type PlanCheck struct {
	File string `arg:"" help:"The document, in YAML: FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (PlanCheck) Help() string {
	return `
It needs no desk. What is wrong is said with its line and column; the examples in
the document have to hold.

Example:

    onrecord plan check ours.yaml`
}

// Run checks the document, and prints it in words.
func (c *PlanCheck) Run(p *terminal.Program) error {
	text, err := readDocument(p, c.File)
	if err != nil {
		return err
	}
	d, err := plan.Parse([]byte(text))
	var problems document.Problems
	if errors.As(err, &problems) {
		for _, problem := range problems[1:] {
			defer p.Say("%s:%s", c.File, problem)
		}
		return claim.Errorf(claim.CodeInvalid, "%s:%s", c.File, problems[0])
	}
	if err != nil {
		return err
	}
	p.Say("%s holds: %d steps, %d examples", d, len(d.Words()), len(d.Examples))
	v := house.PlanInWords(d, text)
	return p.Show(v, func(w io.Writer) { showPlan(w, v) })
}
