package cases

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/web/page"
)

// planText is a reminder plan in words.
func planText(p claim.Plan) string {
	if len(p.Reminders) == 0 && p.FinalNotice == 0 {
		return "no reminders"
	}
	var parts []string
	for _, share := range p.Reminders {
		parts = append(parts, page.Percent(share)+" %")
	}
	text := "reminders at " + strings.Join(parts, ", ")
	if len(parts) == 0 {
		text = "no reminders"
	}
	if p.FinalNotice > 0 {
		text += fmt.Sprintf(" and a final notice at %s %%", page.Percent(p.FinalNotice))
	}
	return text + " of the time to answer"
}
