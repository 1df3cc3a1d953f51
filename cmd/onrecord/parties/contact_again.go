package parties

import (
	"fmt"
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/contacts"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// ContactAgain is the command onrecord contact again.
type ContactAgain struct {
	Party   string          `arg:"" help:"Short name of the party."`
	Contact terminal.Called `arg:"" help:" of the contact point, from onrecord contact list; an e-mail address."`
	Now     bool
	Preview bool `help:"Show the letters and when they would go out; nothing is sent."`
}

// Help implements kong.HelpProvider.
func (ContactAgain) Help() string {
	return `
It shows what goes where and when, and asks, unless it is told --yes. Until it has
gone out it is taken back by: onrecord request undo.

Example:

    onrecord contact again mikrotik news@mikrotik.example --preview
    onrecord contact again mikrotik news@mikrotik.example --yes`
}

// Run has what came back go to the contact point.
func (c *ContactAgain) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	contact, err := contactCalled(p, desk, c.Party, c.Contact)
	if err != nil {
		return err
	}
	of := operation.ContactOf(c.Party, contact)
	views, err := client.Call(p.Ctx, desk, operation.ContactPreview, operation.ContactPreviewPath{ContactPath: of, Now: c.Now})
	if err != nil {
		return err
	}
	if c.Preview {
		return showAgain(p, views)
	}
	in := contacts.ContactAgainInput{Now: c.Now}
	for _, v := range views {
		if v.Refused == "" {
			in.Returned = append(in.Returned, v.Returned...)
		}
	}
	if len(in.Returned) == 0 {
		return claim.Errorf(claim.CodeConflict, "nothing that came back can go there").WithHint("onrecord contact again --preview says why")
	}
	if err := c.agree(p, views); err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.ContactAgain, operation.ContactWith[contacts.ContactAgainInput]{ContactPath: of, Body: in})
	if err != nil {
		return err
	}
	return p.Did(r, "what came back from %s goes there", c.Party)
}

// agree shows what would go out, and goes on only if somebody has said yes.
func (c *ContactAgain) agree(p *terminal.Program, views []contacts.PutAgainView) error {
	if p.Yes {
		return nil
	}
	writeAgain(p.Err, views)
	if !terminal.OnTerminal(p.In) || !terminal.OnTerminal(p.Err) {
		return claim.Errorf(claim.CodeInvalid, "nothing was done").WithHint("look at what would go out, and say --yes")
	}
	return p.Sure("These letters go out.")
}

// showAgain shows letters that can go out again.
func showAgain(p *terminal.Program, views []contacts.PutAgainView) error {
	if len(views) == 0 {
		p.Say("nothing can go there: no letter of an open request came back")
	}
	return p.Show(views, func(w io.Writer) { writeAgain(w, views) })
}

func writeAgain(w io.Writer, views []contacts.PutAgainView) {
	for _, v := range views {
		if v.Refused != "" {
			fmt.Fprintf(w, "%s, to %s: it cannot go there: %s\n", v.Case, v.To, v.Refused)
			continue
		}
		fmt.Fprintf(w, "%s, to %s, at %s for them\n", v.Case, v.To, v.There)
		if v.Letter != nil {
			fmt.Fprintf(w, "Subject: %s\n\n%s\n", v.Letter.Subject, v.Letter.Text)
		}
	}
}
