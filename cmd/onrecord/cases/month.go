package cases

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// Month is the command onrecord month.
type Month struct {
	Month string `arg:"" optional:"" help:"Such as 2026-11; that of today if left out."`
}

// Help implements kong.HelpProvider.
func (Month) Help() string {
	return `
Claims, letters, messages, answers, sign-offs and publications of each day, in the
desk's zone, and what waits now, by whose turn it is. It counts the cases that you
may see, and no samples.

Example:

    onrecord month 2026-11`
}

// Run counts.
func (c *Month) Run(p *terminal.Program) error {
	there, err := p.Client()
	if err != nil {
		return err
	}
	month, err := client.Call(p.Ctx, there, operation.DeskMonth, operation.MonthQuery{Month: c.Month})
	if err != nil {
		return err
	}
	return p.Show(month, func(w io.Writer) { showMonth(w, p, month) })
}

func showMonth(w io.Writer, p *terminal.Program, month desk.Month) {
	heading, sums := "DAY", []string{"in all"}
	for _, one := range month.Done {
		heading += "," + strings.ToUpper(one.What)
		sums = append(sums, strconv.Itoa(one.N))
	}
	var days [][]string
	for day := range month.Done[0].Days {
		row, n := []string{fmt.Sprintf("%s-%02d", month.Month, day+1)}, 0
		for _, one := range month.Done {
			row, n = append(row, strconv.Itoa(one.Days[day])), n+one.Days[day]
		}
		if n > 0 {
			days = append(days, row)
		}
	}
	terminal.Table(w, heading, append(days, sums))
	if len(month.Waits) == 0 {
		return
	}
	var waits [][]string
	for _, one := range month.Waits {
		waits = append(waits, []string{
			cmp.Or(one.Person, "nobody in particular"), strconv.Itoa(one.N), strconv.Itoa(one.Day), strconv.Itoa(one.Week), strconv.Itoa(one.Older),
			terminal.Moment(one.Oldest, p.Zone()),
		})
	}
	fmt.Fprintln(w)
	terminal.Table(w, "WAITS FOR,IN ALL,UNDER A DAY,UNDER 7 DAYS,LONGER,SINCE", waits)
}
