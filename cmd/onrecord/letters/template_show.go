package letters

import (
	"fmt"
	"io"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// TemplateShow is the command onrecord template show.
type TemplateShow struct {
	letterFlags
}

// letterFlags name what a source is for.
type letterFlags struct {
	Kind     claim.MessageKind `arg:"" help:"What the letter is for."`
	Language string            `placeholder:"TAG" help:"The language that it is written in, such as de. Default: the desk's."`
	Request  claim.RequestKind `placeholder:"KIND" help:"The kind of request that it is for, such as \"right of reply\". Default: every kind that has no source of its own."`
}

func (f letterFlags) path() operation.TemplatePath {
	return operation.TemplatePath{Kind: f.Kind, Language: f.Language, Asks: f.Request}
}

// Help implements kong.HelpProvider.
func (TemplateShow) Help() string {
	return `
It prints the source, so that it can be changed in a file. What a source can write
goes to stderr.

Example:

    onrecord template show "final notice" > final-notice.txt
    onrecord template show request --language de --request records`
}

// Run shows the source.
func (c *TemplateShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.Ctx, desk, operation.TemplateShow, c.path())
	if err != nil {
		return err
	}
	from := "the desk's own"
	if v.BuiltIn {
		from = "built in"
	}
	p.Say("in %s, %s; version %d of the settings; it can write:", v.Language, from, v.Version)
	for _, f := range v.Fields {
		p.Say("  %-24s %s%s", f.Name, f.Meaning, terminal.Mark(f.Request, ", within {{range .Requests}}…{{end}}"))
	}
	return p.Show(v, func(w io.Writer) { fmt.Fprintln(w, strings.TrimSuffix(v.Source, "\n")) })
}
