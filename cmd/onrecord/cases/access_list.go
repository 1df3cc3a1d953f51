package cases

import (
	"fmt"
	"io"
	"slices"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// AccessList is the command onrecord access list.
type AccessList struct {
	Case string `arg:"" help:"Short name of the case."`
}

// Help implements kong.HelpProvider.
func (AccessList) Help() string {
	return `
A restricted case is seen by its owner, the people on its access list and
auditors; any other case by everybody who works on cases.

Example:

    onrecord access list vault7`
}

// Run shows who may see the case.
func (c *AccessList) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	a, err := client.Call(p.Ctx, desk, operation.AccessShow, operation.CasePath{Case: c.Case})
	if err != nil {
		return err
	}
	return p.Show(a, func(w io.Writer) { showAccess(w, a) })
}

func showAccess(w io.Writer, a desk.Access) {
	who := "everybody who works on cases sees it"
	if a.Sensitivity == claim.Restricted {
		who = "restricted"
	}
	fmt.Fprintf(w, "%s; %d people see it; version %d\n\n", who, a.Sees, a.Version)
	var rows [][]string
	add := func(m desk.Member, why string) {
		signs := terminal.Mark(slices.ContainsFunc(a.Signers, func(s desk.Member) bool { return s.ID == m.ID }), "can sign")
		rows = append(rows, []string{m.Handle, m.Name, why + terminal.Mark(m.Out, ", disabled"), signs})
	}
	add(a.Owner, "owner")
	for _, m := range a.Named {
		add(m, "on the access list")
	}
	for _, m := range a.Auditors {
		add(m, "auditor")
	}
	terminal.Table(w, "HANDLE,NAME,BECAUSE,", rows)
}
