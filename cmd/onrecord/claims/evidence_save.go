package claims

import (
	"errors"
	"io/fs"
	"os"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// EvidenceSave is the command onrecord evidence save.
type EvidenceSave struct {
	Claim    string    `arg:"" help:"CASE/CLAIM."`
	Evidence uuid.UUID `arg:"" help:" of the evidence, from onrecord evidence list."`
	Output   string    `short:"o" required:"" placeholder:"FILE" help:"Where to write the file; - for the output. A file that is there is not overwritten."`
}

// Help implements kong.HelpProvider.
func (EvidenceSave) Help() string {
	return `
The file comes from outside: open it with care.

Example:

    onrecord evidence save vault7/google 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e -o letter.pdf`
}

// Run writes the file.
func (c *EvidenceSave) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	file, err := client.Call(p.Ctx, desk, operation.EvidenceFile, operation.EvidenceOf(c.Claim, c.Evidence))
	if err != nil {
		return err
	}
	if c.Output == "-" {
		_, err := p.Out.Write(file.Data)
		return err
	}
	if err := writeNew(c.Output, file.Data); err != nil {
		return err
	}
	p.Say("wrote %s, %d bytes, SHA-256 %s", c.Output, file.Bytes, file.SHA256)
	return nil
}

// writeNew writes a file for its owner alone, where there is none yet.
func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return claim.Errorf(claim.CodeExists, "%s is there already", path).WithHint("choose another name")
	}
	if err == nil {
		_, err = f.Write(data)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return claim.Errorf(claim.CodeInvalid, "the file cannot be written: %v", err)
	}
	return nil
}
