package main

import (
	"fmt"
	"os/user"
	"strings"

	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/config"
)

type serveCmd struct {
	config.Flags `embed:""`
}

// Help implements kong.HelpProvider.
func (serveCmd) Help() string {
	return `
Settings come from onrecord.toml in the data directory, from the environment and
from these flags; each overrides the one before. A Temporal cluster is used
instead of the embedded engine when TEMPORAL_ADDRESS or a profile names one.

Example:

    onrecord serve --publication "The Example Post" --mail-domain desk.newsroom.example \
        --smtp-server smtp.newsroom.example:587`
}

// Run serves until a signal comes, and then drains.
func (c *serveCmd) Run(p *program) error {
	dir, err := p.data()
	if err != nil {
		return err
	}
	cfg, err := config.Load(dir, c.Flags)
	if err != nil {
		return err
	}
	log, err := app.NewLog(p.err, cfg, onTerminal(p.err))
	if err != nil {
		return err
	}
	return app.Serve(p.ctx, app.Serving{Config: cfg, Log: log, Version: version(), Person: p.person(), SetUp: p.offerSetUp})
}

// offerSetUp tells whoever sees the terminal how the first person signs in.
func (p *program) offerSetUp(link string) {
	fmt.Fprintf(p.err, "onrecord: nobody can sign in yet. Open this link within 72 hours; it is good once:\n\n    %s\n\n", clean(link))
}

// person is the handle of whoever runs the process.
func (p *program) person() string {
	if p.As != "" {
		return p.As
	}
	u, err := user.Current()
	if err != nil || !strings.ContainsAny(u.Username, "abcdefghijklmnopqrstuvwxyz") {
		return "admin"
	}
	return casework.Slug(u.Username)
}
