package cases

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/export"
)

// CaseReport is the command onrecord case report.
type CaseReport struct {
	Case   string `arg:"" help:"Short name of the case."`
	AsOf   string `placeholder:"TIME"`
	Format string `enum:"md,json" default:"md" help:"md (Markdown) or json."`
	Output string `short:"o" placeholder:"FILE" help:"Write to a file instead."`
}

// Help implements kong.HelpProvider.
func (CaseReport) Help() string {
	return `
Per claim: the outcome, who was asked when and how often, what each said, what
silence means, and who signed. What was said off the record is not printed in
Markdown.

Example:

    onrecord case report vault7 --as-of 1d -o vault7.md`
}

// Run writes the report.
func (c *CaseReport) Run(p *terminal.Program) error {
	r, err := reportOf(p, c.Case, c.AsOf)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := c.write(&b, r, p.JSON); err != nil {
		return err
	}
	if c.Output == "" || c.Output == "-" {
		_, err := p.Out.Write(b.Bytes())
		return err
	}
	if err := os.WriteFile(c.Output, b.Bytes(), 0o600); err != nil {
		return claim.Errorf(claim.CodeInvalid, "the report cannot be written: %v", err)
	}
	p.Say("wrote %s", c.Output)
	return nil
}

func (c *CaseReport) write(w io.Writer, r report.Report, asJSON bool) error {
	if c.Format == "md" && !asJSON {
		var b bytes.Buffer
		if err := export.Markdown(&b, r); err != nil {
			return err
		}
		_, err := io.WriteString(w, terminal.Clean(b.String()))
		return err
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(r); err != nil {
		return fmt.Errorf("encode the report: %w", err)
	}
	return nil
}
