// Package export writes a case for people outside the desk's own pages.
package export

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// Markdown writes a report in Markdown (CommonMark, with the tables of GitHub),
// to paste or to print. What was said off the record is marked as such, and
// neither its words nor its stance are written: it may not be used.
func Markdown(w io.Writer, r report.Report) error {
	p := &page{bufio.NewWriter(w), r.Location()}
	p.head(r)
	for _, s := range r.Series {
		p.series(s, r.Claims)
	}
	for _, c := range r.Claims {
		p.claim(c)
	}
	if err := p.w.Flush(); err != nil {
		return fmt.Errorf("export: write the report: %w", err)
	}
	return nil
}

// page keeps a write error until the end: bufio does.
type page struct {
	w    *bufio.Writer
	zone *time.Location // of the desk
}

// moment is an instant in the desk's zone.
func (p *page) moment(t time.Time) string { return claim.Moment(t, p.zone) }

// line writes a line. Arguments are Markdown already.
func (p *page) line(format string, args ...any) { fmt.Fprintf(p.w, format+"\n", args...) }

// paragraph writes a line and an empty one.
func (p *page) paragraph(format string, args ...any) { p.line(format+"\n", args...) }

func (p *page) head(r report.Report) {
	if r.Absent {
		p.paragraph("# %s", inline(r.Slug))
		p.paragraph("**%s**", inline(r.StatusLine))
		return
	}
	p.paragraph("# %s", inline(r.Title))
	p.paragraph("**%s**", inline(r.StatusLine))
	if r.LongLine != r.StatusLine {
		p.paragraph("%s", inline(r.LongLine))
	}
	p.line("- Case: %s, opened at %s", inline(r.Slug), p.moment(r.OpenedAt))
	p.line("- Owner: %s", inline(r.Owner))
	if r.Sensitive == claim.Restricted {
		p.line("- Sensitivity: **restricted**")
	}
	p.line("- Policy: %s", r.Policy)
	p.paragraph("- As of: %s", p.moment(r.AsOf))
}

func (p *page) claim(c report.ClaimReport) {
	p.paragraph("## %s", inline(c.Key))
	p.quote(c.Statement)
	p.involved(c)
	p.relations(c.Relations)
	if c.Where != "" {
		p.line("- Where it was made: %s", inline(c.Where))
	}
	if c.MadeAt != nil {
		p.line("- When it was made: %s", c.MadeAt.Words(p.zone))
	}
	if c.Holds != nil {
		p.line("- Holds: %s", c.Holds.Words(p.zone))
	}
	p.line("- Tier: %s", c.Tier)
	p.line("- Stage: %s", c.Stage)
	p.paragraph("- Outcome: **%s**%s", c.Outcome, p.asOf(c.AsOf))
	p.proposal(c.Proposal)
	p.asked(c.Parties)
	p.said(c.Parties)
	p.statements(c.Statements)
	p.evidence(c.Evidence)
	p.independence(c)
	p.returns(c.Returns)
	p.signOffs(c.SignOffs)
	p.publications(c.Publications)
}

func (p *page) proposal(proposal *report.ProposalReport) {
	if proposal == nil {
		return
	}
	p.paragraph("### Rationale")
	p.paragraph("Proposed by %s: **%s**%s, as of %s.", inline(proposal.By), proposal.Outcome, why(proposal.Why), p.moment(proposal.AsOf))
	p.quote(proposal.Rationale)
	if proposal.ForReaders != "" {
		p.paragraph("For readers:")
		p.quote(proposal.ForReaders)
	}
}

// why an outcome establishes nothing, behind it.
func why(w finding.Why) string {
	if w == "" {
		return ""
	}
	return " (" + string(w) + ")"
}

func (p *page) asked(parties []report.PartyReport) {
	p.paragraph("### Who was asked")
	if len(parties) == 0 {
		p.paragraph("Nobody was asked.")
		return
	}
	p.line("| Party | Asked | Answer by | Reminders | Request |")
	p.line("|---|---|---|---:|---|")
	for _, a := range parties {
		asked := "not yet"
		if a.AskedAt != nil {
			asked = p.moment(*a.AskedAt)
		}
		p.line("| %s | %s | %s | %s | %s |", inline(a.Name), asked, p.moment(a.AnswerBy), reminded(a), standing(a))
	}
	p.line("")
	for _, a := range parties {
		p.tried(a)
	}
}

// tried lists what was done to reach a party, as proof of what is said of its silence. Whom somebody spoke to there stays on the desk.
func (p *page) tried(a report.PartyReport) {
	if len(a.Tries) == 0 {
		return
	}
	p.paragraph("How %s was tried: %s.", inline(a.Name), a.Tried)
	for _, t := range a.Tries {
		by := ""
		if t.By != "" {
			by = ", by " + inline(t.By)
		}
		p.line("- %s: %s%s", p.moment(t.At), t.Says, by)
	}
	p.line("")
}

// reminded says how many reminders went out, and how many final notices.
func reminded(a report.PartyReport) string {
	return fmt.Sprint(a.Reminders) + letters.Noticed(a.Notices)
}

// standing says where a request stands, and what silence means.
func standing(a report.PartyReport) string {
	text := string(a.Place)
	if a.Timeliness != "" {
		text += " (" + string(a.Timeliness) + ")"
	}
	if a.Silence != "" {
		text += ": " + string(a.Silence)
	}
	if a.Unread {
		text += "; " + a.Unanswered()
	}
	if a.Reworded {
		text += "; about earlier words"
	}
	return text
}

func (p *page) said(parties []report.PartyReport) {
	if !slices.ContainsFunc(parties, func(a report.PartyReport) bool { return len(a.Answers) > 0 }) {
		return
	}
	p.paragraph("### What they said")
	for _, a := range parties {
		for _, answer := range a.Answers {
			p.answer(a.Name+behind(answer.Way), answer)
		}
	}
}

func (p *page) answer(party string, a report.AnswerReport) {
	how := fmt.Sprintf("%s, %s (%s)", a.ReceivedAt.Words(p.zone), a.Channel.How(), a.Authenticity)
	if who := a.SpokenBy(); who != "" && a.GroundRules.Usable() {
		how += ", " + inline(who)
	}
	marks := ""
	if a.Late {
		marks += " *Late.*"
	}
	if replaced := a.Replaced(); replaced != "" {
		marks += " *" + strings.ToUpper(replaced[:1]) + replaced[1:] + ".*"
	}
	if !a.GroundRules.Usable() {
		p.paragraph("**%s** answered **off the record**: %s.%s The answer may not be used and is not printed.", inline(party), how, marks)
		return
	}
	p.paragraph("**%s** %s, *%s*: %s.%s", inline(party), said(a.Stance), a.GroundRules, how, marks)
	if a.Statement != "" {
		p.quote(a.Statement)
	}
	p.wording(a.Wording)
}

// wording says of what words of the claim something was said, if those of now are others.
func (p *page) wording(o report.Wording) {
	if o.OfWords == "" {
		return
	}
	if o.Earlier {
		p.paragraph("*Said of earlier words of the claim. It counts for nothing for those of now.* The earlier words:")
	} else {
		p.paragraph("*Said of earlier words of the claim.* The earlier words:")
	}
	p.quote(o.OfWords)
	if u := o.Upheld; u != nil {
		p.paragraph("It holds for those of now, found %s, %s, because:", inline(u.By), p.moment(u.At))
		p.quote(u.Reason)
	}
}

// said puts a stance behind the name of whoever takes it.
func said(s claim.Stance) string {
	return strings.TrimSpace(s.Verb() + " **" + string(s) + "**")
}

func (p *page) evidence(evidence []report.EvidenceReport) {
	if len(evidence) == 0 {
		return
	}
	p.paragraph("### Evidence")
	for _, e := range evidence {
		p.exhibit(e)
	}
}

// exhibit writes a piece of evidence. A file is named with its hash, by which
// whoever has it can tell that it is the same.
func (p *page) exhibit(e report.EvidenceReport) {
	p.line("- **%s** (%s), %s; added by %s, %s", inline(e.Title), e.Kind, e.Bearing.Says(), inline(e.By), p.moment(e.At))
	if e.Origin != "" {
		p.line("  - Origin: %s", inline(e.Origin+behind(e.Way)))
	}
	if e.Source != "" {
		p.line("  - Found at: %s", inline(e.Source))
	}
	if e.File != nil {
		p.line("  - File: %s, %d bytes, SHA-256 `%s`", inline(e.File.Name), e.File.Bytes, e.File.SHA256)
	}
	if e.Public {
		p.line("  - Public")
	}
	if w := e.Withdrawn; w != nil {
		p.line("  - **Withdrawn** by %s, %s: %s", inline(w.By), p.moment(w.At), inline(w.Reason))
	}
	p.line("")
	if e.Text != "" {
		p.quote(e.Text)
	}
	p.judged(e.Wording)
}

// judged says of what words of the claim evidence was judged, if those of now are others.
func (p *page) judged(o report.Wording) {
	switch {
	case o.OfWords == "":
		return
	case o.Earlier:
		p.paragraph("*Judged of earlier words of the claim, and to be looked at again. It counts for nothing for those of now.* The earlier words:")
	default:
		p.paragraph("*Judged of earlier words of the claim.* The earlier words:")
	}
	p.quote(o.OfWords)
	if u := o.Upheld; u != nil {
		p.paragraph("It stands for those of now, found %s, %s, because:", inline(u.By), p.moment(u.At))
		p.quote(u.Reason)
	}
}

func (p *page) returns(returned []report.ReturnReport) {
	if len(returned) == 0 {
		return
	}
	p.paragraph("### Sent back")
	for _, r := range returned {
		p.paragraph("By %s, %s:", inline(r.By), p.moment(r.At))
		p.quote(r.Comments)
	}
}

func (p *page) signOffs(signed []report.SignOffReport) {
	if len(signed) == 0 {
		return
	}
	p.paragraph("### Sign-offs")
	for _, s := range signed {
		text := fmt.Sprintf("%s, %s", inline(s.By), p.moment(s.At))
		if s.Note != "" {
			text += ": " + inline(s.Note)
		}
		if len(s.Lapsed) > 0 {
			text += " (**does not count**: " + s.Why() + ")"
		} else if s.Stale {
			text += " (**stale**: what was signed has changed)"
		}
		p.line("- %s", text)
	}
	p.line("")
}

func (p *page) publications(published []report.PublicationReport) {
	if len(published) == 0 {
		return
	}
	p.paragraph("### Publications")
	for _, v := range published {
		text := fmt.Sprintf("%s by %s, %s: **%s**%s, as of %s", v.Kind, inline(v.By), p.moment(v.At), v.Outcome, why(v.Why), p.moment(v.AsOf))
		for _, r := range v.Running {
			text += fmt.Sprintf("; %s still had time to answer, until %s", inline(r.Party), p.moment(r.Until))
		}
		if v.Reason != "" {
			text += ": " + inline(v.Reason)
		}
		if u := v.Unsigned; u != nil {
			text += fmt.Sprintf(" (**published without its sign-offs**: it had %d of %d)", u.Had, u.Asked)
		}
		p.line("%d. %s", v.Version, text)
	}
	p.line("")
}

// quote writes a text of several lines as it is.
func (p *page) quote(text string) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, l := range lines {
		end := "  " // a hard line break
		if i == len(lines)-1 || l == "" {
			end = ""
		}
		p.line("%s", strings.TrimRight(">"+" "+escape(l), " ")+end)
	}
	p.line("")
}

func (p *page) asOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return ", as of " + p.moment(*t)
}
