package cases

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/board"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// CaseBoard is the command onrecord case board.
type CaseBoard struct {
	Case string `arg:"" help:"Short name of the case."`
	At   string `placeholder:"TIME" help:"The hour to run at; that of the story if left out, or now."`
}

// Help implements kong.HelpProvider.
func (CaseBoard) Help() string {
	return `
It prints each claim and what it lacks to run at that hour, with who can mend it, and
then what publishing would do to each finding that is signed off.

Example:

    onrecord case board vault7
    onrecord case board vault7 --at "2017-03-17 18:00 UTC"`
}

// Run prints the board.
func (c *CaseBoard) Run(p *terminal.Program) error {
	at, err := terminal.OptionalInstant("--at", c.At, p.Now(), false)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	b, err := client.Call(p.Ctx, desk, operation.CaseBoard, operation.BoardAt(c.Case, at))
	if err != nil {
		return err
	}
	return p.Show(b, func(w io.Writer) { printBoard(w, b, p.Now()) })
}

func printBoard(w io.Writer, b board.Board, now time.Time) {
	fmt.Fprintf(w, "To run at %s: %d of %d claims lack something.\n", terminal.When(b.At, now), b.Left, len(b.Rows))
	for _, m := range b.Against {
		printMissing(w, m, now)
	}
	for _, r := range b.Rows {
		fmt.Fprintf(w, "\n%s (%s, %s)%s\n  %s\n", r.Key, r.Stage, r.Outcome, terminal.Mark(r.Public, ", public")+terminal.Mark(r.Aside, ", does not run"), r.Statement)
		for _, m := range r.Missing {
			printMissing(w, m, now)
		}
		if r.Publish == nil {
			continue
		}
		if why := r.Publish.Refused; why != nil {
			fmt.Fprintf(w, "  cannot be published now: %s\n", why.Message)
			continue
		}
		fmt.Fprintf(w, "  would be published as %s%s\n", r.Publish.Outcome, terminal.Mark(!r.Publish.First, ", where readers have "+string(r.Publish.Was)))
		for _, warning := range r.Publish.Warnings {
			fmt.Fprintf(w, "  but know: %s\n", warning)
		}
	}
}

func printMissing(w io.Writer, m board.Missing, now time.Time) {
	by := ""
	if m.By != nil {
		by = " Until " + terminal.When(*m.By, now) + terminal.Mark(m.Late, ", which is after that hour") + "."
	}
	fmt.Fprintf(w, "- %s%s%s %s: %s\n", m.What, by, terminal.Mark(m.Who != "", " ("+m.Who+")"), m.Mend, m.Path)
}
