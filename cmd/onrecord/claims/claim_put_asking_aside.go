package claims

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ClaimPutAskingAside is the command onrecord claim put-asking-aside.
type ClaimPutAskingAside struct {
	Claim  string `arg:"" help:"CASE/CLAIM."`
	Party  string `arg:"" help:", by its short name."`
	Seen   *int64 `placeholder:"VERSION" help:"The version that you had before you, from onrecord claim show. Default: the one that is there now."`
	Reason string `required:"" placeholder:"TEXT" help:"; @FILE, or - for what is piped in."`
}

// Help implements kong.HelpProvider.
func (ClaimPutAskingAside) Help() string {
	return `
When the words of a claim change, it is somebody's turn to ask each party again that
was asked about the earlier ones. That ends when the party is asked, or answers, or
somebody decides that it is not asked about these.

Example:

    onrecord claim put-asking-aside vault7/google google --reason "It has said that it will not comment on any of this."`
}

// Run puts it aside.
func (c *ClaimPutAskingAside) Run(p *terminal.Program) error {
	desk, reason, seen, err := reasoned(p, c.Claim, c.Reason, c.Seen)
	if err != nil {
		return err
	}
	in := writing.PutAsideInput{Party: c.Party, Reason: reason, Seen: seen}
	r, err := client.Call(p.Ctx, desk, operation.AskingPutAside, operation.OfClaim(c.Claim, in))
	if err != nil {
		return err
	}
	return p.Did(r, "%s is not asked about what %s says now", c.Party, c.Claim)
}
