package cases

import (
	"errors"
	"fmt"
	"io"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/opening"
	"github.com/onrecord/onrecord/internal/operation"
)

// openFile opens a case from a file, or says what is wrong with it.
func (c *CaseOpen) openFile(p *terminal.Program) error {
	file, err := readCaseFile(p.In, c.File)
	if err != nil {
		return err
	}
	desk, err := p.Client()
	if err != nil {
		return err
	}
	in := opening.Input(file)
	in.Check, in.Addresses = c.Check, c.addresses()
	opened, err := client.Call(p.Ctx, desk, operation.CaseOpenFile, operation.Body(in))
	if err = errors.Join(err, p.Ctx.Err()); err != nil {
		return c.notOpened(p, opening.Located(file, err))
	}
	for _, note := range opened.Notes {
		p.Say("%s", note)
	}
	state := "is open"
	if opened.Checked {
		state = "can be opened"
	}
	p.Say("the case %s %s: %d claims, %d parties, %d requests", opened.Name, state, opened.Claims, opened.Parties, opened.Requests)
	return p.Show(opened, func(w io.Writer) { fmt.Fprintln(w, opened.Name) })
}

func (c *CaseOpen) addresses() filing.AddressChoice {
	switch {
	case c.KeepAddresses:
		return filing.KeepAddresses
	case c.ChangeAddresses:
		return filing.ChangeAddresses
	}
	return ""
}

// notOpened says of an opening that was interrupted how to find out what became of it.
func (c *CaseOpen) notOpened(p *terminal.Program, err error) error {
	if p.Ctx.Err() == nil {
		return err
	}
	if c.Check {
		return terminal.Interrupted(claim.Errorf(claim.CodeUnavailable, "interrupted; nothing was opened, as it was only to be checked"))
	}
	again := "onrecord case open " + c.File
	if choice := c.addresses(); choice != "" {
		again += " --" + string(choice) + "-addresses"
	}
	if c.File == "-" {
		again += ", with the same input"
	}
	return terminal.Interrupted(claim.Errorf(claim.CodeUnknownOutcome, "interrupted; the case is opened whole, or not at all").
		WithHint("to have it opened, give the command again, which doubles nothing: %s", again))
}
