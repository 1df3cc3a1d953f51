package claims

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimAddMany is the command onrecord claim add-many.
type ClaimAddMany struct {
	Case   string              `arg:"" help:"Short name of the case."`
	File   string              `arg:"" default:"-" help:"File with the claims; - for what is piped in (default)."`
	Format writing.SheetFormat `placeholder:"FORMAT" help:"lines or csv. Default: csv if the first line names a column statement, else lines."`
	Tier   claim.Tier          `placeholder:"TIER"`
	Draft  bool
}

// Help implements kong.HelpProvider.
func (ClaimAddMany) Help() string {
	return `
The file has one claim per line, or columns, which its first line names, with commas,
semicolons, tabs or bars between them, in UTF-8 or UTF-16: statement, claimant, where, made at, subjects, language, tier, key. It has
2000 claims at most. Adding the same file again doubles nothing. Lines that
become no claim are listed, with the reason, and the exit status is 2 then.

Example:

    onrecord claim add-many vault7 claims.csv --draft`
}

// Run adds the claims and waits until all are settled.
func (c *ClaimAddMany) Run(p *terminal.Program) error {
	in := writing.SheetInput{Format: c.Format, Tier: c.Tier, Draft: c.Draft}
	path := c.File
	if path != "-" {
		path = "@" + path
	}
	var err error
	if in.Text, err = p.Text("the file", path); err != nil {
		return err
	}
	if in.Text, err = writing.ListText("the file", []byte(in.Text)); err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	sheet, err := client.Call(p.Ctx, desk, operation.SheetAdd, operation.InCase(c.Case, in))
	if err != nil {
		return err
	}
	if sheet, err = c.settled(p, desk, sheet); err != nil {
		return err
	}
	return c.tell(p, sheet)
}

// sheetPoll is how often a list that is being added is asked about.
const sheetPoll = 500 * time.Millisecond

func (c *ClaimAddMany) settled(p *terminal.Program, desk *client.Client, sheet writing.SheetProgress) (writing.SheetProgress, error) {
	for !sheet.Settled {
		p.Say("%d of %d", sheet.Done, sheet.Total)
		select {
		case <-p.Ctx.Done():
			return sheet, p.Ctx.Err()
		case <-time.After(sheetPoll):
		}
		var err error
		if sheet, err = client.Call(p.Ctx, desk, operation.SheetShow, operation.SheetQuery{CasePath: operation.CasePath{Case: c.Case}, Sheet: sheet.ID}); err != nil {
			return sheet, err
		}
	}
	return sheet, nil
}

func (c *ClaimAddMany) tell(p *terminal.Program, sheet writing.SheetProgress) error {
	p.Say("added %d claims to %s; %d were there already", sheet.Added, c.Case, sheet.There)
	err := p.Show(sheet, func(w io.Writer) {
		var rows [][]string
		for _, r := range sheet.Refused {
			rows = append(rows, []string{fmt.Sprint(r.Line), terminal.Short(r.Statement), r.Why})
		}
		if len(rows) > 0 {
			terminal.Table(w, "LINE,STATEMENT,WHY NOT", rows)
		}
	})
	if n := len(sheet.Refused); n > 0 && err == nil {
		return claim.Errorf(claim.CodeInvalid, "%d of %d lines became no claim", n, sheet.Total).
			WithHint("correct them, and add the file again: what is there already is not doubled")
	}
	return err
}
