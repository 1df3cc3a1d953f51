package claims

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ReviewNews is the command onrecord review news.
type ReviewNews struct {
	Claim string `arg:"" help:"CASE/CLAIM."`
	Since int64  `placeholder:"VERSION"`
}

// Help implements kong.HelpProvider.
func (ReviewNews) Help() string {
	return `
It shows what has happened to a claim since you last looked, who can sign it, and
why you cannot, if so.

Example:

    onrecord review news vault7/microsoft`
}

// Run shows what is new.
func (c *ReviewNews) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ReviewShow, operation.ReviewQuery{ClaimPath: operation.ClaimNamed(c.Claim), Since: c.Since})
	if err != nil {
		return err
	}
	return p.Show(r, func(w io.Writer) { showNews(w, r, p.Zone()) })
}

func showNews(w io.Writer, r reading.Review, zone *time.Location) {
	fmt.Fprintf(w, "%s; signed %d of %d; version %d\n", r.Claim.Stage, r.Signed, r.Needed, r.Claim.Version)
	if r.Refused != nil {
		fmt.Fprintln(w, r.Refused.Message)
	}
	if r.Short != nil {
		fmt.Fprintln(w, r.Short.Message)
	}
	showChangedPassages(w, r.Passages)
	var rows [][]string
	for _, s := range r.Signers {
		state := "can sign"
		switch {
		case s.Own != "":
			state = "cannot: " + s.Own
		case s.Signed:
			state = "has signed"
		case s.Stale:
			state = "has signed what was there before"
		}
		rows = append(rows, []string{s.Handle, s.Name, state})
	}
	fmt.Fprintln(w)
	terminal.Table(w, "REVIEWER,NAME,", rows)
	fmt.Fprintf(w, "\nnew since version %d:\n", r.Since)
	showChanges(w, r.Changes)
	for _, item := range r.News {
		terminal.PrintItem(w, item, zone)
	}
}
