package web

import (
	"slices"

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

// reviewMany signs those that are ticked, each as it stood on the page. What has changed
// since is not signed, and the page says why.
func (s *Site) reviewMany(v *visit) error {
	in := casework.SignInputs{Comment: v.form("comment")}
	for _, key := range v.list("claim") {
		in.Claims = append(in.Claims, casework.SeenClaim{Claim: key, Subject: v.form("subject-" + key)})
	}
	path := "/cases/" + v.path("case") + "/review"
	many, err := do(v, operation.ClaimSignMany, operation.InCase(v.path("case"), in))
	var refused []casework.One
	for _, one := range many.Each {
		if one.Refused != nil {
			refused = append(refused, one)
		}
	}
	if err == nil && len(refused) == 0 {
		return v.done(path, "You have signed "+plural(many.Carried, "claim")+", each as it stood on the page.")
	}
	view, failed := s.reviewsPage(v)
	if failed != nil {
		return failed
	}
	view.Refused, view.Signed = refused, many.Carried
	for _, one := range refused {
		view.Ticked = append(view.Ticked, one.Name)
	}
	if err == nil {
		err = refused[0].Refused
	}
	return v.refuse("review_list", view, atField(err, "reason", "comment"))
}
