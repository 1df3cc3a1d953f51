package reading

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// Covered is one thing that a sign-off covers, in words: what the claim says, what
// is proposed, a request, an answer, a piece of evidence. The page, the command line
// and the API show the same list, and differences are told from it.
type Covered struct {
	ID    string        `json:"id" doc:"the same as long as it is about the same thing"`
	Title string        `json:"title"`
	Link  string        `json:"link,omitempty" doc:"path of the page where it stands"`
	Lines []CoveredLine `json:"lines"`
	// Exhibit is the piece of evidence that has a file to look at; left out for none.
	Exhibit string `json:"exhibit,omitempty" doc:"identifier of the piece of evidence, if it has a file"`
}

// CoveredLine is one field of it.
type CoveredLine struct {
	Label string     `json:"label"`
	Text  string     `json:"text"`
	Quote bool       `json:"quote,omitempty" doc:"somebody said or wrote it"`
	Code  bool       `json:"code,omitempty" doc:"a hash or an identifier"`
	At    *time.Time `json:"at,omitempty" doc:"the instant that the text tells, if it tells one"`
}

// What is covered, besides requests, answers and evidence.
const (
	coveredStatement = "statement"
	coveredProposal  = "proposal"
	coveredHash      = "hash"
)

// coverage puts what a sign-off covers into words.
type coverage struct {
	*report.Gathered
	lib  casework.Library
	of   *verification.Claim // what the sign-off is on: who proposed, and when a request was put
	list []Covered
}

// covered is everything that a sign-off on the claim covers; empty while nothing is proposed.
func covered(b *report.Gathered, lib casework.Library, c *verification.Claim) []Covered {
	if c.Proposal == nil {
		return []Covered{}
	}
	return coveredAs(b, lib, c, c.Covers())
}

func coveredAs(b *report.Gathered, lib casework.Library, c *verification.Claim, s verification.Covered) []Covered {
	w := coverage{Gathered: b, lib: lib, of: c}
	w.words(s)
	w.proposal(s)
	for _, r := range s.Restated {
		w.restated(r)
	}
	for _, request := range s.Asked {
		w.request(request)
	}
	for _, said := range slices.SortedStableFunc(slices.Values(s.Answers), func(a, b sources.Said) int { return a.ReceivedAt.Compare(b.ReceivedAt) }) {
		w.answer(said, s)
	}
	for _, e := range slices.SortedStableFunc(slices.Values(s.Evidence), func(a, b sources.Evidence) int {
		return cmp.Or(cmp.Compare(slices.Index(claim.Bearings, a.Bearing), slices.Index(claim.Bearings, b.Bearing)), a.At.Compare(b.At))
	}) {
		w.exhibit(e)
	}
	for _, x := range s.Contests {
		w.contest(x)
	}
	for _, r := range s.Related {
		w.related(r)
	}
	for i, u := range s.Upheld {
		w.upheldGround(i, u)
	}
	w.add(Covered{ID: coveredHash, Title: "What is hashed"},
		said("Format", s.Format), code("Claim", s.Claim.String()))
	return w.list
}

func said(label, text string) CoveredLine  { return CoveredLine{Label: label, Text: text} }
func quote(label, text string) CoveredLine { return CoveredLine{Label: label, Text: text, Quote: true} }

func (w *coverage) instant(label string, t time.Time) CoveredLine {
	if t.IsZero() {
		return said(label, "")
	}
	return CoveredLine{Label: label, Text: w.Moment(t), At: &t}
}

// byWhen names the instant of an answer: where there is a date and no hour, it is the
// latest that it can be.
func byWhen(a sources.Said) string {
	if a.Date.IsZero() {
		return "Received"
	}
	return "Had been said by"
}

// cameAt says that behind what came.
func (w *coverage) cameAt(a sources.Said) string {
	if a.Date.IsZero() {
		return "received " + w.Moment(a.ReceivedAt)
	}
	return "said on " + a.Date.Words(w.Zone)
}

func code(label, text string) CoveredLine { return CoveredLine{Label: label, Text: text, Code: true} }

func flag(label string, is bool) CoveredLine {
	if is {
		return said(label, "yes")
	}
	return said(label, "")
}

// add takes a thing with those lines that say something.
func (w *coverage) add(c Covered, lines ...CoveredLine) {
	c.Lines = slices.DeleteFunc(lines, func(l CoveredLine) bool { return l.Text == "" })
	w.list = append(w.list, c)
}

func (w *coverage) words(s verification.Covered) {
	text := casework.Read[claim.ClaimText](w.lib, s.Text)
	if !w.lib.Has(s.Text) {
		text.Statement = casework.Erased
	}
	made, holds := "", ""
	if text.MadeAt != nil {
		made = text.MadeAt.Words(w.Zone)
	}
	if text.Holds != nil {
		holds = text.Holds.Words(w.Zone)
	}
	lines := []CoveredLine{
		quote("Statement", text.Statement), said("Where it was made", text.Where), said("When it was made", made), said("When it holds", holds),
		said("Language", text.Language), since("Worded so", s.Wording), said("Tier", string(s.Tier)),
	}
	for _, i := range s.Involved {
		lines = append(lines, said("Party", w.NameOf(i.Party)+", "+string(i.As)))
	}
	named := "not shown to those who are asked, nor to the public"
	if s.Named {
		named = "shown to those who are asked, and to the public"
	}
	lines = append(lines, said("Claimant's name", named), said("Policy", s.Under))
	for _, m := range s.Marks {
		lines = append(lines, said("Marked", string(m)))
	}
	w.add(Covered{ID: coveredStatement, Title: "What the claim says"}, lines...)
}

// whose names an origin: a party, or words.
func (w *coverage) whose(id uuid.UUID) string {
	if name := w.Source(w.of, id); name != casework.Erased {
		return name
	}
	return w.NameOf(id)
}

// contest is which origins are held to be one, also where that was taken back.
func (w *coverage) contest(x sources.Contest) {
	lines := []CoveredLine{
		said("Held to be one origin", w.whose(x.One)+" and "+w.whose(x.Other)), quote("Why", w.lib.Text(x.Reason)),
		said("Contested by", w.NameOf(x.By)), w.instant("Contested", x.At),
	}
	if d := x.Withdrawn; d != nil {
		lines = append(lines, said("Taken back by", w.NameOf(d.By)), w.instant("Taken back", d.At), quote("Why it was taken back", w.lib.Text(d.Reason)))
	}
	w.add(Covered{ID: "contest/" + x.ID.String(), Title: "Independence"}, append(lines, code("Contest", x.ID.String()))...)
}

// related is what the claim is to another one. Where that one stands by now is told beside
// what is covered: it goes its own way.
func (w *coverage) related(r relation.Related) {
	lines := []CoveredLine{said("It "+string(r.As), cmp.Or(w.Keys[r.To], r.To.String()))}
	if i := slices.IndexFunc(w.Claims, func(c *verification.Claim) bool { return c.ID == r.To }); i >= 0 {
		lines = append(lines, quote("Which says", casework.Read[claim.ClaimText](w.Gathered.Lib, w.Claims[i].Text).Statement))
	}
	w.add(Covered{ID: "relation/" + string(r.As) + "/" + r.To.String(), Title: "Another claim"}, append(lines,
		quote("Why", w.lib.Text(r.Reason)), said("Related by", w.NameOf(r.By)), w.instant("Related", r.At), code("Claim", r.To.String()))...)
}

func (w *coverage) proposal(s verification.Covered) {
	proposed := said("Proposed", "")
	if p := w.of.Proposal; s.Proposed != 0 && p != nil {
		proposed = said("Proposed", fmt.Sprintf("by %s, %s, entry %d", w.NameOf(p.By), w.Moment(p.At), s.Proposed))
	}
	w.add(Covered{ID: coveredProposal, Title: "Proposed outcome"},
		said("Proposed outcome", string(s.Outcome)), said("Why it establishes nothing", string(s.Why)), quote("Reason for readers", w.lib.Text(s.Readers)), w.instant("As of", s.AsOf), quote("Rationale", w.lib.Text(s.Rationale)), proposed)
}

func (w *coverage) request(id uuid.UUID) {
	c := Covered{ID: "request/" + id.String(), Title: "Request", Link: "/requests/" + id.String()}
	var lines []CoveredLine
	if i := slices.IndexFunc(w.of.Asked, func(a sources.Asked) bool { return a.Request == id }); i >= 0 {
		a := w.of.Asked[i]
		c.Title += " to " + w.NameOf(a.Party)
		lines = append(lines, w.instant("Asked", a.At), w.instant("To answer by", a.AnswerBy), quote("Puts earlier words", w.WordsOf(w.lib, w.of, a.Wording)))
	}
	for _, l := range w.Letters {
		for _, r := range l.Requests {
			if r.ID == id {
				lines = append(lines, quote("Questions", w.Gathered.Lib.Text(r.Questions)))
			}
		}
	}
	w.add(c, append(lines, code("Request", id.String()))...)
}

func (w *coverage) answer(a sources.Said, s verification.Covered) {
	c := Covered{ID: "answer/" + a.Response.String(), Title: "Answer of " + w.NameOf(a.Party)}
	by := "the party itself, on the answer page"
	if a.By != uuid.Nil {
		by = w.NameOf(a.By)
	}
	words := "Words"
	if a.Summary {
		words = "Words, as the desk sums them up"
	}
	asked := ""
	if a.Request != uuid.Nil {
		c.Link, asked = "/requests/"+a.Request.String(), a.Request.String()
	} else {
		asked = "none: nobody asked for it"
	}
	var withdrawn []CoveredLine
	if d := a.Withdrawn; d != nil {
		withdrawn = w.withdrawn(*d)
	}
	lines := append(append(w.ofWhat(a), w.weighed(a)...), said("Stance", string(a.Stance)), quote(words, w.lib.Text(a.Statement)), said("Party", w.NameOf(a.Party)), said("Who spoke for it", w.lib.Text(a.Speaker)), said("Whether readers are told who spoke", toldWho(a)), said("Came through", w.way(a.Way)),
		said("Ground rules", string(a.GroundRules)), said("Channel", string(a.Channel)), said("Authenticity", w.authenticity(a)), said("Called back by", w.calledBack(a)), code("Number called", numberCalled(a)),
		said("Said on", a.Date.Words(w.Zone)), w.instant(byWhen(a), a.ReceivedAt), flag("Read from mail, whose sender was looked at", a.Mailed), flag("Nothing ties its sender to the party", a.Unproven), flag("Late", a.Late), said("Superseded by", w.later(a.SupersededBy, s)),
		said("Recorded by", by), said("Answers the request", asked), code("Response", a.Response.String()))
	w.add(c, append(lines, withdrawn...)...)
}

// ofWhat says of what words an answer is, if those of now are others, and whether it counts.
func (w *coverage) ofWhat(a sources.Said) []CoveredLine {
	words := w.WordsOf(w.lib, w.of, a.Wording)
	if words == "" {
		return nil
	}
	lines := []CoveredLine{quote("Said of earlier words", words), since("Worded so", a.Wording)}
	if u := a.Upheld; u != nil {
		lines = append(lines, said("Found to hold for later words by", w.NameOf(u.By)), w.instant("Found", u.At), quote("Why it holds", w.lib.Text(u.Reason)), since("Holds for what is worded so", u.Wording))
	}
	if !w.of.SaidOfNow(a) {
		lines = append(lines, said("Counts", "for nothing: nobody has found that it holds for the words of now"))
	}
	return lines
}

// restated is a change of the words of which somebody said that what was answered holds.
func (w *coverage) restated(r sources.Restatement) {
	text := casework.Read[claim.ClaimText](w.lib, r.Text)
	w.add(Covered{ID: fmt.Sprintf("words/%d", r.Wording), Title: "Words for which earlier answers hold"},
		quote("Words", text.Statement), said("Written by", w.NameOf(r.By)), w.instant("Written", r.At), quote("Why what was answered holds", w.lib.Text(r.Reason)), since("Worded so", r.Wording))
}

// since names a wording by the entry since which the claim has it; the first one has no name.
func since(label string, wording int64) CoveredLine {
	if wording == 0 {
		return said(label, "")
	}
	return said(label, fmt.Sprintf("since entry %d", wording))
}

func (w *coverage) withdrawn(d claim.Withdrawal) []CoveredLine {
	return []CoveredLine{said("Withdrawn by", w.NameOf(d.By)), w.instant("Withdrawn", d.At), quote("Why it was withdrawn", w.lib.Text(d.Reason))}
}

// later names the answer that took the place of another.
func (w *coverage) later(response uuid.UUID, s verification.Covered) string {
	if response == uuid.Nil {
		return ""
	}
	if i := slices.IndexFunc(s.Answers, func(a sources.Said) bool { return a.Response == response }); i >= 0 {
		return fmt.Sprintf("a later answer, %s (%s)", w.cameAt(s.Answers[i]), response)
	}
	return fmt.Sprintf("a later answer (%s)", response)
}

func (w *coverage) exhibit(e sources.Evidence) {
	text := casework.Read[sources.EvidenceText](w.lib, e.Text)
	if !w.lib.Has(e.Text) {
		text.Title = casework.Erased
	}
	lines := []CoveredLine{
		said("Title", text.Title), said("Kind", string(e.Kind)), said("Bearing", cmp.Or(e.Bearing.Says(), string(e.Bearing))), quote("What it says", text.Text), flag("Public", e.Public),
		said("Origin", text.Origin), said("Counted as the origin", w.origin(e.Origin)), said("Came through", w.way(e.Way)), said("Found at", text.Source),
	}
	if f := text.File; f != nil {
		lines = append(lines, said("File", fmt.Sprintf("%s, %s, %d bytes", f.Name, f.Media, f.Bytes)), code("SHA-256", f.SHA256))
	}
	lines = append(lines, code("File kept under", string(e.File)), said("Added by", w.NameOf(e.By)), w.instant("Added", e.At))
	if e.DisclosedBy != uuid.Nil {
		lines = append(lines, said("What readers see decided by", w.NameOf(e.DisclosedBy)))
	}
	lines = append(lines, w.judged(e)...)
	if d := e.Withdrawn; d != nil {
		lines = append(lines, w.withdrawn(*d)...)
	}
	c := Covered{ID: "evidence/" + e.ID.String(), Title: "Evidence: " + text.Title}
	if e.File != "" {
		c.Exhibit = e.ID.String()
	}
	w.add(c, append(lines, code("Evidence", e.ID.String()))...)
}

// judged says of what words a piece of evidence was judged, if those of now are others.
func (w *coverage) judged(e sources.Evidence) []CoveredLine {
	words := w.WordsOf(w.lib, w.of, e.Wording)
	if words == "" {
		return nil
	}
	lines := []CoveredLine{quote("Judged of earlier words", words), since("Worded so", e.Wording)}
	if u := e.Upheld; u != nil {
		lines = append(lines, said("Found to stand for later words by", w.NameOf(u.By)), w.instant("Found", u.At), quote("Why it stands", w.lib.Text(u.Reason)), since("Stands for what is worded so", u.Wording))
	}
	if e.Withdrawn == nil && !w.of.Shows(e) {
		lines = append(lines, said("Counts", "for nothing: nobody has found that it stands for the words of now"))
	}
	return lines
}

// upheldGround is why the claim stands although what it rests on had fallen.
func (w *coverage) upheldGround(at int, u relation.Upheld) {
	var lines []CoveredLine
	for _, g := range u.Grounds {
		lines = append(lines, said("Although it rests on", cmp.Or(w.Keys[g.Claim], g.Claim.String())+", which was "+g.How))
	}
	w.add(Covered{ID: fmt.Sprintf("upheld/%d", at), Title: "Why it stands"},
		append(lines, quote("Why it stands", w.lib.Text(u.Reason)), said("Said by", w.NameOf(u.By)), w.instant("Said", u.At))...)
}

func (w *coverage) origin(id uuid.UUID) string {
	if id == uuid.Nil {
		return "none: nobody said where it comes from"
	}
	return w.NameOf(id)
}

// way names those through whom something came, the one that it was said to first.
func (w *coverage) way(way []uuid.UUID) string {
	names := make([]string, len(way))
	for i, id := range way {
		names[i] = w.NameOf(id)
	}
	return strings.Join(names, ", then ")
}

// inFull is what a sign-off would cover, also where nothing is proposed.
func inFull(b *report.Gathered, lib casework.Library, c *verification.Claim) []Covered {
	if c.Proposal == nil {
		with := *c
		with.Proposal = &finding.Proposal{}
		c = &with
	}
	list := covered(b, lib, c)
	return slices.DeleteFunc(list, func(c Covered) bool { return c.ID == coveredHash })
}

// differences tells two lists of what is covered apart, field by field. What is new
// or gone is told whole.
func differences(then, now []Covered) []Difference {
	changes := []Difference{}
	for _, c := range now {
		changes = append(changes, differs(of(then, c.ID), c)...)
	}
	for _, c := range then {
		if len(of(now, c.ID).Lines) == 0 {
			changes = append(changes, Difference{Field: c.Title, Before: c.String()})
		}
	}
	return changes
}

func of(list []Covered, id string) Covered {
	if i := slices.IndexFunc(list, func(c Covered) bool { return c.ID == id }); i >= 0 {
		return list[i]
	}
	return Covered{}
}

func differs(then, now Covered) []Difference {
	if len(then.Lines) == 0 {
		return []Difference{{Field: now.Title, After: now.String()}}
	}
	var changes []Difference
	for _, label := range labels(then, now) {
		before, after := then.text(label), now.text(label)
		if before != after {
			changes = append(changes, Difference{Field: now.field(label), Before: before, After: after})
		}
	}
	return changes
}

// labels are those of both, in the order in which they are shown.
func labels(then, now Covered) []string {
	var all []string
	for _, l := range append(slices.Clone(now.Lines), then.Lines...) {
		if !slices.Contains(all, l.Label) {
			all = append(all, l.Label)
		}
	}
	return all
}

func (c Covered) text(label string) string {
	if i := slices.IndexFunc(c.Lines, func(l CoveredLine) bool { return l.Label == label }); i >= 0 {
		return c.Lines[i].Text
	}
	return ""
}

// field says what has changed: of what there may be several of, which one.
func (c Covered) field(label string) string {
	if c.ID == coveredStatement || c.ID == coveredProposal {
		return label
	}
	return c.Title + ": " + label
}

// String is all of it in one line.
func (c Covered) String() string {
	parts := make([]string, len(c.Lines))
	for i, l := range c.Lines {
		parts[i] = l.Label + ": " + l.Text
	}
	return strings.Join(parts, "; ")
}

// weighed is what a sign-off covers of that.
func (w *coverage) weighed(a sources.Said) []CoveredLine {
	if w.of.InDoubt(a) {
		return []CoveredLine{said("Counts", "for nothing yet: it may not be the party's, and nobody has decided")}
	}
	d := a.Weighed
	if d == nil {
		return nil
	}
	found := "it is not the party's, and counts for nothing"
	if d.ItsOwn {
		found = "it is the party's own"
	}
	return []CoveredLine{said("Somebody found", found), said("Found by", w.NameOf(d.By)), w.instant("Found", d.At), quote("How", w.lib.Text(d.Reason))}
}
