package export

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// involved writes the parties of a claim by their parts.
func (p *page) involved(c report.ClaimReport) {
	for _, part := range sources.Parts {
		var names []string
		for _, i := range c.Involved {
			if i.As == part {
				names = append(names, inline(i.Name))
			}
		}
		if len(names) == 0 {
			continue
		}
		outside := ""
		if part == sources.PartClaimant && !c.Named {
			outside = " (not named outside the desk)"
		}
		p.line("- %s: %s%s", claim.WordOf(part).Label, strings.Join(names, ", "), outside)
	}
}

// relations writes what the claim is to others of the case, and they to it.
func (p *page) relations(related []report.RelationReport) {
	for _, r := range related {
		fallen := ""
		if r.Fallen != "" {
			fallen = fmt.Sprintf("; it has fallen: %s", r.Fallen)
			if !r.Looked {
				fallen += ", and nobody has looked"
			}
		}
		reason := ""
		if r.Reason != "" {
			reason = ": " + inline(r.Reason)
		}
		p.line("- It %s %s (%s, %s%s), says %s, %s%s", r.Says, inline(r.Claim), r.Stage, r.Outcome, fallen, inline(r.By), p.moment(r.At), reason)
	}
}

// statements writes what was said without having been asked for.
func (p *page) statements(said []report.StatementReport) {
	if len(said) == 0 {
		return
	}
	p.paragraph("### What was said without being asked")
	for _, s := range said {
		if s.Withdrawn != nil {
			p.paragraph("A statement of **%s** was withdrawn by %s, %s, as it was not recorded as it was made: %s",
				inline(s.Name), inline(s.Withdrawn.By), p.moment(s.Withdrawn.At), inline(s.Withdrawn.Reason))
			continue
		}
		p.answer(s.Name+behind(s.Way), s.AnswerReport)
		if s.Summary {
			p.paragraph("*In the desk's words.*")
		}
	}
}

// independence writes who has it from whom.
func (p *page) independence(c report.ClaimReport) {
	if len(c.Independence) == 0 && len(c.Contests) == 0 {
		return
	}
	p.paragraph("### Independence")
	for _, i := range c.Independence {
		p.line("- Independent origins of what %s it: **%d**", i.Bearing, len(i.Origins))
		for _, s := range i.Supports {
			whose := "Nobody knows whose"
			if len(s.Chain) > 0 {
				whose = s.Chain[0] + behind(s.Chain[1:])
			}
			root := "goes back to " + strings.Join(s.Roots, " and ")
			if s.Lack != "" {
				root = "no origin, as " + s.Lack.Says()
			}
			what := s.What
			if s.Lack == sources.LackTerms {
				what = "off the record" // not even the stance may be written
			}
			p.line("  - %s, %s: %s", inline(whose), inline(what), inline(root))
		}
	}
	for _, x := range c.Contests {
		back := ""
		if x.Withdrawn != nil {
			back = fmt.Sprintf(" Taken back by %s: %s", inline(x.Withdrawn.By), inline(x.Withdrawn.Reason))
		}
		p.line("- %s and %s are one origin, says %s: %s%s", inline(x.One), inline(x.Other), inline(x.By), inline(x.Reason), back)
	}
	p.line("")
}

// behind puts a way behind a name.
func behind(way []string) string {
	if len(way) == 0 {
		return ""
	}
	return ", " + casework.Through(way)
}
