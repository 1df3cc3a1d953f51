package web

import (
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/operation"
)

// sourcesView is what a page shows of who says what, and who has it from whom.
type sourcesView struct {
	Stances  []option
	Rules    []option
	Channels []option
	Sources  []option // whose independence can be contested
	Graphs   []graphView
}

// graphView is a graph with the table behind it.
type graphView struct {
	reading.IndependenceReport
	Graph *graph
	Says  string // supports the claim
}

func sourcesOf(c reading.ClaimReport) sourcesView {
	view := sourcesView{Stances: options(claim.Stances), Rules: options(claim.AllGroundRules)}
	view.Channels = options(claim.Channels)
	var names []string
	for _, i := range c.Independence {
		view.Graphs = append(view.Graphs, graphView{i, newGraph(i, c.Contests), i.Bearing.Says()})
		for _, s := range i.Supports {
			names = append(names, s.Chain...)
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		view.Sources = append(view.Sources, option{Value: name, Label: name})
	}
	return view
}

// involvedOf are the names of the parties with a part, for each part that somebody has.
func involvedOf(c reading.ClaimReport) []involvedView {
	var out []involvedView
	for _, part := range verification.Parts {
		var names []string
		for _, i := range c.Involved {
			if i.As == part {
				names = append(names, i.Name)
			}
		}
		if len(names) > 0 {
			out = append(out, involvedView{claim.WordOf(part).Label, names, part == verification.PartClaimant})
		}
	}
	return out
}

// involvedView is those who have one part in a claim.
type involvedView struct {
	Label    string
	Names    []string
	Claimant bool
}

// statementRecord records what a party said without having been asked.
func (s *Site) statementRecord(v *visit) error {
	in, err := read[casework.StatementInput](v)
	if err == nil {
		in.GroundRules, err = v.groundRules()
	}
	if err == nil {
		_, err = do(v, operation.StatementRecord, operation.OfClaim(v.claimName(), in))
	}
	return s.afterClaim(v, "The statement was recorded.", err)
}

// statementWithdraw withdraws a statement that was not recorded as it was made.
func (s *Site) statementWithdraw(v *visit) error {
	id, err := v.id("statement")
	if err != nil {
		return err
	}
	_, err = do(v, operation.StatementWithdraw, operation.OfStatement(v.claimName(), id, operation.Reason(v.form("reason"))))
	return s.afterClaim(v, "The statement was withdrawn. It stays in the record.", err)
}

// independenceContest says that two origins are one.
func (s *Site) independenceContest(v *visit) error {
	in, err := read[casework.ContestInput](v)
	if err == nil {
		_, err = do(v, operation.IndependenceContest, operation.OfClaim(v.claimName(), in))
	}
	return s.afterClaim(v, "They count as one origin.", err)
}

// independenceRestore takes that back.
func (s *Site) independenceRestore(v *visit) error {
	id, err := v.id("contest")
	if err != nil {
		return err
	}
	_, err = do(v, operation.IndependenceRestore, operation.OfContest(v.claimName(), id, operation.Reason(v.form("reason"))))
	return s.afterClaim(v, "That they are one origin was taken back.", err)
}

// claimDisclose decides whether the claimant is named outside.
func (s *Site) claimDisclose(v *visit) error {
	in := casework.DisclosureInput{Name: v.form("name") == "yes"}
	_, err := do(v, operation.ClaimDisclose, operation.OfClaim(v.claimName(), in))
	sentence := "The claimant is not named outside the desk."
	if in.Name {
		sentence = "The claimant is named to those who are asked, and to the public."
	}
	return s.afterClaim(v, sentence, err)
}

// chain says whose something is, and through whom it came.
func chain(names []string) string {
	switch len(names) {
	case 0:
		return "nobody has said whose"
	case 1:
		return names[0]
	}
	return names[0] + ", " + casework.Through(names[1:])
}
