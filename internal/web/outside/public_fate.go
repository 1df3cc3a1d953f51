package outside

import (
	"fmt"

	"github.com/onrecord/onrecord/internal/casework/outside"
)

// indexItem is a case in the list of those with public findings.
type indexItem struct{ outside.PublicItem }

// Fate says what no longer stands of a case; empty while everything does.
func (i indexItem) Fate() string {
	switch {
	case i.TakenBack == 0:
		return ""
	case i.Findings == 1:
		return "It no longer stands."
	case i.TakenBack == i.Findings:
		return "No finding stands any more."
	case i.TakenBack == 1:
		return fmt.Sprintf("1 of %d findings no longer stands.", i.Findings)
	}
	return fmt.Sprintf("%d of %d findings no longer stand.", i.TakenBack, i.Findings)
}
