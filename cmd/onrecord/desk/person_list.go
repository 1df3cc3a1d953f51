package desk

import (
	"cmp"
	"io"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// PersonList is the command onrecord person list.
type PersonList struct{}

// Help implements kong.HelpProvider.
func (PersonList) Help() string {
	return `
Example:

    onrecord person list`
}

// Run lists the people.
func (PersonList) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	people, err := client.Call(p.Ctx, desk, operation.PersonList, operation.None{})
	if err != nil {
		return err
	}
	return p.Show(people, func(w io.Writer) {
		var rows [][]string
		for _, v := range people {
			rows = append(rows, []string{v.Handle, v.Name, roles(v.Roles), access(v)})
		}
		terminal.Table(w, "HANDLE,NAME,ROLES,ACCOUNT", rows)
	})
}

// access says how a person signs in, to whoever may know.
func access(v staff.PersonView) string {
	var words []string
	if v.Disabled {
		words = append(words, "disabled")
	}
	for _, kind := range v.SignsInBy {
		words = append(words, string(kind))
	}
	if v.Invited() {
		words = append(words, "invited")
	}
	return cmp.Or(strings.Join(words, ", "), "-")
}

func roles(list []claim.Role) string {
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = string(r)
	}
	return strings.Join(names, ", ")
}
