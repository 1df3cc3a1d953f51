package web

import (
	"errors"
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
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
func (r *reviewsView) Path(c reading.ClaimReport) string { return claimPath(r.Base, c) }

// Tick reports whether the claim is ticked: those that can be signed are the reader's to tick.
func (r *reviewsView) Tick(c reading.ClaimReport) bool { return r.Ticks(c.Key) }

// Ticks is [reviewsView.Tick] by the key, also of a series.
func (r *reviewsView) Ticks(key string) bool { return slices.Contains(r.Ticked, key) }

// CanSign reports whether the reader can sign any of what waits of the series.
func (r *reviewsView) CanSign(s reading.ReviewSeries) bool {
	return slices.ContainsFunc(r.Claims, func(c reading.Review) bool { return c.Refused == nil && slices.Contains(s.Waiting, c.Claim.Key) })
}

// reviewList shows every claim of a case that waits for a reviewer, each whole.
func (s *Site) reviewList(v *visit) error {
	view, err := s.reviewsPage(v)
	if err != nil {
		return err
	}
	return v.render("review_list", view)
}

func (s *Site) reviewsPage(v *visit) (*reviewsView, error) {
	r, err := s.Reads.ReviewList(v.ctx(), v.who, v.path("case"))
	if err != nil {
		return nil, err
	}
	return &reviewsView{Reviews: r, Base: "/cases/" + v.path("case")}, nil
}

// Returns reports whether the reader can send one of them back.
func (r *reviewsView) Returns() bool {
	return slices.ContainsFunc(r.Claims, func(one reading.Review) bool { return one.Returnable })
}

// reviewMany signs those that are ticked, each as it stood on the page, and sends back
// those that have comments. What has changed since is neither, and the page says why.
func (s *Site) reviewMany(v *visit) error {
	in := casework.SignInputs{Comment: v.form("comment")}
	for _, key := range v.list("claim") {
		if v.form("return-"+key) != "" {
			return s.reviewAgain(v, nil, 0, fieldError("return-"+key, "the claim %s is ticked, and has comments to send it back: take one of them away", key))
		}
		in.Claims = append(in.Claims, casework.SeenClaim{Claim: key, Subject: v.form("subject-" + key)})
	}
	returned, refused := s.reviewReturns(v)
	var many casework.Many
	var err error
	if len(in.Claims) > 0 || returned+len(refused) == 0 {
		many, err = do(v, operation.ClaimSignMany, operation.InCase(v.path("case"), in))
	}
	for _, one := range many.Each {
		if one.Refused != nil {
			refused = append(refused, one)
		}
	}
	if err == nil && len(refused) == 0 {
		return v.done("/cases/"+v.path("case")+"/review", reviewed(many.Carried, returned))
	}
	if err == nil {
		err = refused[0].Refused
	}
	return s.reviewAgain(v, refused, many.Carried, atField(err, "reason", "comment"))
}

// reviewReturns sends back every claim that has comments.
func (s *Site) reviewReturns(v *visit) (returned int, refused []casework.One) {
	for _, key := range v.list("waits") {
		comment := v.form("return-" + key)
		if comment == "" {
			continue
		}
		in := operation.OfClaim(v.path("case")+"/"+key, casework.ReviewInput{Subject: v.form("subject-" + key), Comment: comment})
		if _, err := doPart(v, "return "+key, operation.ClaimReturn, in); err != nil {
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
func (s *Site) reviewAgain(v *visit, refused []casework.One, signed int, err error) error {
	view, failed := s.reviewsPage(v)
	if failed != nil {
		return failed
	}
	view.Refused, view.Signed, view.Ticked = refused, signed, v.list("claim")
	return v.refuse("review_list", view, err)
}

// reviewed says what was decided.
func reviewed(signed, returned int) string {
	switch {
	case returned == 0:
		return "You have signed " + plural(signed, "claim") + ", each as it stood on the page."
	case signed == 0:
		return "You have sent back " + plural(returned, "claim") + " with your comments."
	}
	return "You have signed " + plural(signed, "claim") + ", each as it stood on the page, and sent back " + plural(returned, "claim") + " with your comments."
}
