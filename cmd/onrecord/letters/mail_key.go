package letters

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// MailKeyShow is the command onrecord mail key show.
type MailKeyShow struct{}

// Help implements kong.HelpProvider.
func (MailKeyShow) Help() string {
	return `
Every record that is shown has to stand in the DNS as a TXT record.

Example:

    onrecord mail key show`
}

// Run shows the keys.
func (MailKeyShow) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.Ctx, desk, operation.MailKeyShow, operation.None{})
	if err != nil {
		return err
	}
	if !v.Signed {
		p.Say("letters are not signed")
	}
	return p.Show(v, func(w io.Writer) {
		for _, k := range v.Keys {
			fmt.Fprintf(w, "%s (%s)\n%s. IN TXT \"%s\"\n", k.Selector, keyState(k, p.Zone()), k.Name, k.Value)
		}
	})
}

// keyState says what a key is for.
func keyState(k house.SigningKeyView, zone *time.Location) string {
	switch k.State {
	case house.KeyNext:
		return "not used yet: publish it, then onrecord mail key use"
	case house.KeyUsed:
		return "letters are signed with it since " + terminal.Moment(*k.UsedAt, zone)
	}
	return "used before; it stays published while letters that it signed may be under way"
}

// MailKeyMake is the command onrecord mail key make.
type MailKeyMake struct{}

// Help implements kong.HelpProvider.
func (MailKeyMake) Help() string {
	return `
Publish the record that onrecord mail key show prints; then onrecord mail key use.
To change the key, do the same again: until then letters are signed with the present one.

Example:

    onrecord mail key make`
}

// Run makes the next key.
func (MailKeyMake) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.MailKeyMake, operation.None{})
	if err != nil {
		return err
	}
	return p.Did(r, "made the key %s; publish it (onrecord mail key show), then onrecord mail key use", r.Name)
}

// MailKeyUse is the command onrecord mail key use.
type MailKeyUse struct{}

// Help implements kong.HelpProvider.
func (MailKeyUse) Help() string {
	return `
It looks into the DNS first: a signature that nobody can check is worse than none.

Example:

    onrecord mail key use`
}

// Run signs letters with the next key.
func (MailKeyUse) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.Ctx, desk, operation.MailKeyUse, operation.None{})
	if err != nil {
		return err
	}
	return p.Did(r, "letters are signed with the key %s", r.Name)
}
