package main

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type templatePreviewCmd struct {
	letterFlags
	Source string `default:"-" placeholder:"TEXT" help:"What the letter is written from: a text, @FILE, or what is piped in (default)."`
}

// Help implements kong.HelpProvider.
func (templatePreviewCmd) Help() string {
	return `
It shows a letter about samples. Nothing is changed.

Example:

    onrecord template preview reminder --source @reminder.txt`
}

// Run shows the sample.
func (c *templatePreviewCmd) Run(p *program) error {
	source, err := p.text("--source", c.Source)
	if err != nil {
		return err
	}
	desk, err := p.client()
	if err != nil {
		return err
	}
	letter, err := client.Call(p.ctx, desk, operation.TemplatePreview, operation.OfTemplate(c.path(), operation.SampleInput{Source: source}))
	if err != nil {
		return err
	}
	return p.show(letter, func(w io.Writer) { showLetter(w, letter) })
}

func showLetter(w io.Writer, l casework.LetterText) {
	cc := ""
	if l.Cc != "" {
		cc = "Cc: " + l.Cc + "\n"
	}
	fmt.Fprintf(w, "From: %s\nTo: %s\n%sReply-To: %s\nSubject: %s\n\n%s\n", l.From, l.To, cc, l.ReplyTo, l.Subject, l.Text)
	for _, name := range l.Files {
		fmt.Fprintf(w, "Attached: %s\n", name)
	}
}
