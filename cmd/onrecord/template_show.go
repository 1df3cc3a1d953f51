package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type templateShowCmd struct {
	Kind claim.MessageKind `arg:"" help:"What the letter is for."`
}

// Help implements kong.HelpProvider.
func (templateShowCmd) Help() string {
	return `
It prints the source, so that it can be changed in a file. What a source can write
goes to stderr.

Example:

    onrecord template show "final notice" > final-notice.txt`
}

// Run shows the source.
func (c *templateShowCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.ctx, desk, operation.TemplateShow, operation.TemplatePath{Kind: c.Kind})
	if err != nil {
		return err
	}
	from := "the desk's own"
	if v.BuiltIn {
		from = "built in"
	}
	p.say("%s; version %d of the settings; it can write:", from, v.Version)
	for _, f := range v.Fields {
		p.say("  %-24s %s%s", f.Name, f.Meaning, mark(f.Request, ", within {{range .Requests}}…{{end}}"))
	}
	return p.show(v, func(w io.Writer) { fmt.Fprintln(w, strings.TrimSuffix(v.Source, "\n")) })
}
