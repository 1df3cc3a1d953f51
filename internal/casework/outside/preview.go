package outside

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// Preview shows what would be public of a case if the proposed outcome of a claim
// were published now, with the claim as it would stand there. It asks nobody who they
// are: whoever calls it has to have found that they may see the claim. It returns
// [claim.CodeWrongStage] while nothing is proposed.
func (p *Porch) Preview(ctx context.Context, c *verification.Claim) (PublicCase, PublicClaim, error) {
	if c.Proposal == nil || c.Stage.Over() {
		return PublicCase{}, PublicClaim{}, claim.Errorf(claim.CodeWrongStage, "there is nothing to publish: no outcome is proposed").WithHint("%s", c.Stage.Next())
	}
	row, err := p.previewed(ctx, c)
	if err != nil {
		return PublicCase{}, PublicClaim{}, err
	}
	pub, err := p.publisher(ctx, row)
	if err != nil {
		return PublicCase{}, PublicClaim{}, err
	}
	now, err := p.wouldBe(ctx, c)
	if err != nil {
		return PublicCase{}, PublicClaim{}, err
	}
	pub.take(now)
	pub.settle()
	shown, err := pub.show(ctx, p, row)
	if err != nil {
		return PublicCase{}, PublicClaim{}, err
	}
	for _, one := range shown.Claims {
		if one.ID == c.ID {
			return shown, one, nil
		}
	}
	return PublicCase{}, PublicClaim{}, casework.NotFound(claim.StreamClaim, c.ID.String())
}

// previewed is the row of the case as it would be.
func (p *Porch) previewed(ctx context.Context, c *verification.Claim) (lists.PublicRow, error) {
	row, err := p.store.PublicCase(ctx, c.Case)
	if claim.CodeOf(err) == claim.CodeNotFound {
		var of *cases.Case
		if of, err = casework.Load[*cases.Case](ctx, p.store, claim.StreamCase, c.Case); err != nil {
			return row, err
		}
		lib, err := p.library(ctx, of.Text)
		if err != nil {
			return row, err
		}
		row = lists.PublicRow{Case: c.Case, Slug: casework.Read[claim.CaseHead](lib, of.Text).Slug, First: p.now()}
	} else if err != nil {
		return row, err
	}
	row.Latest = p.now()
	return row, nil
}

// wouldBe is the entry that would publish the claim.
func (p *Porch) wouldBe(ctx context.Context, c *verification.Claim) (claim.Entry, error) {
	around, failed := p.store.Around(ctx)
	would := c.WouldPublish(p.now(), around)
	return claim.Entry{Stream: c.Stream(), Version: c.Version + 1, At: p.now(), Actor: claim.System, Fact: finding.ClaimPublished{Publication: would}}, failed()
}
