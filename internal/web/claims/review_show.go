package claims

import (
	"strconv"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
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

// ReviewShow shows everything that a sign-off covers, and what is new: since the
// reader last looked, since a version (?since=), or since a sign-off (?subject=).
func ReviewShow(v *page.Visit) error {
	view, err := reviewPage(v)
	if err != nil {
		return err
	}
	view.Asked = v.Query("since") != "" || v.Query("subject") != ""
	if subject := v.Query("subject"); subject != "" {
		diff, err := v.Reads.SubjectDiff(v.Context(), v.Who, v.Path("case")+"/"+v.Path("claim"), subject)
		if err != nil {
			return err
		}
		view.Stale = &diff
	}
	return v.Render("review_show", view)
}

func reviewPage(v *page.Visit) (*reviewView, error) {
	var since *int64
	if n, err := strconv.ParseInt(v.Query("since"), 10, 64); err == nil {
		since = &n
	}
	r, err := v.Reads.ReviewPage(v.Context(), v.Who, v.Path("case")+"/"+v.Path("claim"), since)
	if err != nil {
		return nil, err
	}
	base := "/cases/" + r.Case
	if r.Case == "" {
		base = "/cases/" + v.Path("case")
	}
	return &reviewView{Review: r, Base: base, Path: page.ClaimPath(base, r.Claim), Sources: sourcesOf(r.Claim)}, nil
}

// ReviewDecide signs a claim off, or sends it back. A decision on what is no
// longer there is refused, and the difference is shown.
func ReviewDecide(v *page.Visit) error {
	decide, sentence := operation.ClaimSign, "You have signed what stood on the page."
	if v.Form("decision") == "return" {
		decide, sentence = operation.ClaimReturn, "The claim was sent back with your comments."
	}
	name := v.Path("case") + "/" + v.Path("claim")
	in := findings.ReviewInput{Subject: v.Form("subject"), Comment: v.Form("comment")}
	for _, o := range v.List("opened") {
		in.Opened = append(in.Opened, finding.Opening(o))
	}
	_, err := page.Do(v, decide, operation.OfClaim(name, in))
	if err == nil {
		return v.Done("/cases/"+v.Path("case")+"/claims/"+v.Path("claim"), sentence)
	}
	view, failed := reviewPage(v)
	if failed != nil {
		return failed
	}
	if claim.CodeOf(err) == claim.CodeStale || claim.CodeOf(err) == claim.CodeWrongStage {
		diff, failed := v.Reads.SubjectDiff(v.Context(), v.Who, name, v.Form("subject"))
		if failed != nil {
			return failed
		}
		view.Stale = &diff
	}
	return v.Refuse("review_show", view, page.AtField(page.AtField(err, "comments", "comment"), "reason", "comment"))
}

// ReviewSeen marks what stands on the page as seen.
func ReviewSeen(v *page.Visit) error {
	version, _ := strconv.ParseInt(v.Form("version"), 10, 64)
	seen := operation.OfClaim(v.Path("case")+"/"+v.Path("claim"), operation.SeenInput{Version: version})
	if _, err := page.Do(v, operation.ReviewSeen, seen); err != nil {
		return err
	}
	return v.Done("/cases/"+v.Path("case")+"/claims/"+v.Path("claim")+"/review", "Marked as seen. From now on the page shows what is new since.")
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
func (r *reviewView) Openings() []page.Option { return page.Options(finding.Openings) }

// StepField is the name of a field of a step's form.
func (r *reviewView) StepField(i int) string { return findings.StepFieldName(i) }

// Linked reports whether a text is an address on the web.
func (r *reviewView) Linked(text string) bool { return page.Linked(text) }
