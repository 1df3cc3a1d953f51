package parties

import (
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ContactPreview is the command onrecord contact preview.
type ContactPreview struct {
	Party   string          `arg:"" help:"Short name of the party."`
	Contact terminal.Called `arg:"" help:" of the contact point, from onrecord contact list; an e-mail address."`
	Now     bool
}

// Help implements kong.HelpProvider.
func (ContactPreview) Help() string {
	return `
Example:

    onrecord contact preview mikrotik 9b2d7c1e-0a4f-5b6c-8d7e-1f2a3b4c5d6e`
}

// Run shows what would go out again.
func (c *ContactPreview) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	contact, err := contactCalled(p, desk, c.Party, c.Contact)
	if err != nil {
		return err
	}
	again, err := client.Call(p.Ctx, desk, operation.ContactPreview, operation.ContactPreviewPath{ContactPath: operation.ContactOf(c.Party, contact), Now: c.Now})
	if err != nil {
		return err
	}
	return showAgain(p, again)
}
