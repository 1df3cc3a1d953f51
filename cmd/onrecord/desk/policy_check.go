package desk

import (
	"errors"
	"fmt"
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/policy"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/house"
)

// PolicyCheck is the command onrecord policy check.
type PolicyCheck struct {
	File string `arg:"" help:"The document, in YAML: FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (PolicyCheck) Help() string {
	return `
It needs no desk. What is wrong is said with its line and column; the examples in
the document have to hold. Whether enough people are there to sign is asked when the
policy is set.

Example:

    onrecord policy check ours.yaml`
}

// Run checks the document, and prints it in words.
func (c *PolicyCheck) Run(p *terminal.Program) error {
	text, err := readDocument(p, c.File)
	if err != nil {
		return err
	}
	d, err := policy.Parse([]byte(text))
	var problems policy.Problems
	if errors.As(err, &problems) {
		for _, problem := range problems[1:] {
			defer p.Say("%s:%s", c.File, problem)
		}
		return claim.Errorf(claim.CodeInvalid, "%s:%s", c.File, problems[0])
	}
	if err != nil {
		return err
	}
	p.Say("%s holds: %s, %s", d, numbered(len(d.Rules), "rule"), numbered(len(d.Examples), "example"))
	v := house.PolicyInWords(d, text)
	return p.Show(v, func(w io.Writer) { showPolicy(w, v) })
}

func numbered(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprint(n, " ", what)
}

// readDocument reads the file of a policy.
func readDocument(p *terminal.Program, file string) (string, error) {
	if file != "-" {
		file = "@" + file
	}
	return p.Text("FILE", file)
}
