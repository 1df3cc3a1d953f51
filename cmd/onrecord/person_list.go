package main

import (
	"io"
	"strings"

	"github.com/onrecord/onrecord/claim"
)

type personListCmd struct{}

// Help implements kong.HelpProvider.
func (personListCmd) Help() string {
	return `
Example:

    onrecord person list`
}

// Run lists the people.
func (personListCmd) Run(p *program) error {
	desk, err := p.client()
	if err != nil {
		return err
	}
	people, err := desk.People(p.ctx)
	if err != nil {
		return err
	}
	return p.show(people, func(w io.Writer) {
		var rows [][]string
		for _, v := range people {
			rows = append(rows, []string{v.Handle, v.Name, roles(v.Roles)})
		}
		table(w, "HANDLE,NAME,ROLES", rows)
	})
}

func roles(list []claim.Role) string {
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = string(r)
	}
	return strings.Join(names, ", ")
}
