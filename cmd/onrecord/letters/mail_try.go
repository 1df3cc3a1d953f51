package letters

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// MailTest is the command onrecord mail test.
type MailTest struct {
	Letter bool
}

// Help implements kong.HelpProvider.
func (MailTest) Help() string {
	return `
It changes nothing in the mailbox. Exit status 4 if a step failed.

Example:

    onrecord mail test --letter`
}

// Run tries the servers.
func (c MailTest) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	return testMail(p, desk, c.Letter)
}

func testMail(p *terminal.Program, desk *client.Client, letter bool) error {
	t, err := client.Call(p.Ctx, desk, operation.MailTry, operation.Body(operation.MailTestInput{Letter: letter}))
	if err != nil {
		return err
	}
	if err := p.Show(t, func(w io.Writer) { showTest(w, t) }); err != nil || t.Well {
		return err
	}
	return claim.Errorf(claim.CodeConflict, "the desk's mail does not work yet")
}

func showTest(w io.Writer, t operation.MailTest) {
	of := ""
	for _, step := range t.Steps {
		if step.Of != of {
			of = step.Of
			fmt.Fprintf(w, "%s\n", of)
		}
		state := "well"
		if !step.Well {
			state = "FAILS"
		}
		fmt.Fprintf(w, "  %-6s %-11s %s\n", state, step.Step, step.Says)
		if step.Hint != "" {
			fmt.Fprintf(w, "  %-6s %-11s %s\n", "", "", step.Hint)
		}
	}
}
