package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
)

// seriesPerPage is how many claims of a series one page shows.
const seriesPerPage = 100

// seriesView is the page of a series: its claims, and what can be done with all of them.
type seriesView struct {
	reading.SeriesView
	Base     string // address of the case
	Path     string // address of the series
	Rows     []*reading.ClaimReport
	Pages    []pageLink
	Stages   []stageCount
	Acts     []seriesAct
	Outcomes []option
	Whys     []option
	Channels []option
	Changes  []option

	Prominences []option
	Did         string         // the act that was tried or done
	Tried       bool           // it was only tried
	Became      *casework.Many // what became, or would become, of each
	Letter      *casework.LetterView
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

// seriesShow shows a series.
func (s *Site) seriesShow(v *visit) error {
	view, err := s.seriesPage(v)
	if err != nil {
		return err
	}
	return v.render("series_show", view)
}

func (s *Site) seriesPage(v *visit) (*seriesView, error) {
	r, err := s.Reads.SeriesPage(v.ctx(), v.who, v.claimName())
	if err != nil {
		return nil, err
	}
	view := &seriesView{
		SeriesView: r, Base: casePath(r.Report), Outcomes: options(claim.Outcomes), Whys: whysOf(), Channels: options(claim.Channels),
		Changes: options(verification.Changes), Prominences: options(verification.Prominences),
	}
	view.Path = view.Base + "/series/" + url.PathEscape(r.Series.Key)
	page, first := pageOf(len(r.Claims), seriesPerPage, v.query("claims"))
	view.Rows = r.Claims[first:min(first+seriesPerPage, len(r.Claims))]
	view.Pages = casePages(v.r.URL, "claims", page, seriesPerPage, len(r.Claims))
	view.Stages = stagesOf(each(r.Claims))
	for _, act := range seriesActs {
		if v.who.May(act.Right) == nil {
			view.Acts = append(view.Acts, act)
		}
	}
	return view, nil
}

// each are the claims by value.
func each(claims []*reading.ClaimReport) []reading.ClaimReport {
	list := make([]reading.ClaimReport, len(claims))
	for i, c := range claims {
		list[i] = *c
	}
	return list
}

// ClaimPath is the address of a claim of the series.
func (c *seriesView) ClaimPath(of *reading.ClaimReport) string { return claimPath(c.Base, *of) }

// Published reports whether a finding of the series is public already.
func (c *seriesView) Published() bool {
	return slices.ContainsFunc(c.SeriesView.Claims, func(r *reading.ClaimReport) bool { return len(r.Publications) > 0 })
}

// Refused are those that could not be done, or could not if it were tried.
func (c *seriesView) Refused() []casework.One {
	return slices.DeleteFunc(slices.Clone(c.Became.Each), func(one casework.One) bool { return one.Refused == nil })
}

// Possible is how many can be done, or were.
func (c *seriesView) Possible() int { return len(c.Became.Each) - len(c.Refused()) }

// seriesDo carries out an act on a series that the route names, or tries it.
func seriesDo[In any](s *Site, name string, o *operation.Operation[In, casework.Many], input func(*visit, casework.How) (In, error)) handler {
	return func(v *visit) error {
		try := v.form("step") == "try"
		in, err := input(v, casework.How{Try: try})
		var many casework.Many
		if err == nil {
			many, err = doPart(v, tryPart(try), o, in)
		}
		view, failed := s.seriesPage(v)
		if failed != nil {
			return failed
		}
		if err != nil {
			return v.refuse("series_show", view, err)
		}
		view.Did, view.Tried, view.Became = name, try, &many
		return v.became(view, any(in))
	}
}

// became shows what became of each. What was done in part begins anew, so that nothing
// is done twice with one more press.
func (v *visit) became(view *seriesView, in any) error {
	switch {
	case view.Tried:
		if asked, ok := in.(operation.CaseWith[casework.AskInputs]); ok {
			v.showLetter(view, asked.Body.Requests)
		}
		return v.renderForm("series_show", view, v.asTyped())
	case len(view.Refused()) == 0:
		return v.done(view.Path, seriesDone(view.Did, view.Became.Carried))
	}
	return v.renderForm("series_show", view, blank())
}

// showLetter shows the letter to the first party that can be asked: those to the others
// differ in whom they are to, and what the claim calls them.
func (v *visit) showLetter(view *seriesView, asks []casework.AskInput) {
	for i, one := range view.Became.Each {
		if one.Refused != nil {
			continue
		}
		if letter, err := operation.RequestPreview.Do(v.ctx(), v.site.Operations, v.who, operation.InCase(v.path("case"), asks[i])); err == nil && letter.ByMail {
			view.Letter, view.LetterTo = &letter, view.SeriesView.Claims[i].Series.Name
		}
		return
	}
}

// seriesDone says what was done.
func seriesDone(name string, n int) string {
	switch name {
	case "ask":
		return plural(n, "request") + " of the series: on record."
	case "assess":
		return plural(n, "claim") + " of the series: the outcome is proposed, for a reviewer to look at."
	case "publish":
		return plural(n, "finding") + " of the series: public now."
	}
	return plural(n, "claim") + " of the series: withdrawn."
}

// seriesAsk asks each party of the series about the claim that is about itself.
func (s *Site) seriesAsk() handler {
	return seriesDo(s, "ask", operation.RequestAskMany, func(v *visit, how casework.How) (operation.CaseWith[casework.AskInputs], error) {
		in := casework.AskInputs{How: how}
		r, err := s.Reads.SeriesPage(v.ctx(), v.who, v.claimName())
		if err != nil {
			return operation.InCase(v.path("case"), in), err
		}
		one, err := read[casework.AskInput](v)
		if err == nil {
			one.AnswerBy, err = v.deadline("answerBy")
		}
		if err == nil && one.AnswerBy.IsZero() {
			err = fieldError("answerBy", "say when an answer is needed")
		}
		for _, c := range r.Claims {
			one.Party, one.Claims = c.Series.Party, []string{cmp.Or(c.Key, c.ID.String())}
			in.Requests = append(in.Requests, one)
		}
		return operation.InCase(v.path("case"), in), err
	})
}

// seriesAssess proposes one outcome for all of the series.
func (s *Site) seriesAssess() handler {
	return seriesDo(s, "assess", operation.ClaimAssessMany, func(v *visit, how casework.How) (operation.CaseWith[casework.AssessInputs], error) {
		one, err := read[casework.AssessInput](v)
		return operation.InCase(v.path("case"), casework.AssessInputs{How: how, Claims: v.series(), AssessInput: one}), err
	})
}

// seriesPublish makes the findings of the series public.
func (s *Site) seriesPublish() handler {
	return seriesDo(s, "publish", operation.ClaimPublishMany, func(v *visit, how casework.How) (operation.CaseWith[casework.PublishInputs], error) {
		one, err := read[casework.PublishInput](v)
		return operation.InCase(v.path("case"), casework.PublishInputs{How: how, Claims: v.series(), PublishInput: one}), err
	})
}

// seriesWithdraw gives the claims of the series up.
func (s *Site) seriesWithdraw() handler {
	return seriesDo(s, "withdraw", operation.ClaimWithdrawMany, func(v *visit, how casework.How) (operation.CaseWith[casework.ClaimsInput], error) {
		if strings.TrimSpace(v.form("reason")) == "" {
			return operation.CaseWith[casework.ClaimsInput]{}, fieldError("reason", "say why")
		}
		return operation.InCase(v.path("case"), casework.ClaimsInput{How: how, Claims: v.series(), Reason: v.form("reason")}), nil
	})
}

// series is the series in the address, as a list of claims is given.
func (v *visit) series() []string { return []string{v.path("claim")} }

// seriesExtend adds parties to the series.
func (s *Site) seriesExtend(v *visit) error {
	in, err := read[casework.SeriesParties](v)
	in.Try = false
	if err == nil {
		_, err = do(v, operation.SeriesExtend, operation.OfClaim(v.claimName(), in))
	}
	view, failed := s.seriesPage(v)
	if failed != nil {
		return failed
	}
	if err != nil {
		return v.refuse("series_show", view, ofParties(err))
	}
	return v.done(view.Path, "The parties stand in the series.")
}
