package desk

import (
	"cmp"
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// SettingsShow is the command onrecord settings show.
type SettingsShow struct{}

// Help implements kong.HelpProvider.
func (SettingsShow) Help() string {
	return `
Example:

    onrecord settings show`
}

// Run shows the settings.
func (SettingsShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.Ctx, desk, operation.SettingsShow, operation.None{})
	if err != nil {
		return err
	}
	return p.Show(v, func(w io.Writer) { showSettings(w, v, p.Zone()) })
}

func showSettings(w io.Writer, v house.DeskView, zone *time.Location) {
	for _, f := range settingsFields(revisionOfSettings(v)) {
		fmt.Fprintf(w, "%-13s %s\n", f[0], cmp.Or(f[1], "-"))
	}
	letters := "as built in"
	for i, t := range v.Templates {
		of := fmt.Sprintf("%s in %s", t.Letter, t.Language)
		if t.Asks != "" {
			of += " (" + string(t.Asks) + ")"
		}
		if letters += ", " + of; i == 0 {
			letters = "own templates for: " + of
		}
	}
	fmt.Fprintf(w, "%-13s %s\n%-13s %d", "letters", letters, "version", v.Version)
	if v.By != "" {
		fmt.Fprintf(w, ", by %s, %s", v.By, terminal.Moment(v.At, zone))
	}
	fmt.Fprintln(w)
}
