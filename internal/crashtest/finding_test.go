package crashtest_test

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// published is how many claims of a case are published; nobody is asked about them.
const published = 5

// found is a claim of the play on its way to the public.
type found struct {
	theCase, key string
	begins       time.Duration // after the cases were opened
}

func (f *found) name() string { return f.theCase + "/" + f.key }

// perform has the claim added, an outcome proposed, signed and published.
func (f *found) perform(ctx context.Context, n *newsroom) error {
	if err := pause(ctx, nil, f.begins); err != nil {
		return err
	}
	subject := ""
	for _, step := range []func(context.Context, *process) error{
		func(ctx context.Context, p *process) error {
			_, err := client.Call(ctx, p.Client, operation.ClaimAdd, operation.InCase(f.theCase, writing.ClaimInput{Key: f.key, Statement: "It is found."}))
			return err
		},
		func(ctx context.Context, p *process) error {
			_, err := client.Call(ctx, p.Client, operation.ClaimAssess, operation.OfClaim(f.name(), findings.AssessInput{
				Outcome: claim.Unverifiable, Why: finding.CannotBeKnown, Rationale: "Nobody can know.",
			}))
			return err
		},
		func(ctx context.Context, p *process) error {
			c, err := client.Call(ctx, p.Client, operation.ClaimShow, operation.ClaimAt(f.name(), nil))
			subject = c.Subject
			return err
		},
		func(ctx context.Context, p *process) error {
			_, err := client.Call(ctx, p.as(n.t, "jonas"), operation.ClaimSign, operation.OfClaim(f.name(), findings.ReviewInput{Subject: subject}))
			return err
		},
		func(ctx context.Context, p *process) error {
			_, err := client.Call(ctx, p.Client, operation.ClaimPublish, operation.OfClaim(f.name(), &findings.PublishInput{Early: "It cannot wait."}))
			return err
		},
	} {
		if err := n.command(ctx, step); err != nil {
			return err
		}
	}
	return nil
}
