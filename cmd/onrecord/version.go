package main

import (
	"fmt"
	"io"
	"runtime"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
)

type versionCmd struct{}

// Help implements kong.HelpProvider.
func (versionCmd) Help() string {
	return `
Example:

    onrecord version --json`
}

// Run prints the version.
func (versionCmd) Run(p *terminal.Program) error {
	v := map[string]string{"version": terminal.Version(), "go": runtime.Version()}
	return p.Show(v, func(w io.Writer) { fmt.Fprintf(w, "onrecord %s (%s)\n", v["version"], v["go"]) })
}
