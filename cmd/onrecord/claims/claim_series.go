package claims

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimSeries is the command onrecord claim series.
type ClaimSeries struct {
	Case      string     `arg:"" help:"Short name of the case."`
	Statement string     `arg:"" help:"; @FILE, or - for what is piped in."`
	Key       string     `required:"" placeholder:"NAME" help:"Short name of the series; those of its claims follow from it."`
	Party     []string   `required:"" placeholder:"NAME" sep:"none" field:"parties" help:"; may be repeated."`
	Claimant  string     `placeholder:"WHO"`
	MadeAt    string     `placeholder:"TIME"`
	Holds     string     `placeholder:"PERIOD"`
	Where     string     `placeholder:"TEXT"`
	Language  string     `placeholder:"TAG"`
	Tier      claim.Tier `placeholder:"TIER"`
	Try       bool
}

// Help implements kong.HelpProvider.
func (ClaimSeries) Help() string {
	return `
Where the statement says {party}, each claim has the name of its party. The key of
the series stands for all of its claims in: ask, many ask, many assess, many sign,
many publish, many withdraw. With --try you see what would become of each.

Example:

    onrecord claim series vault7 "WikiLeaks contacted {party} about the tools." --key contact --party google --party apple --try`
}

// Run makes the claims.
func (c *ClaimSeries) Run(p *terminal.Program) error {
	statement, err := p.Text("the statement", c.Statement)
	if err != nil {
		return err
	}
	madeAt, err := optionalWhen("--made-at", c.MadeAt, p.Now())
	if err != nil {
		return err
	}
	holds, err := optionalPeriod("--holds", c.Holds)
	if err != nil {
		return err
	}
	return terminal.Many(p, operation.SeriesOpen, operation.InCase(c.Case, writing.SeriesInput{
		ClaimInput: writing.ClaimInput{
			Key: c.Key, Statement: statement, Claimant: c.Claimant, MadeAt: madeAt, Holds: holds, Where: c.Where,
			Language: c.Language, Tier: c.Tier,
		},
		Parties: c.Party, Try: c.Try,
	}))
}
