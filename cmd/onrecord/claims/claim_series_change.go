package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimExtend is the command onrecord claim extend.
type ClaimExtend struct {
	Series string   `arg:"" help:"CASE/SERIES."`
	Party  []string `required:"" placeholder:"NAME" sep:"none" field:"parties" help:"; may be repeated."`
	Try    bool
}

// Help implements kong.HelpProvider.
func (ClaimExtend) Help() string {
	return `
Example:

    onrecord claim extend vault7/contact --party mozilla`
}

// Run adds the parties.
func (c *ClaimExtend) Run(p *terminal.Program) error {
	return terminal.Many(p, operation.SeriesExtend, operation.OfClaim(c.Series, writing.SeriesParties{Parties: c.Party, Try: c.Try}))
}

// ClaimReword is the command onrecord claim reword.
type ClaimReword struct {
	Series    string `arg:"" help:"CASE/SERIES."`
	Statement string `arg:"" help:"; @FILE, or - for what is piped in."`
	Seen      int64  `required:"" placeholder:"VERSION"`
	Claimant  string `placeholder:"WHO"`
	Try       bool

	AnswersHold string `placeholder:"WHY" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ClaimReword) Help() string {
	return `
Example:

    onrecord claim reword vault7/contact "WikiLeaks wrote to {party}." --seen 3`
}

// Run changes what the series says.
func (c *ClaimReword) Run(p *terminal.Program) error {
	statement, err := p.Text("the statement", c.Statement)
	if err != nil {
		return err
	}
	why := ""
	if c.AnswersHold != "" {
		if why, err = p.Text("--answers-hold", c.AnswersHold); err != nil {
			return err
		}
	}
	in := writing.SeriesRevision{AnswersHold: why, Seen: c.Seen, ClaimInput: writing.ClaimInput{Statement: statement, Claimant: c.Claimant}, Try: c.Try}
	return terminal.Many(p, operation.SeriesRevise, operation.OfClaim(c.Series, in))
}
