package claims

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimAdd is the command onrecord claim add.
type ClaimAdd struct {
	Case       string              `arg:"" help:"Short name of the case."`
	Statement  string              `arg:"" help:"; @FILE, or - for what is piped in (@@ for an @)."`
	Key        string              `placeholder:"NAME"`
	Claimant   string              `placeholder:"WHO"`
	MadeAt     string              `placeholder:"TIME"`
	Holds      string              `placeholder:"PERIOD"`
	Where      string              `placeholder:"TEXT"`
	Subject    []string            `placeholder:"WHO" sep:"none" field:"subjects" help:"; may be repeated."`
	Language   string              `placeholder:"TAG"`
	Tier       claim.Tier          `placeholder:"TIER"`
	PolicyName string              `placeholder:"NAME"`
	Mark       []verification.Mark `placeholder:"MARK" field:"marks" help:"; may be repeated."`
	Draft      bool

	Witness      []string `placeholder:"WHO" sep:"none" field:"witnesses" help:"; may be repeated."`
	Expert       []string `placeholder:"WHO" sep:"none" field:"experts" help:"; may be repeated."`
	RecordHolder []string `placeholder:"WHO" sep:"none" field:"recordHolders" help:"; may be repeated."`
	Relay        []string `placeholder:"WHO" sep:"none" field:"relays" help:"; may be repeated."`
	NameClaimant string   `placeholder:"yes|no"`
}

// Help implements kong.HelpProvider.
func (ClaimAdd) Help() string {
	return `
Example:

    onrecord claim add vault7 "WikiLeaks contacted Google about the CIA's hacking tools." --key google --claimant WikiLeaks`
}

// Run adds the claim.
func (c *ClaimAdd) Run(p *terminal.Program) error {
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
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ClaimAdd, operation.InCase(c.Case, writing.ClaimInput{
		Key: c.Key, Statement: statement, Claimant: c.Claimant, MadeAt: madeAt, Holds: holds, Where: c.Where, Subjects: c.Subject,
		Language: c.Language, Tier: c.Tier, PolicyName: c.PolicyName, Marks: c.Mark, Draft: c.Draft, NameClaimant: c.NameClaimant,
		Witnesses: c.Witness, Experts: c.Expert, RecordHolders: c.RecordHolder, Relays: c.Relay,
	}))
	if err != nil {
		return err
	}
	return p.Made(r, c.Case+"/"+r.Name, "added the claim %s/%s", c.Case, r.Name)
}
