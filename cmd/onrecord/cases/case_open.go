package cases

import (
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casefile"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/opening"
	"github.com/onrecord/onrecord/internal/operation"
)

// CaseOpen is the command onrecord case open.
type CaseOpen struct {
	File  string `arg:"" optional:"" help:"Case file in YAML or JSON; - for what is piped in."`
	Title string `placeholder:"TEXT" help:"Open an empty case with this title instead."`
	Slug  string `placeholder:"NAME" help:"Short name of the empty case; made from its title if left out."`
	Draft string `placeholder:"FILE" help:"Open a case with the draft of its story instead: text, Markdown, HTML or .docx. Its first line is the title if --title is left out."`

	Check           bool `help:"Only say what is wrong with the file, and change nothing."`
	KeepAddresses   bool `xor:"addresses" help:"Of a party that is in the directory with another address, keep that of the directory."`
	ChangeAddresses bool `xor:"addresses" help:"Have letters to such a party go to the address in the file, in every case."`

	Sample bool `help:"Open the Vault 7 case as a sample. Its parties have no addresses, so nothing is sent to anybody."`
}

// Help implements kong.HelpProvider.
func (CaseOpen) Help() string {
	return `
A case file holds a case with its parties, claims and requests; docs/case-file.md
says how. It is opened whole or not at all: if anything is wrong, nothing of it is
opened, and everything that is wrong is said. Opening it again adds what is new in
the file, and doubles nothing.

A party that is in the directory with another address is asked about: either of
--keep-addresses and --change-addresses answers.

A restricted case (sensitivity: restricted) is seen by its owner and the people
under access alone. One of them, besides the author of a claim, has to be able to
sign: a case or a claim that nobody could sign is refused.

Example:

    onrecord case open vault7.yaml --check
    onrecord case open vault7.yaml
    onrecord case open --draft story.docx
    onrecord case open --title "Has WikiLeaks contacted the vendors?" --slug vault7`
}

// Run opens the case.
func (c *CaseOpen) Run(p *terminal.Program) error {
	ofFile := c.Check || c.KeepAddresses || c.ChangeAddresses
	switch {
	case ofFile && c.File == "":
		return claim.Errorf(claim.CodeInvalid, "--check, --keep-addresses and --change-addresses are about a case file").WithHint("name the file")
	case c.Sample && (c.File != "" || c.Title != "" || c.Slug != "" || c.Draft != ""):
		return claim.Errorf(claim.CodeInvalid, "the sample is a case of its own").WithHint("leave out the file, --title, --slug and --draft")
	case c.Sample:
		return openSample(p)
	case c.File == "" && c.Title == "" && c.Draft == "":
		return claim.Errorf(claim.CodeInvalid, "name a case file, the title of an empty case (--title) or a draft (--draft)").
			WithHint("see: onrecord case open --help")
	case c.File != "" && (c.Title != "" || c.Slug != "" || c.Draft != ""):
		return claim.Errorf(claim.CodeInvalid, "the title and the short name stand in the case file, and it has no draft").
			WithHint("leave out --title, --slug and --draft")
	case c.File != "":
		return c.openFile(p)
	}
	in := writing.CaseInput{Title: c.Title, Slug: c.Slug}
	if c.Draft != "" {
		text, err := draftFile(p, c.Draft, "")
		if err != nil {
			return err
		}
		in.Draft = &text
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.CaseOpen, operation.Body(in))
	if err != nil {
		return err
	}
	return p.Made(r, r.Name, "opened the case %s", r.Name)
}

// openSample opens the sample on the desk, or goes on with it.
func openSample(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := opening.Sample(p.Ctx, opening.Remote{Client: desk})
	if err != nil {
		return err
	}
	return p.Made(r, r.Name, "opened the case %s; nothing of it is sent to anybody", r.Name)
}

// readCaseFile parses the case file at a path, or, for "-", the one that comes in.
func readCaseFile(in io.Reader, path string) (*casefile.File, error) {
	if path == "-" {
		return casefile.Read("standard input", in)
	}
	return casefile.ReadFile(path)
}
