package claims

import (
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// sourcesView is what a page shows of who says what, and who has it from whom.
type sourcesView struct {
	Stances  []page.Option
	Rules    []page.Option
	Channels []page.Option
	Sources  []page.Option // whose independence can be contested
	Graphs   []graphView
}

// graphView is a graph with the table behind it.
type graphView struct {
	report.IndependenceReport
	Graph *graph
	Says  string // supports the claim
}

func sourcesOf(c report.ClaimReport) sourcesView {
	view := sourcesView{Stances: page.Options(claim.Stances), Rules: page.Options(claim.AllGroundRules)}
	view.Channels = page.Options(claim.Channels)
	var names []string
	for _, i := range c.Independence {
		view.Graphs = append(view.Graphs, graphView{i, newGraph(i, c.Contests), i.Bearing.Says()})
		for _, s := range i.Supports {
			names = append(names, s.Chain...)
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		view.Sources = append(view.Sources, page.Option{Value: name, Label: name})
	}
	return view
}

// StatementRecord records what a party said without having been asked.
func StatementRecord(v *page.Visit) error {
	in, err := page.Read[writing.StatementInput](v)
	if err == nil {
		in.GroundRules, err = v.GroundRules()
	}
	if err == nil {
		_, err = page.Do(v, operation.StatementRecord, operation.OfClaim(claimName(v), in))
	}
	return afterClaim(v, "The statement was recorded.", err)
}

// StatementWithdraw withdraws a statement that was not recorded as it was made.
func StatementWithdraw(v *page.Visit) error {
	id, err := v.ID("statement")
	if err != nil {
		return err
	}
	_, err = page.Do(v, operation.StatementWithdraw, operation.OfStatement(claimName(v), id, operation.Reason(v.Form("reason"))))
	return afterClaim(v, "The statement was withdrawn. It stays in the record.", err)
}

// IndependenceContest says that two origins are one.
func IndependenceContest(v *page.Visit) error {
	in, err := page.Read[writing.ContestInput](v)
	if err == nil {
		_, err = page.Do(v, operation.IndependenceContest, operation.OfClaim(claimName(v), in))
	}
	return afterClaim(v, "They count as one origin.", err)
}

// IndependenceRestore takes that back.
func IndependenceRestore(v *page.Visit) error {
	id, err := v.ID("contest")
	if err != nil {
		return err
	}
	_, err = page.Do(v, operation.IndependenceRestore, operation.OfContest(claimName(v), id, operation.Reason(v.Form("reason"))))
	return afterClaim(v, "That they are one origin was taken back.", err)
}

// Disclose decides whether the claimant is named outside.
func Disclose(v *page.Visit) error {
	in := writing.DisclosureInput{Name: v.Form("name") == "yes"}
	_, err := page.Do(v, operation.ClaimDisclose, operation.OfClaim(claimName(v), in))
	sentence := "The claimant is not named outside the desk."
	if in.Name {
		sentence = "The claimant is named to those who are asked, and to the public."
	}
	return afterClaim(v, sentence, err)
}
