package cases

import (
	"bytes"
	"os"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/export"
	"github.com/onrecord/onrecord/internal/operation"
)

// CaseExport is the command onrecord case export.
type CaseExport struct {
	Case   string `arg:"" help:"Short name of the case."`
	Output string `short:"o" placeholder:"FILE" help:"Write to a file instead."`
}

// Help implements kong.HelpProvider.
func (CaseExport) Help() string {
	return `
The file opens the case again, on another desk, with onrecord case open. What was
said off the record or not for attribution stays here, and so does what was asked
for it. Sign-offs and what was made public are in no file. Everything that is left
out is said, in comments at its head and here.

Example:

    onrecord case export vault7 -o vault7.yaml`
}

// Run writes the case file.
func (c *CaseExport) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	f, err := client.Call(p.Ctx, desk, operation.CaseFile, operation.CasePath{Case: c.Case})
	if err != nil {
		return err
	}
	for _, line := range f.LeftOut {
		p.Say("left out: %s", line)
	}
	for _, line := range f.Withheld {
		p.Say("left out, and not named in the file: %s", line)
	}
	for _, line := range f.Leaves {
		p.Say("in the file: %s", line)
	}
	var b bytes.Buffer
	if err := export.CaseFile(&b, f); err != nil {
		return err
	}
	if c.Output == "" || c.Output == "-" {
		_, err := p.Out.Write(b.Bytes())
		return err
	}
	if err := os.WriteFile(c.Output, b.Bytes(), 0o600); err != nil {
		return claim.Errorf(claim.CodeInvalid, "the case file cannot be written: %v", err)
	}
	p.Say("wrote %s", c.Output)
	return nil
}
