package main

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type engineRebuildCmd struct{}

// Help implements kong.HelpProvider.
func (engineRebuildCmd) Help() string {
	return `
It starts the workflow of everything that is open in the record. What runs
already is left alone. It happens by itself when the engine's database is new.

Example:

    onrecord engine rebuild`
}

// Run rebuilds the engine.
func (engineRebuildCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.EngineRebuild, operation.None{})
	if err != nil {
		return err
	}
	return p.show(r, func(w io.Writer) { fmt.Fprintf(w, "%d workflows run\n", r.Running) })
}
