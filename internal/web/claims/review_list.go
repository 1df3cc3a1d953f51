package claims

import (
	"errors"
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// reviewsView is the page on which a reviewer decides on all claims of a case that wait.
type reviewsView struct {
	reading.Reviews
	Base    string
	Ticked  []string       // what was ticked when the form was sent
	Refused []casework.One // what was not signed, and why
	Signed  int
}

// Path is the address of one of the claims.
func (r *reviewsView) Path(c report.ClaimReport) string { return page.ClaimPath(r.Base, c) }

// Tick reports whether the claim is ticked: those that can be signed are the reader's to tick.
func (r *reviewsView) Tick(c report.ClaimReport) bool { return r.Ticks(c.Key) }

// Ticks is [reviewsView.Tick] by the key, also of a series.
func (r *reviewsView) Ticks(key string) bool { return slices.Contains(r.Ticked, key) }

// CanSign reports whether the reader can sign any of what waits of the series.
func (r *reviewsView) CanSign(s reading.ReviewSeries) bool {
	return slices.ContainsFunc(r.Claims, func(c reading.Review) bool { return c.Refused == nil && slices.Contains(s.Waiting, c.Claim.Key) })
}

// ReviewList shows every claim of a case that waits for a reviewer, each whole.
func ReviewList(v *page.Visit) error {
	view, err := reviewsPage(v)
	if err != nil {
		return err
	}
	return v.Render("review_list", view)
}

func reviewsPage(v *page.Visit) (*reviewsView, error) {
	r, err := v.Reads.ReviewList(v.Context(), v.Who, v.Path("case"))
	if err != nil {
		return nil, err
	}
	return &reviewsView{Reviews: r, Base: "/cases/" + v.Path("case")}, nil
}

// Returns reports whether the reader can send one of them back.
func (r *reviewsView) Returns() bool {
	return slices.ContainsFunc(r.Claims, func(one reading.Review) bool { return one.Returnable })
}

// ReviewMany signs those that are ticked, each as it stood on the page, and sends back
// those that have comments. What has changed since is neither, and the page says why.
func ReviewMany(v *page.Visit) error {
	in := findings.SignInputs{Comment: v.Form("comment")}
	for _, key := range v.List("claim") {
		if v.Form("return-"+key) != "" {
			return reviewAgain(v, nil, 0, page.FieldError("return-"+key, "the claim %s is ticked, and has comments to send it back: take one of them away", key))
		}
		in.Claims = append(in.Claims, findings.SeenClaim{Claim: key, Subject: v.Form("subject-" + key)})
	}
	returned, refused := reviewReturns(v)
	var many casework.Many
	var err error
	if len(in.Claims) > 0 || returned+len(refused) == 0 {
		many, err = page.Do(v, operation.ClaimSignMany, operation.InCase(v.Path("case"), in))
	}
	for _, one := range many.Each {
		if one.Refused != nil {
			refused = append(refused, one)
		}
	}
	if err == nil && len(refused) == 0 {
		return v.Done("/cases/"+v.Path("case")+"/review", reviewed(many.Carried, returned))
	}
	if err == nil {
		err = refused[0].Refused
	}
	return reviewAgain(v, refused, many.Carried, page.AtField(err, "reason", "comment"))
}

// reviewReturns sends back every claim that has comments.
func reviewReturns(v *page.Visit) (returned int, refused []casework.One) {
	for _, key := range v.List("waits") {
		comment := v.Form("return-" + key)
		if comment == "" {
			continue
		}
		in := operation.OfClaim(v.Path("case")+"/"+key, findings.ReviewInput{Subject: v.Form("subject-" + key), Comment: comment})
		if _, err := page.DoPart(v, "return "+key, operation.ClaimReturn, in); err != nil {
			var why *claim.Error
			if !errors.As(err, &why) {
				why = claim.Errorf(claim.CodeOf(err), "something went wrong, and it was not sent back")
			}
			refused = append(refused, casework.One{Name: key, Refused: why})
			continue
		}
		returned++
	}
	return returned, refused
}

// reviewAgain shows the page with what was not done, and why.
func reviewAgain(v *page.Visit, refused []casework.One, signed int, err error) error {
	view, failed := reviewsPage(v)
	if failed != nil {
		return failed
	}
	view.Refused, view.Signed, view.Ticked = refused, signed, v.List("claim")
	return v.Refuse("review_list", view, err)
}

// reviewed says what was decided.
func reviewed(signed, returned int) string {
	switch {
	case returned == 0:
		return "You have signed " + page.Plural(signed, "claim") + ", each as it stood on the page."
	case signed == 0:
		return "You have sent back " + page.Plural(returned, "claim") + " with your comments."
	}
	return "You have signed " + page.Plural(signed, "claim") + ", each as it stood on the page, and sent back " + page.Plural(returned, "claim") + " with your comments."
}
