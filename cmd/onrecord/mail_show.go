package main

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type mailShowCmd struct{}

// Help implements kong.HelpProvider.
func (mailShowCmd) Help() string {
	return `
Example:

    onrecord mail show`
}

// Run says whether mail is held.
func (mailShowCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.ctx, desk, operation.MailShow, operation.None{})
	if err != nil {
		return err
	}
	return p.show(v, func(w io.Writer) { fmt.Fprintln(w, holdText(v, p.zone())) })
}

// holdText says in a sentence whether mail is held.
func holdText(v casework.MailHoldView, zone *time.Location) string {
	if !v.Held {
		return "mail goes out"
	}
	return fmt.Sprintf("all mail is held since %s by %s: %s", moment(*v.Since, zone), v.By, v.Reason)
}
