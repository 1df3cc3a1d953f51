package export

import (
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// series writes one statement about several parties as one table. What was asked and said
// about each stands with its claim, further on.
func (p *page) series(s report.SeriesReport, claims []report.ClaimReport) {
	p.paragraph("## %s: a series", inline(s.Key))
	p.quote(s.Slotted())
	p.line("| About | Claim | Stage | Outcome |")
	p.line("|---|---|---|---|")
	for _, c := range claims {
		if c.Series != nil && c.Series.Key == s.Key {
			p.line("| %s | %s | %s | **%s**%s |", inline(c.Series.Name), inline(c.Key), c.Stage, c.Outcome, p.asOf(c.AsOf))
		}
	}
	p.line("")
}
