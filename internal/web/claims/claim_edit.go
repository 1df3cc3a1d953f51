package claims

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// claimEditView is the page to change what a claim says.
type claimEditView struct {
	reading.ClaimPage
	Base     string
	Path     string
	Seen     int64 // version of the claim that the editor has before her
	Conflict bool  // somebody else has changed it: what stands there now is shown beside
	Tiers    []page.Option
}

// Edit shows the form to change what a claim says.
func Edit(v *page.Visit) error {
	view, err := claimEditPage(v)
	if err != nil {
		return err
	}
	c := view.Claim
	fields := map[string]string{
		"statement": c.Statement, "claimant": called(c, sources.PartClaimant), "where": c.Where, "language": c.Language,
		"subjects": called(c, sources.PartSubject), "witnesses": called(c, sources.PartWitness), "experts": called(c, sources.PartExpert),
		"recordHolders": called(c, sources.PartRecordHolder), "relays": called(c, sources.PartRelay), "tier": string(c.Tier),
	}
	fillClaimTimes(v, fields, c)
	return v.RenderForm("claim_edit", view, page.Prefilled(fields))
}

// called are those who have a part in the claim, by their names, or by their short names
// where a comma stands in one.
func called(c report.ClaimReport, part sources.Part) string {
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

// Revise changes what a claim says. If somebody else has changed it
// meanwhile, the page shows both versions and keeps what was typed.
func Revise(v *page.Visit) error {
	in, err := page.Read[writing.ClaimRevision](v)
	if err == nil {
		_, err = page.Do(v, operation.ClaimRevise, operation.OfClaim(v.Path("case")+"/"+v.Path("claim"), in))
	}
	if err == nil {
		return v.Done("/cases/"+v.Path("case")+"/claims/"+v.Path("claim"), "The claim was changed.")
	}
	view, failed := claimEditPage(v)
	if failed != nil {
		return failed
	}
	if view.Conflict = claim.CodeOf(err) == claim.CodeConflict; view.Conflict {
		err = page.ChangedMeanwhile("claim")
	} else {
		view.Seen = v.Seen()
	}
	return v.Refuse("claim_edit", view, err)
}

func claimEditPage(v *page.Visit) (*claimEditView, error) {
	c, err := v.Reads.ClaimPage(v.Context(), v.Who, v.Path("case")+"/"+v.Path("claim"), reading.CaseQuery{Limit: 1})
	if err != nil {
		return nil, err
	}
	view := &claimEditView{ClaimPage: c, Base: page.CasePath(c.Report), Seen: c.Claim.Version, Tiers: page.Options(claim.Tiers)}
	view.Path = page.ClaimPath(view.Base, c.Claim)
	return view, nil
}

// Latest is who changed the claim last; nil if nobody did.
func (c *claimEditView) Latest() *report.RevisionReport {
	if n := len(c.Claim.Revisions); n > 0 {
		return &c.Claim.Revisions[n-1]
	}
	return nil
}

// Signed reports whether a change throws the review away.
func (c *claimEditView) Signed() bool {
	return c.Claim.Stage == claim.StageInReview || c.Claim.Stage == claim.StageSignedOff
}

// fillClaimTimes puts when a claim was made and when it holds into its form.
func fillClaimTimes(v *page.Visit, fields map[string]string, c report.ClaimReport) {
	if c.MadeAt != nil {
		v.FillWhen(fields, "madeAt", *c.MadeAt)
	}
	if c.Holds != nil {
		v.FillWhen(fields, "holdsFrom", c.Holds.From)
		v.FillWhen(fields, "holdsUntil", c.Holds.Until)
	}
}
