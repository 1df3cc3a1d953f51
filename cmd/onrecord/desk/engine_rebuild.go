package desk

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// EngineRebuild is the command onrecord engine rebuild.
type EngineRebuild struct{}

// Help implements kong.HelpProvider.
func (EngineRebuild) Help() string {
	return `
It starts the workflow of everything that is open in the record. What runs
already is left alone. It happens by itself when the engine's database is new.

Example:

    onrecord engine rebuild`
}

// Run rebuilds the engine.
func (EngineRebuild) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.EngineRebuild, operation.None{})
	if err != nil {
		return err
	}
	return p.Show(r, func(w io.Writer) { fmt.Fprintf(w, "%d workflows run\n", r.Running) })
}
