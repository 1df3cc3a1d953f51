package claims

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimTold is the command onrecord told.
type ClaimTold struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
}

// Help implements kong.HelpProvider.
func (ClaimTold) Help() string {
	return `
Everybody who was asked about the claim, with the letter that says what was published,
or why there is none. Nothing is published or sent.

Example:

    onrecord told vault7/microsoft`
}

// Run shows the letters.
func (c *ClaimTold) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	told, err := client.Call(p.Ctx, desk, operation.ClaimTold, operation.ClaimNamed(c.Claim))
	if err != nil {
		return err
	}
	return p.Show(told, func(w io.Writer) {
		if len(told) == 0 {
			fmt.Fprintln(w, "Nobody was asked about the claim.")
		}
		for i, t := range told {
			if i > 0 {
				fmt.Fprintln(w)
			}
			showTold(w, t)
		}
	})
}

func showTold(w io.Writer, t findings.Told) {
	switch {
	case t.Reason != "":
		fmt.Fprintf(w, "%s is not told: %s\n", t.Party, t.Reason)
	case t.Letter == nil:
		fmt.Fprintf(w, "%s is told in a letter.\n", t.Party)
	default:
		fmt.Fprintf(w, "%s is told in this letter:\n\n", t.Party)
		terminal.ShowLetter(w, *t.Letter)
	}
}
