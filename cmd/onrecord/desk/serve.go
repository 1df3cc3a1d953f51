package desk

import (
	"fmt"
	"os/user"
	"strings"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/config"
)

// Serve is the command onrecord serve.
type Serve struct {
	config.Flags `embed:""`
}

// Help implements kong.HelpProvider.
func (Serve) Help() string {
	return `
Settings come from onrecord.toml in the data directory, from the environment and
from these flags; each overrides the one before. A Temporal cluster is used
instead of the embedded engine when TEMPORAL_ADDRESS or a profile names one.

Example:

    onrecord serve --publication "The Example Post" --mail-domain desk.newsroom.example \
        --smtp-server smtp.newsroom.example:587`
}

// Run serves until a signal comes, and then drains.
func (c *Serve) Run(p *terminal.Program) error {
	dir, err := p.DataDir()
	if err != nil {
		return err
	}
	cfg, err := config.Load(dir, c.Flags)
	if err != nil {
		return err
	}
	log, err := app.NewLog(p.Err, cfg, terminal.OnTerminal(p.Err))
	if err != nil {
		return err
	}
	return app.Serve(p.Ctx, app.Serving{Config: cfg, Log: log, Version: terminal.Version(), Person: whoRuns(p), SetUp: func(link string) { offerSetUp(p, link) }})
}

// offerSetUp tells whoever sees the terminal how the first person signs in.
func offerSetUp(p *terminal.Program, link string) {
	fmt.Fprintf(p.Err, "onrecord: nobody can sign in yet. Open this link within 72 hours; it is good once:\n\n    %s\n\n", terminal.Clean(link))
}

// whoRuns is the handle of whoever runs the process.
func whoRuns(p *terminal.Program) string {
	if p.As != "" {
		return p.As
	}
	u, err := user.Current()
	if err != nil || !strings.ContainsAny(u.Username, "abcdefghijklmnopqrstuvwxyz") {
		return "admin"
	}
	return casework.Slug(u.Username)
}
