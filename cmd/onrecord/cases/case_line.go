package cases

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// CaseLine is the command onrecord case line.
type CaseLine struct {
	Case   string   `arg:"" help:"Short name of the case."`
	Short  bool     `xor:"form" help:"The short form, which folds long lists. This is the default."`
	Long   bool     `xor:"form" help:"The long form: everybody who was asked, how often and until when."`
	Public bool     ``
	About  []string `placeholder:"NAME"`
	AsOf   string   `placeholder:"TIME"`
}

// Help implements kong.HelpProvider.
func (CaseLine) Help() string {
	return `
Example:

    onrecord case line vault7 --long --public --as-of "2017-03-17 18:00 UTC"`
}

// Run prints the line.
func (c *CaseLine) Run(p *terminal.Program) error {
	at, err := terminal.OptionalInstant("--as-of", c.AsOf, p.Now(), true)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.CaseLine, operation.LineAt(c.Case, at, c.Public, c.About...))
	if err != nil {
		return err
	}
	return p.Show(r, func(w io.Writer) {
		if c.Long {
			fmt.Fprintln(w, r.Long)
			return
		}
		fmt.Fprintln(w, r.Short)
	})
}
