package claims

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimStatement is the command onrecord claim statement.
type ClaimStatement struct {
	Claim        string       `arg:"" help:"CASE/CLAIM."`
	Party        string       `required:"" placeholder:"WHO"`
	Stance       claim.Stance `required:"" placeholder:"STANCE"`
	Words        string       `required:"" placeholder:"TEXT" field:"statement" help:"; @FILE, or - for what is piped in."`
	SaidAt       string       `required:"" placeholder:"TIME" help:"; a time span counts back from now."`
	Via          []string     `placeholder:"WHO" sep:"none" field:"way" help:"; may be repeated, in this order."`
	Summary      bool
	Speaker      string `placeholder:"NAME"`
	SpeakerNamed bool
	GroundRules  claim.GroundRules `placeholder:"RULES"`
	Channel      claim.Channel     `placeholder:"CHANNEL"`
}

// Help implements kong.HelpProvider.
func (ClaimStatement) Help() string {
	return `
It stands beside the answers to requests. Nobody is taken for asked because of it,
and a request to the party goes on. Of several things that one party said, what
counts is when it said them; what has a date and no hour counts as said at the end of
that day. Whoever records a statement is one of the authors of
the claim, and cannot sign it. It prints the identifier of the statement.

Example:

    onrecord claim statement vault7/microsoft --party Microsoft --via "The Register" --via Reuters \
        --stance confirms --said-at 2017-03-20T16:00:00Z --words "WikiLeaks has made initial contact."`
}

// Run records the statement.
func (c *ClaimStatement) Run(p *terminal.Program) error {
	in := writing.StatementInput{
		Party: c.Party, Way: c.Via, Stance: c.Stance, Summary: c.Summary, GroundRules: c.GroundRules, Channel: c.Channel,
		SpeakerInput: casework.SpeakerInput{Speaker: c.Speaker, SpeakerNamed: c.SpeakerNamed},
	}
	var err error
	if in.Statement, err = p.Text("--words", c.Words); err != nil {
		return err
	}
	if in.SaidAt, err = optionalWhen("--said-at", c.SaidAt, p.Now()); err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.StatementRecord, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.Made(r, r.ID.String(), "recorded a statement about %s", c.Claim)
}
