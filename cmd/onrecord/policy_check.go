package main

import (
	"errors"
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/policy"
	"github.com/onrecord/onrecord/internal/casework"
)

type policyCheckCmd struct {
	File string `arg:"" help:"The document, in YAML: FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (policyCheckCmd) Help() string {
	return `
It needs no desk. What is wrong is said with its line and column; the examples in
the document have to hold. Whether enough people are there to sign is asked when the
policy is set.

Example:

    onrecord policy check ours.yaml`
}

// Run checks the document, and prints it in words.
func (c *policyCheckCmd) Run(p *program) error {
	text, err := p.document(c.File)
	if err != nil {
		return err
	}
	d, err := policy.Parse([]byte(text))
	var problems policy.Problems
	if errors.As(err, &problems) {
		for _, problem := range problems[1:] {
			defer p.say("%s:%s", c.File, problem)
		}
		return claim.Errorf(claim.CodeInvalid, "%s:%s", c.File, problems[0])
	}
	if err != nil {
		return err
	}
	p.say("%s holds: %d rules, %d examples", d, len(d.Rules), len(d.Examples))
	v := casework.InWords(d, text)
	return p.show(v, func(w io.Writer) { showPolicy(w, v) })
}

// document reads the file of a policy.
func (p *program) document(file string) (string, error) {
	if file != "-" {
		file = "@" + file
	}
	return p.text("FILE", file)
}
