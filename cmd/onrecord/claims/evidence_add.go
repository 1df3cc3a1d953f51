package claims

import (
	"io"
	"mime"
	"os"
	"path/filepath"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// EvidenceAdd is the command onrecord evidence add.
type EvidenceAdd struct {
	Claim   string             `arg:"" help:"CASE/CLAIM."`
	Bearing claim.Bearing      `required:"" placeholder:"WHAT"`
	Kind    claim.EvidenceKind `placeholder:"KIND" help:"What it is. Default: file if there is one, else note."`
	Title   string             `placeholder:"TEXT" help:"; the name of the file if left out."`
	Origin  string             `placeholder:"WHO"`
	Via     []string           `placeholder:"WHO" sep:"none" field:"way" help:"; may be repeated, in this order."`
	Source  string             `placeholder:"TEXT"`
	Text    string             `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
	Public  bool               `field:"public"`
	File    string             `placeholder:"FILE" help:"The file, of 25 MB at most."`
}

// Help implements kong.HelpProvider.
func (EvidenceAdd) Help() string {
	return `
Whoever adds evidence is one of the authors of the claim, and cannot sign it. What
was signed is stale then. It prints the identifier of the evidence.

Example:

    onrecord evidence add vault7/google --bearing supports --origin google --file letter.pdf
    onrecord evidence add vault7/google --bearing neutral --title "Call" --text "They will look into it."`
}

// Run adds the evidence.
func (c *EvidenceAdd) Run(p *terminal.Program) error {
	in := writing.EvidenceInput{Kind: c.Kind, Bearing: c.Bearing, Title: c.Title, Origin: c.Origin, Way: c.Via, Source: c.Source, Public: c.Public}
	var err error
	if in.Text, err = p.Text("--text", c.Text); err != nil {
		return err
	}
	if c.File != "" {
		if in.File, err = readUpload(c.File); err != nil {
			return err
		}
	}
	if in.Kind == "" {
		in.Kind = claim.NoteEvidence
		if in.File != nil {
			in.Kind = claim.FileEvidence
		}
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.EvidenceAdd, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.Made(r, r.ID.String(), "added evidence to %s", c.Claim)
}

// readUpload reads a file, and one byte over the limit at most: the desk says
// that it is too large.
func readUpload(path string) (*writing.FileInput, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, claim.Errorf(claim.CodeInvalid, "--file cannot be read: %v", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, sources.MaxEvidenceFile+1))
	if err != nil {
		return nil, claim.Errorf(claim.CodeInvalid, "--file cannot be read: %v", err)
	}
	if len(data) == 0 {
		return nil, claim.Errorf(claim.CodeInvalid, "--file: the file is empty")
	}
	return &writing.FileInput{Name: filepath.Base(path), Media: mime.TypeByExtension(filepath.Ext(path)), Data: data}, nil
}
