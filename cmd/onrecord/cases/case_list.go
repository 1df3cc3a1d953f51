package cases

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// CaseList is the command onrecord case list.
type CaseList struct{}

// Help implements kong.HelpProvider.
func (CaseList) Help() string {
	return `
Example:

    onrecord case list`
}

// Run lists the cases.
func (CaseList) Run(p *terminal.Program) error {
	desk, err := p.Client()
	if err != nil {
		return err
	}
	cases, err := client.Call(p.Ctx, desk, operation.CaseList, operation.None{})
	if err != nil {
		return err
	}
	return p.Show(cases, func(w io.Writer) {
		if len(cases) == 0 {
			p.Say("there are no cases yet; open one: onrecord case open --title \"…\"")
			return
		}
		var rows [][]string
		for _, item := range cases {
			rows = append(rows, []string{item.Slug, item.Title, stages(item.Stages), terminal.Moment(item.OpenedAt, p.Zone()), terminal.WhenSet(item.NextDue, p.Now())})
		}
		terminal.Table(w, "CASE,TITLE,CLAIMS,OPENED,NEXT DUE", rows)
	})
}

// stages counts claims by stage, the most first.
func stages(n map[claim.Stage]int) string {
	byCount := slices.SortedFunc(maps.Keys(n), func(a, b claim.Stage) int {
		return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b))
	})
	parts := make([]string, 0, len(n))
	for _, stage := range byCount {
		parts = append(parts, fmt.Sprintf("%d %s", n[stage], stage))
	}
	return cmp.Or(strings.Join(parts, ", "), "none")
}
