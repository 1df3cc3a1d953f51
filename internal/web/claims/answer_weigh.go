package claims

import (
	"slices"

	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// AnswerWeigh decides whether an answer that may not be the party's is its own.
func AnswerWeigh(v *page.Visit) error {
	in, err := page.Read[answers.WeighInput](v)
	if err == nil {
		_, err = page.Do(v, operation.AnswerWeigh, operation.OfClaim(claimName(v), in))
	}
	if in.ItsOwn {
		return afterClaim(v, "The answer counts as the party's own.", err)
	}
	return afterClaim(v, "The answer counts for nothing.", err)
}

// Weighable are the answers of which somebody may decide whether they are the party's: those
// that wait for it first.
func (c *claimView) Weighable(p *page.Page) []page.Option {
	var waits, rest []page.Option
	add := func(name string, a report.AnswerReport) {
		switch one := (page.Option{Value: a.Response.String(), Label: name + ": " + string(a.Stance) + ", " + page.MomentSaid(p, a.ReceivedAt)}); {
		case a.InDoubt:
			waits = append(waits, one)
		case a.Doubtful || a.Weighed != nil:
			rest = append(rest, one)
		}
	}
	for _, party := range c.Claim.Parties {
		for _, a := range party.Answers {
			add(party.Name, a)
		}
	}
	for _, s := range c.Claim.Statements {
		add(s.Name, s.AnswerReport)
	}
	return slices.CompactFunc(append(waits, rest...), func(a, b page.Option) bool { return a.Value == b.Value })
}

// InDoubt reports whether somebody has to decide which of a party's answers holds.
func (c *claimView) InDoubt() bool {
	return slices.ContainsFunc(c.Claim.Parties, func(p report.PartyReport) bool {
		return slices.ContainsFunc(p.Answers, func(a report.AnswerReport) bool { return a.InDoubt })
	}) || slices.ContainsFunc(c.Claim.Statements, func(s report.StatementReport) bool { return s.InDoubt })
}
