package page

import (
	"time"

	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// Absent is the page of a case or a claim of which nothing was on record yet.
type Absent struct {
	report.Report
	Base  string
	Path  string     // address of what is asked about, as it stands now
	Claim string     // its key; empty for the case
	Later *time.Time // when something was
}
