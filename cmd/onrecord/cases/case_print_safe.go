package cases

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// CasePrintSafe is the command onrecord case print-safe.
type CasePrintSafe struct {
	Case   string `arg:"" help:"Short name of the case."`
	At     string `placeholder:"TIME" help:"The instant of the line; now if left out."`
	Freeze bool   `help:"Freeze the line as it is, and print the link at which it can be checked. Whoever has the link reads it."`
	Reason string `placeholder:"TEXT" help:"With --freeze: why it is printed although something speaks against it."`
}

// Help implements kong.HelpProvider.
func (CasePrintSafe) Help() string {
	return `
It prints the line, and then what speaks against printing it. If anything does, it ends with the status of
what the policy does not allow.

Example:

    onrecord case print-safe vault7
    onrecord case print-safe vault7 --at "2017-03-17 18:00 UTC"
    onrecord case print-safe vault7 --freeze --reason "Apple was told on the phone that we run at nine."`
}

// Run says whether the line can be printed, and freezes it if asked to.
func (c *CasePrintSafe) Run(p *terminal.Program) error {
	if c.Reason != "" && !c.Freeze {
		return claim.Errorf(claim.CodeInvalid, "a reason is given for a line that is frozen").WithHint("add --freeze")
	}
	at, err := terminal.OptionalInstant("--at", c.At, p.Now(), true)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	check, err := client.Call(p.Ctx, desk, operation.PrintCheck, operation.CaseAt(c.Case, at))
	if err != nil {
		return err
	}
	if c.Freeze {
		in := findings.LineInput{At: &check.AsOf, Reason: c.Reason, Seen: check.Seen}
		r, err := client.Call(p.Ctx, desk, operation.LineFreeze, operation.InCase(c.Case, in))
		if err != nil {
			return err
		}
		return p.Show(r, func(w io.Writer) {
			fmt.Fprintln(w, check.Short)
			if r.Public != "" {
				fmt.Fprintln(w, r.Public)
			} else {
				fmt.Fprintln(w, r.ID)
			}
		})
	}
	if err := p.Show(check, func(w io.Writer) { printCheck(w, check) }); err != nil {
		return err
	}
	if n := len(check.Speaks()); n > 0 {
		return claim.Errorf(claim.CodePolicy, "%s against printing the line", speaks(n)).
			WithHint("mend it, or freeze the line with a reason: --freeze --reason TEXT")
	}
	return nil
}

func speaks(n int) string {
	if n == 1 {
		return "1 thing speaks"
	}
	return fmt.Sprintf("%d things speak", n)
}

func printCheck(w io.Writer, check reading.PrintCheck) {
	fmt.Fprintln(w, check.Short)
	for _, o := range check.Against {
		when := ""
		switch {
		case !o.Now:
			when = " (It was so then, and is not so any more.)"
		case !o.Then:
			when = " (It is so since then.)"
		}
		fmt.Fprintf(w, "- %s%s %s: %s\n", o.Says, when, o.Mend, o.Path)
	}
	if check.Changed != nil {
		fmt.Fprintf(w, "- Since then it reads: %s\n", check.Changed.Short)
	}
}
