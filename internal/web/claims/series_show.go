package claims

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// seriesPerPage is how many claims of a series one page shows.
const seriesPerPage = 100

// seriesView is the page of a series: its claims, and what can be done with all of them.
type seriesView struct {
	reading.SeriesView
	Base     string // address of the case
	Path     string // address of the series
	Rows     []*report.ClaimReport
	Pages    []page.Link
	Stages   []page.StageShare
	Acts     []seriesAct
	Outcomes []page.Option
	Whys     []page.Option
	Channels []page.Option
	Changes  []page.Option

	Prominences []page.Option
	Did         string         // the act that was tried or done
	Tried       bool           // it was only tried
	Became      *casework.Many // what became, or would become, of each
	Letter      *requests.LetterView
	LetterTo    string // name of the party whose letter is shown
}

// seriesAct is an act on all claims of a series.
type seriesAct struct {
	Name, Label, Says string
	Right             casework.Right
}

// seriesActs are they, in the order of the way to publication.
var seriesActs = []seriesAct{
	{"ask", "Ask each party", "Each party gets one request, about the claim that is about itself.", casework.MayAsk},
	{"assess", "Propose one outcome", "The same outcome, with the same words, for each. Each needs the ground for it by itself.", casework.MayAssess},
	{"publish", "Publish the findings", "The policy and the sign-offs of each are checked once more. Then each is public that passes.", casework.MayPublish},
	{"withdraw", "Withdraw the claims", "Each is given up, and its requests are withdrawn.", casework.MayWriteClaims},
}

// SeriesShow shows a series.
func SeriesShow(v *page.Visit) error {
	view, err := seriesPage(v)
	if err != nil {
		return err
	}
	return v.Render("series_show", view)
}

func seriesPage(v *page.Visit) (*seriesView, error) {
	r, err := v.Reads.SeriesPage(v.Context(), v.Who, claimName(v))
	if err != nil {
		return nil, err
	}
	view := &seriesView{
		SeriesView: r, Base: page.CasePath(r.Report), Outcomes: page.Options(claim.Outcomes), Whys: whysOf(), Channels: page.Options(claim.Channels),
		Changes: page.Options(finding.Changes), Prominences: page.Options(finding.Prominences),
	}
	view.Path = view.Base + "/series/" + url.PathEscape(r.Series.Key)
	number, first := page.Number(len(r.Claims), seriesPerPage, v.Query("claims"))
	view.Rows = r.Claims[first:min(first+seriesPerPage, len(r.Claims))]
	view.Pages = page.NumberedPages(v.R.URL, "claims", number, seriesPerPage, len(r.Claims))
	view.Stages = page.StagesOf(page.Each(r.Claims))
	for _, act := range seriesActs {
		if v.Who.May(act.Right) == nil {
			view.Acts = append(view.Acts, act)
		}
	}
	return view, nil
}

// ClaimPath is the address of a claim of the series.
func (c *seriesView) ClaimPath(of *report.ClaimReport) string { return page.ClaimPath(c.Base, *of) }

// Published reports whether a finding of the series is public already.
func (c *seriesView) Published() bool {
	return slices.ContainsFunc(c.SeriesView.Claims, func(r *report.ClaimReport) bool { return len(r.Publications) > 0 })
}

// Refused are those that could not be done, or could not if it were tried.
func (c *seriesView) Refused() []casework.One {
	return slices.DeleteFunc(slices.Clone(c.Became.Each), func(one casework.One) bool { return one.Refused == nil })
}

// Possible is how many can be done, or were.
func (c *seriesView) Possible() int { return len(c.Became.Each) - len(c.Refused()) }

// seriesDo carries out an act on a series that the route names, or tries it.
func seriesDo[In any](name string, o *operation.Operation[In, casework.Many], input func(*page.Visit, casework.How) (In, error)) page.Handler {
	return func(v *page.Visit) error {
		try := v.Form("step") == "try"
		in, err := input(v, casework.How{Try: try})
		var many casework.Many
		if err == nil {
			many, err = page.DoPart(v, tryPart(try), o, in)
		}
		view, failed := seriesPage(v)
		if failed != nil {
			return failed
		}
		if err != nil {
			return v.Refuse("series_show", view, err)
		}
		view.Did, view.Tried, view.Became = name, try, &many
		return became(v, view, any(in))
	}
}

// became shows what became of each. What was done in part begins anew, so that nothing
// is done twice with one more press.
func became(v *page.Visit, view *seriesView, in any) error {
	switch {
	case view.Tried:
		if asked, ok := in.(operation.CaseWith[requests.AskInputs]); ok {
			showLetter(v, view, asked.Body.Requests)
		}
		return v.RenderForm("series_show", view, v.AsTyped())
	case len(view.Refused()) == 0:
		return v.Done(view.Path, seriesDone(view.Did, view.Became.Carried))
	}
	return v.RenderForm("series_show", view, page.Blank())
}

// showLetter shows the letter to the first party that can be asked: those to the others
// differ in whom they are to, and what the claim calls them.
func showLetter(v *page.Visit, view *seriesView, asks []requests.AskInput) {
	for i, one := range view.Became.Each {
		if one.Refused != nil {
			continue
		}
		if letter, err := operation.RequestPreview.Do(v.Context(), v.Operations, v.Who, operation.InCase(v.Path("case"), asks[i])); err == nil && letter.ByMail {
			view.Letter, view.LetterTo = &letter, view.SeriesView.Claims[i].Series.Name
		}
		return
	}
}

// seriesDone says what was done.
func seriesDone(name string, n int) string {
	switch name {
	case "ask":
		return page.Plural(n, "request") + " of the series: on record."
	case "assess":
		return page.Plural(n, "claim") + " of the series: the outcome is proposed, for a reviewer to look at."
	case "publish":
		return page.Plural(n, "finding") + " of the series: public now."
	}
	return page.Plural(n, "claim") + " of the series: withdrawn."
}

// SeriesAsk asks each party of the series about the claim that is about itself.
func SeriesAsk() page.Handler {
	return seriesDo("ask", operation.RequestAskMany, func(v *page.Visit, how casework.How) (operation.CaseWith[requests.AskInputs], error) {
		in := requests.AskInputs{How: how}
		r, err := v.Reads.SeriesPage(v.Context(), v.Who, claimName(v))
		if err != nil {
			return operation.InCase(v.Path("case"), in), err
		}
		one, err := page.Read[requests.AskInput](v)
		if err == nil {
			one.AnswerBy, err = v.Deadline("answerBy")
		}
		if err == nil && one.AnswerBy.IsZero() {
			err = page.FieldError("answerBy", "say when an answer is needed")
		}
		for _, c := range r.Claims {
			one.Party, one.Claims = c.Series.Party, []string{cmp.Or(c.Key, c.ID.String())}
			in.Requests = append(in.Requests, one)
		}
		return operation.InCase(v.Path("case"), in), err
	})
}

// SeriesAssess proposes one outcome for all of the series.
func SeriesAssess() page.Handler {
	return seriesDo("assess", operation.ClaimAssessMany, func(v *page.Visit, how casework.How) (operation.CaseWith[findings.AssessInputs], error) {
		one, err := page.Read[findings.AssessInput](v)
		return operation.InCase(v.Path("case"), findings.AssessInputs{How: how, Claims: ofSeries(v), AssessInput: one}), err
	})
}

// SeriesPublish makes the findings of the series public.
func SeriesPublish() page.Handler {
	return seriesDo("publish", operation.ClaimPublishMany, func(v *page.Visit, how casework.How) (operation.CaseWith[findings.PublishInputs], error) {
		one, err := page.Read[findings.PublishInput](v)
		return operation.InCase(v.Path("case"), findings.PublishInputs{How: how, Claims: ofSeries(v), PublishInput: one}), err
	})
}

// SeriesWithdraw gives the claims of the series up.
func SeriesWithdraw() page.Handler {
	return seriesDo("withdraw", operation.ClaimWithdrawMany, func(v *page.Visit, how casework.How) (operation.CaseWith[casework.ClaimsInput], error) {
		if strings.TrimSpace(v.Form("reason")) == "" {
			return operation.CaseWith[casework.ClaimsInput]{}, page.FieldError("reason", "say why")
		}
		return operation.InCase(v.Path("case"), casework.ClaimsInput{How: how, Claims: ofSeries(v), Reason: v.Form("reason")}), nil
	})
}

// ofSeries is the series in the address, as a list of claims is given.
func ofSeries(v *page.Visit) []string { return []string{v.Path("claim")} }

// SeriesExtend adds parties to the series.
func SeriesExtend(v *page.Visit) error {
	in, err := page.Read[writing.SeriesParties](v)
	in.Try = false
	if err == nil {
		_, err = page.Do(v, operation.SeriesExtend, operation.OfClaim(claimName(v), in))
	}
	view, failed := seriesPage(v)
	if failed != nil {
		return failed
	}
	if err != nil {
		return v.Refuse("series_show", view, ofParties(err))
	}
	return v.Done(view.Path, "The parties stand in the series.")
}
