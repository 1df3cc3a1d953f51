package desk

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// TokenRevoke is the command onrecord token revoke.
type TokenRevoke struct {
	Token string `arg:"" help:", as onrecord token list shows it."`
}

// Help implements kong.HelpProvider.
func (TokenRevoke) Help() string {
	return `
Example:

    onrecord token revoke 0191d0a0-5a5a-7000-8000-000000000001`
}

// Run ends the token.
func (c *TokenRevoke) Run(p *terminal.Program) error {
	id, err := uuid.Parse(c.Token)
	if err != nil {
		return claim.Errorf(claim.CodeInvalid, "%q is not the identifier of a token", c.Token).WithHint("see: onrecord token list")
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.TokenRevoke, operation.TokenPath{Token: id})
	if err != nil {
		return err
	}
	return p.Did(r, "the token is good for nothing any more")
}
