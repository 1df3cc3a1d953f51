package web

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
)

// claimEditView is the page to change what a claim says.
type claimEditView struct {
	reading.ClaimPage
	Base     string
	Path     string
	Seen     int64 // version of the claim that the editor has before her
	Conflict bool  // somebody else has changed it: what stands there now is shown beside
	Tiers    []option
}

// claimEdit shows the form to change what a claim says.
func (s *Site) claimEdit(v *visit) error {
	view, err := s.claimEditPage(v)
	if err != nil {
		return err
	}
	c := view.Claim
	fields := map[string]string{
		"statement": c.Statement, "claimant": called(c, verification.PartClaimant), "where": c.Where, "language": c.Language,
		"subjects": called(c, verification.PartSubject), "witnesses": called(c, verification.PartWitness), "experts": called(c, verification.PartExpert),
		"recordHolders": called(c, verification.PartRecordHolder), "relays": called(c, verification.PartRelay), "tier": string(c.Tier),
	}
	v.fillClaimTimes(fields, c)
	return v.renderForm("claim_edit", view, prefilled(fields))
}

// called are those who have a part in the claim, by their names, or by their short names
// where a comma stands in one.
func called(c reading.ClaimReport, part verification.Part) string {
	var names []string
	for _, i := range c.Involved {
		if i.As != part {
			continue
		}
		if strings.Contains(i.Name, ",") {
			i.Name = i.Party
		}
		names = append(names, i.Name)
	}
	return strings.Join(names, ", ")
}

// claimRevise changes what a claim says. If somebody else has changed it
// meanwhile, the page shows both versions and keeps what was typed.
func (s *Site) claimRevise(v *visit) error {
	in, err := read[casework.ClaimRevision](v)
	if err == nil {
		_, err = do(v, operation.ClaimRevise, operation.OfClaim(v.path("case")+"/"+v.path("claim"), in))
	}
	if err == nil {
		return v.done("/cases/"+v.path("case")+"/claims/"+v.path("claim"), "The claim was changed.")
	}
	view, failed := s.claimEditPage(v)
	if failed != nil {
		return failed
	}
	if view.Conflict = claim.CodeOf(err) == claim.CodeConflict; view.Conflict {
		err = changedMeanwhile("claim")
	} else {
		view.Seen = v.seen()
	}
	return v.refuse("claim_edit", view, err)
}

func (s *Site) claimEditPage(v *visit) (*claimEditView, error) {
	c, err := s.Reads.ClaimPage(v.ctx(), v.who, v.path("case")+"/"+v.path("claim"), reading.CaseQuery{Limit: 1})
	if err != nil {
		return nil, err
	}
	view := &claimEditView{ClaimPage: c, Base: casePath(c.Report), Seen: c.Claim.Version, Tiers: options(claim.Tiers)}
	view.Path = claimPath(view.Base, c.Claim)
	return view, nil
}

// Latest is who changed the claim last; nil if nobody did.
func (c *claimEditView) Latest() *reading.RevisionReport {
	if n := len(c.Claim.Revisions); n > 0 {
		return &c.Claim.Revisions[n-1]
	}
	return nil
}

// Signed reports whether a change throws the review away.
func (c *claimEditView) Signed() bool {
	return c.Claim.Stage == claim.StageInReview || c.Claim.Stage == claim.StageSignedOff
}
