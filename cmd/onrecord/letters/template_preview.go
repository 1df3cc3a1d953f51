package letters

import (
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// TemplatePreview is the command onrecord template preview.
type TemplatePreview struct {
	letterFlags
	Source string `default:"-" placeholder:"TEXT" help:"What the letter is written from: a text, @FILE, or what is piped in (default)."`
}

// Help implements kong.HelpProvider.
func (TemplatePreview) Help() string {
	return `
It shows a letter about samples. Nothing is changed.

Example:

    onrecord template preview reminder --source @reminder.txt`
}

// Run shows the sample.
func (c *TemplatePreview) Run(p *terminal.Program) error {
	source, err := p.Text("--source", c.Source)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	letter, err := client.Call(p.Ctx, desk, operation.TemplatePreview, operation.OfTemplate(c.path(), operation.SampleInput{Source: source}))
	if err != nil {
		return err
	}
	return p.Show(letter, func(w io.Writer) { terminal.ShowLetter(w, letter) })
}
