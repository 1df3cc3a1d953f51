package main

import (
	"fmt"
	"io"
	"runtime"
)

type versionCmd struct{}

// Help implements kong.HelpProvider.
func (versionCmd) Help() string {
	return `
Example:

    onrecord version --json`
}

// Run prints the version.
func (versionCmd) Run(p *Program) error {
	v := map[string]string{"version": Version(), "go": runtime.Version()}
	return p.Show(v, func(w io.Writer) { fmt.Fprintf(w, "onrecord %s (%s)\n", v["version"], v["go"]) })
}
