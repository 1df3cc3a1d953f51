package letters

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// TemplateRevise is the command onrecord template revise.
type TemplateRevise struct {
	letterFlags
	Source  string `default:"-" placeholder:"TEXT" help:"What letters are written from: a text, @FILE, or what is piped in (default)."`
	BuiltIn bool   `help:"The built-in letter again, in place of a source."`
	Seen    *int64 `placeholder:"VERSION" help:"The version of the settings that you had before you, from onrecord template show. Default: the one that is there now."`
}

// Help implements kong.HelpProvider.
func (TemplateRevise) Help() string {
	return `
A source that cannot be used is refused with the line that is wrong. If somebody
else has changed the settings since the version that you saw, nothing is changed,
and both versions are printed.

Example:

    onrecord template revise "final notice" --source @final-notice.txt
    onrecord template revise "final notice" --built-in`
}

// Run replaces the source.
func (c *TemplateRevise) Run(p *terminal.Program) error {
	var in operation.TemplateInput
	var err error
	if !c.BuiltIn {
		if in.Source, err = p.Text("--source", c.Source); err != nil {
			return err
		}
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	there, err := client.Call(p.Ctx, desk, operation.TemplateShow, c.path())
	if err != nil {
		return err
	}
	in.Version = there.Version
	terminal.Replace(&in.Version, c.Seen)
	r, err := client.Call(p.Ctx, desk, operation.TemplateRevise, operation.OfTemplate(c.path(), in))
	if err != nil {
		return p.Conflict(err, templateSide(in), c.now(p, desk))
	}
	return p.Did(r, "changed what a %s is written from", c.Kind)
}

func (c *TemplateRevise) now(p *terminal.Program, desk *client.Client) func() (terminal.Side, error) {
	return func() (terminal.Side, error) {
		v, err := client.Call(p.Ctx, desk, operation.TemplateShow, c.path())
		return templateSide(sourceOf(v)), err
	}
}

func sourceOf(v house.TemplateView) operation.TemplateInput {
	return operation.TemplateInput{Source: v.Source, Version: v.Version}
}

func templateSide(in operation.TemplateInput) terminal.Side {
	return terminal.Side{Version: in.Version, Value: in, Fields: [][2]string{{"source", in.Source}}}
}
