package desk

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
)

// Logout is the command onrecord logout.
type Logout struct {
	URL string `arg:"" optional:"" help:"Address of the desk. Default: the one that commands use."`
}

// Help implements kong.HelpProvider.
func (Logout) Help() string {
	return `
The token is forgotten here. It stays good; revoke it on your account page.

Example:

    onrecord logout https://desk.example.org`
}

// Run forgets the token.
func (c *Logout) Run(p *terminal.Program) error {
	dir, err := client.DesksDir()
	if err != nil {
		return err
	}
	desks, err := client.ReadDesks(dir)
	if err != nil {
		return err
	}
	address := desks.Default
	if c.URL != "" {
		if address, err = client.DeskAddress(c.URL); err != nil {
			return err
		}
	}
	if _, ok := desks.Tokens[address]; !ok {
		return claim.Errorf(claim.CodeNotFound, "you are not logged in to a desk elsewhere")
	}
	delete(desks.Tokens, address)
	if desks.Default == address {
		desks.Default = ""
	}
	if err := desks.Write(dir); err != nil {
		return err
	}
	p.Say("logged out of %s", address)
	return nil
}
