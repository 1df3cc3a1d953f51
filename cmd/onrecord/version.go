package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
)

type versionCmd struct{}

// Help implements kong.HelpProvider.
func (versionCmd) Help() string {
	return `
Example:

    onrecord version --json`
}

// Run prints the version.
func (versionCmd) Run(p *program) error {
	v := map[string]string{"version": version(), "go": runtime.Version()}
	return p.show(v, func(w io.Writer) { fmt.Fprintf(w, "onrecord %s (%s)\n", v["version"], v["go"]) })
}

// version is what the Go tool knows of the build: a release, or a commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "unknown"
	}
	return info.Main.Version
}
