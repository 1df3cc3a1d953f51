package web

import (
	"strconv"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
)

// reviewView is the page on which a reviewer decides on a claim.
type reviewView struct {
	reading.Review
	Base string
	Path string

	Sources sourcesView
	// Stale is what has changed since the page that a decision was sent from; nil
	// if nothing has.
	Stale *reading.SubjectDiff
	// Asked: the reader asked for the difference, to a sign-off or a version.
	Asked bool
}

// reviewShow shows everything that a sign-off covers, and what is new: since the
// reader last looked, since a version (?since=), or since a sign-off (?subject=).
func (s *Site) reviewShow(v *visit) error {
	view, err := s.reviewPage(v)
	if err != nil {
		return err
	}
	view.Asked = v.query("since") != "" || v.query("subject") != ""
	if subject := v.query("subject"); subject != "" {
		diff, err := s.Reads.SubjectDiff(v.ctx(), v.who, v.path("case")+"/"+v.path("claim"), subject)
		if err != nil {
			return err
		}
		view.Stale = &diff
	}
	return v.render("review_show", view)
}

func (s *Site) reviewPage(v *visit) (*reviewView, error) {
	var since *int64
	if n, err := strconv.ParseInt(v.query("since"), 10, 64); err == nil {
		since = &n
	}
	r, err := s.Reads.ReviewPage(v.ctx(), v.who, v.path("case")+"/"+v.path("claim"), since)
	if err != nil {
		return nil, err
	}
	base := "/cases/" + r.Case
	if r.Case == "" {
		base = "/cases/" + v.path("case")
	}
	return &reviewView{Review: r, Base: base, Path: claimPath(base, r.Claim), Sources: sourcesOf(r.Claim)}, nil
}

// reviewDecide signs a claim off, or sends it back. A decision on what is no
// longer there is refused, and the difference is shown.
func (s *Site) reviewDecide(v *visit) error {
	decide, sentence := operation.ClaimSign, "You have signed what stood on the page."
	if v.form("decision") == "return" {
		decide, sentence = operation.ClaimReturn, "The claim was sent back with your comments."
	}
	name := v.path("case") + "/" + v.path("claim")
	in := casework.ReviewInput{Subject: v.form("subject"), Comment: v.form("comment")}
	for _, o := range v.list("opened") {
		in.Opened = append(in.Opened, verification.Opening(o))
	}
	_, err := do(v, decide, operation.OfClaim(name, in))
	if err == nil {
		return v.done("/cases/"+v.path("case")+"/claims/"+v.path("claim"), sentence)
	}
	view, failed := s.reviewPage(v)
	if failed != nil {
		return failed
	}
	if claim.CodeOf(err) == claim.CodeStale || claim.CodeOf(err) == claim.CodeWrongStage {
		diff, failed := s.Reads.SubjectDiff(v.ctx(), v.who, name, v.form("subject"))
		if failed != nil {
			return failed
		}
		view.Stale = &diff
	}
	return v.refuse("review_show", view, atField(atField(err, "comments", "comment"), "reason", "comment"))
}

// reviewSeen marks what stands on the page as seen.
func (s *Site) reviewSeen(v *visit) error {
	version, _ := strconv.ParseInt(v.form("version"), 10, 64)
	seen := operation.OfClaim(v.path("case")+"/"+v.path("claim"), operation.SeenInput{Version: version})
	if _, err := do(v, operation.ReviewSeen, seen); err != nil {
		return err
	}
	return v.done("/cases/"+v.path("case")+"/claims/"+v.path("claim")+"/review", "Marked as seen. From now on the page shows what is new since.")
}

// ShortSubject is the beginning of the hash, as people compare it.
func (r *reviewView) ShortSubject() string { return shortHash(r.Claim.Subject) }

func shortHash(hash string) string {
	if len(hash) < 12 {
		return hash
	}
	return hash[:12]
}

// Openings are what somebody who signs can say to have opened.
func (r *reviewView) Openings() []option { return options(verification.Openings) }

// StepField is the name of a field of a step's form.
func (r *reviewView) StepField(i int) string { return casework.StepFieldName(i) }

// Linked reports whether a text is an address on the web.
func (r *reviewView) Linked(text string) bool { return Linked(text) }
