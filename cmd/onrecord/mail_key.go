package main

import (
	"fmt"
	"io"
	"time"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

type mailKeyShowCmd struct{}

// Help implements kong.HelpProvider.
func (mailKeyShowCmd) Help() string {
	return `
Every record that is shown has to stand in the DNS as a TXT record.

Example:

    onrecord mail key show`
}

// Run shows the keys.
func (mailKeyShowCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	v, err := client.Call(p.ctx, desk, operation.MailKeyShow, operation.None{})
	if err != nil {
		return err
	}
	if !v.Signed {
		p.say("letters are not signed")
	}
	return p.show(v, func(w io.Writer) {
		for _, k := range v.Keys {
			fmt.Fprintf(w, "%s (%s)\n%s. IN TXT \"%s\"\n", k.Selector, keyState(k, p.zone()), k.Name, k.Value)
		}
	})
}

// keyState says what a key is for.
func keyState(k casework.SigningKeyView, zone *time.Location) string {
	switch k.State {
	case casework.KeyNext:
		return "not used yet: publish it, then onrecord mail key use"
	case casework.KeyUsed:
		return "letters are signed with it since " + moment(*k.UsedAt, zone)
	}
	return "used before; it stays published while letters that it signed may be under way"
}

type mailKeyMakeCmd struct{}

// Help implements kong.HelpProvider.
func (mailKeyMakeCmd) Help() string {
	return `
Publish the record that onrecord mail key show prints; then onrecord mail key use.
To change the key, do the same again: until then letters are signed with the present one.

Example:

    onrecord mail key make`
}

// Run makes the next key.
func (mailKeyMakeCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.MailKeyMake, operation.None{})
	if err != nil {
		return err
	}
	return p.did(r, "made the key %s; publish it (onrecord mail key show), then onrecord mail key use", r.Name)
}

type mailKeyUseCmd struct{}

// Help implements kong.HelpProvider.
func (mailKeyUseCmd) Help() string {
	return `
It looks into the DNS first: a signature that nobody can check is worse than none.

Example:

    onrecord mail key use`
}

// Run signs letters with the next key.
func (mailKeyUseCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.Call(p.ctx, desk, operation.MailKeyUse, operation.None{})
	if err != nil {
		return err
	}
	return p.did(r, "letters are signed with the key %s", r.Name)
}
