package terminal

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// Say talks to a person; a program, or somebody who wants quiet, hears nothing.
func (p *Program) Say(format string, args ...any) {
	if !p.Quiet && !p.JSON {
		fmt.Fprintln(p.Err, Clean(fmt.Sprintf(format, args...)))
	}
}

// Warn says what is worth knowing about something that is possible all the same.
func (p *Program) Warn(warnings []string) {
	for _, warning := range warnings {
		p.Say("warning: %s", warning)
	}
}

// Show prints data: as JSON, or as human writes it.
func (p *Program) Show(v any, human func(w io.Writer)) error {
	if p.JSON {
		return p.PrintJSON(v)
	}
	page := newScreen(p.Out)
	human(page)
	return page.showOn(p.Out)
}

// PrintJSON prints data as JSON, whatever was asked for.
func (p *Program) PrintJSON(v any) error {
	encoder := json.NewEncoder(p.Out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		return fmt.Errorf("write the output: %w", err)
	}
	return nil
}

// Made prints the name of what a command made, and says so.
func (p *Program) Made(r casework.Receipt, name, format string, args ...any) error {
	p.Say(format, args...)
	p.Warn(r.Warnings)
	return p.Show(r, func(w io.Writer) { fmt.Fprintln(w, name) })
}

// Did says what a command did.
func (p *Program) Did(r casework.Receipt, format string, args ...any) error {
	p.Say(format, args...)
	p.Warn(r.Warnings)
	return p.Show(r, func(io.Writer) {})
}

// More says how to go on, where there is more. Programs find the cursor in the data.
func (p *Program) More(flag, cursor string) {
	if cursor != "" {
		p.Say("there is more: give the command again with %s %s", flag, cursor)
	}
}

// Offer tells a person which commands a claim or a request takes from her now.
func (p *Program) Offer(offers desk.Offers) {
	var can []string
	for _, name := range offers.Possible() {
		if command, ok := p.Commands[name]; ok {
			can = append(can, command)
		}
	}
	if len(can) > 0 {
		p.Say("you can: %s", strings.Join(can, ", "))
	}
}
