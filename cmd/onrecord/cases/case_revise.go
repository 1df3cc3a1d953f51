package cases

import (
	"strings"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// CaseRevise is the command onrecord case revise.
type CaseRevise struct {
	Case       string   `arg:"" help:"Short name of the case."`
	Seen       *int64   `placeholder:"VERSION" help:"The version that you had before you, from onrecord case show. Default: the one that is there now."`
	Title      *string  `placeholder:"TEXT"`
	About      []string `placeholder:"CLAIM" help:"The claims that the status line is about. An empty value: all."`
	Notice     *string  `placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
	PublishAt  *string  `placeholder:"TIME"`
	Embargo    *string  `placeholder:"TIME"`
	PolicyName *string  `placeholder:"NAME"`
	terminal.PlanFlags
}

// Help implements kong.HelpProvider.
func (CaseRevise) Help() string {
	return `
What is left out stays as it is; an empty value takes it away. The short name
stays. Claims keep the policy that they were added under, and requests that are
out keep their reminders.

If somebody else has changed the case since the version that you saw, nothing is
changed, and both versions are printed.

Example:

    onrecord case revise vault7 --publish-at "2026-12-01 18:00 Europe/Riga" --policy reviewers=2`
}

// Run changes the case.
func (c *CaseRevise) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	there, err := client.Call(p.Ctx, desk, operation.CaseShow, operation.CaseAt(c.Case, nil))
	if err != nil {
		return err
	}
	in := revisionOfCase(there)
	if err := c.change(p, &in); err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.CaseRevise, operation.InCase(c.Case, in))
	if err != nil {
		return p.Conflict(err, caseSide(in, p.Zone()), c.now(p, desk))
	}
	return p.Did(r, "changed the case %s", r.Name)
}

func (c *CaseRevise) now(p *terminal.Program, desk *client.Client) func() (terminal.Side, error) {
	return func() (terminal.Side, error) {
		there, err := client.Call(p.Ctx, desk, operation.CaseShow, operation.CaseAt(c.Case, nil))
		return caseSide(revisionOfCase(there), p.Zone()), err
	}
}

// change puts what was given in place of what stands there.
func (c *CaseRevise) change(p *terminal.Program, in *writing.CaseRevision) error {
	terminal.Replace(&in.Seen, c.Seen)
	terminal.Replace(&in.Title, c.Title)
	terminal.Replace(&in.PolicyName, c.PolicyName)
	terminal.ReplaceList(&in.StatusLine, c.About)
	if err := c.Replace(&in.Policy, &in.Plan); err != nil {
		return err
	}
	if err := p.ReplaceTime("--publish-at", &in.PublishAt, c.PublishAt); err != nil {
		return err
	}
	if err := p.ReplaceTime("--embargo", &in.Embargo, c.Embargo); err != nil {
		return err
	}
	return p.ReplaceText("--notice", &in.Notice, c.Notice)
}

// revisionOfCase is the revision that changes nothing.
func revisionOfCase(r report.Report) writing.CaseRevision {
	return writing.CaseRevision{
		Seen: r.Version, Title: r.Title, Policy: r.Policy, PolicyName: r.PolicyName, Plan: r.Plan, StatusLine: r.About, Notice: r.Notice,
		PublishAt: r.PublishAt, Embargo: r.Embargo,
	}
}

func caseSide(in writing.CaseRevision, zone *time.Location) terminal.Side {
	return terminal.Side{Version: in.Seen, Value: in, Fields: [][2]string{
		{"title", in.Title}, {"policy", terminal.PolicyText(in.Policy, in.PolicyName)}, {"plan", terminal.PlanText(in.Plan)},
		{"status line about", strings.Join(in.StatusLine, ", ")}, {"notice", in.Notice},
		{"publish at", momentSet(in.PublishAt, zone)}, {"embargo", momentSet(in.Embargo, zone)},
	}}
}

// momentSet is empty for no instant.
func momentSet(t *time.Time, zone *time.Location) string {
	if t == nil || t.IsZero() {
		return ""
	}
	return terminal.Moment(*t, zone)
}
