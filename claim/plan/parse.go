package plan

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/document"
)

// Parse reads a document and holds it to its limits and to its examples. What is
// wrong comes back as [document.Problems].
func Parse(text []byte) (*Document, error) {
	r := &reader{&document.Reader{What: "plan", Header: Header, MaxBytes: MaxBytes, MaxTime: MaxTime}}
	d := r.document(text)
	if len(r.Found) == 0 {
		r.order(d)
	}
	if len(r.Found) == 0 {
		r.examples(d)
	}
	if len(r.Found) > 0 {
		return nil, r.Found
	}
	return d, nil
}

// Read is [Parse], with the first thing that is wrong as a refusal: [claim.CodeInvalid].
func Read(text string) (*Document, error) {
	d, err := Parse([]byte(text))
	var problems document.Problems
	if errors.As(err, &problems) {
		return nil, claim.Errorf(claim.CodeInvalid, "the plan cannot be taken: %s", problems[0]).WithField("text", problems.Error())
	}
	return d, err
}

type reader struct{ *document.Reader }

func (r *reader) document(text []byte) *Document {
	o := r.Root(text, "name", "version", "source", "about", "for", "answer_by", "intent_by", "limits", "gap", "cap", "steps", "chase", "grace", "late", "examples")
	if o == nil {
		return nil
	}
	d := &Document{
		Name: o.Name("name"), Version: o.Number("version", 1, MaxVersion), Source: o.Needed("source"), About: o.Text("about"),
		HasToAnswer: r.span(*o, "answer_by"), HasToSay: r.span(*o, "intent_by"), Gap: o.Duration("gap"), Grace: r.span(*o, "grace"), Late: r.span(*o, "late"),
	}
	if n := o.At("for"); n != nil {
		d.For = r.matches(n)
	}
	for _, n := range o.List("limits", MaxLimits) {
		l := r.Object(n, "limit", "where", "has")
		d.Limits = append(d.Limits, Limit{l.Needed("where"), r.span(l, "has"), n.Line})
		if l.At("has") == nil {
			r.Wrong(n, "has is missing: how long the party has there")
		}
	}
	for _, n := range o.List("steps", MaxSteps) {
		d.Steps = append(d.Steps, r.step(n))
	}
	if n := o.At("chase"); n != nil {
		d.Chase = r.chase(n)
	}
	d.Cap = d.letters()
	if o.At("cap") != nil {
		d.Cap = o.Number("cap", 1, MaxCap)
	} else if d.Cap > MaxCap {
		r.Wrong(o.Node, "a plan has at most %d reminders, not %d", MaxCap, d.Cap)
	}
	for _, n := range o.List("examples", MaxExamples) {
		d.Examples = append(d.Examples, r.example(n))
	}
	return d
}

// letters is how many reminders the steps foresee.
func (d *Document) letters() int {
	n := 0
	for _, s := range d.Steps {
		if !s.Final {
			n++
		}
	}
	if d.Chase != nil {
		n += d.Chase.Times
	}
	return n
}

func (r *reader) matches(n *yaml.Node) (f For) {
	o := r.Object(n, "for", "asks", "tiers", "parties")
	for _, w := range o.Words("asks", names(claim.RequestKinds)) {
		f.Asks = append(f.Asks, claim.RequestKind(w))
	}
	for _, w := range o.Words("tiers", names(claim.Tiers)) {
		f.Tiers = append(f.Tiers, claim.Tier(w))
	}
	f.Parties = o.Strings("parties")
	if len(n.Content) == 0 {
		r.Wrong(n, "for names nothing: list under asks, tiers or parties what the plan is for, or leave it out")
	}
	return f
}

func names[T ~string](words []T) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return out
}

func (r *reader) span(o document.Object, key string) Span {
	n := o.At(key)
	if n == nil {
		return Span{}
	}
	s, ok := ParseSpan(n.Value)
	if !ok {
		r.Wrong(n, "%s is a time such as %s, at most a year", key, SpanForms)
	}
	return s
}

// froms are the keys of which a step has one.
var froms = []string{string(FromShare), string(FromSent), string(FromAnswerBy), string(FromOverdue)}

func (r *reader) when(n *yaml.Node, o document.Object) (w When) {
	for _, from := range froms {
		at := o.At(from)
		if at == nil {
			continue
		}
		if w.From != "" {
			r.Wrong(at, "a step is at one time: %s and %s stand there both", w.From, from)
			return w
		}
		w.From = From(from)
		if w.From == FromShare {
			w.Share = r.share(at)
		} else {
			w.Span = r.span(o, from)
		}
	}
	if w.From == "" {
		r.Wrong(n, "it has no time: write one of %s", strings.Join(froms, ", "))
	}
	return w
}

// share reads 75%: of the time from the sending of the request to its answer-by instant.
func (r *reader) share(n *yaml.Node) float64 {
	number, percent := strings.CutSuffix(n.Value, "%")
	share, err := strconv.ParseFloat(number, 64)
	if !percent || err != nil || !(share > 0 && share < 100) {
		r.Wrong(n, "at is a share of the time to answer, such as 75%%")
		return 0
	}
	return share / 100
}

func (r *reader) step(n *yaml.Node) Step {
	o := r.Object(n, "step", append(slices.Clone(froms), "final", "lead")...)
	s := Step{When: r.when(n, o), Final: o.Only("final", "true"), Lead: o.Duration("lead"), line: n.Line}
	switch {
	case s.Lead > 0 && !s.Final:
		r.Wrong(n, "only a final notice has a lead before publication")
	case s.Final && s.From == FromOverdue:
		r.Wrong(n, "a final notice comes before the answer-by instant")
	}
	return s
}

func (r *reader) chase(n *yaml.Node) *Chase {
	o := r.Object(n, "chase", "every", "taper", "times")
	c := &Chase{Every: r.span(o, "every"), Taper: 1, Times: o.Number("times", 1, MaxSteps)}
	if o.At("every") == nil {
		r.Wrong(n, "every is missing: how long after one letter the next one goes out")
	}
	if o.At("taper") != nil {
		c.Taper = o.Number("taper", 1, MaxTaper)
	}
	return c
}

// order refuses steps that contradict each other.
func (r *reader) order(d *Document) {
	finals := 0
	for _, s := range d.Steps {
		if s.Final {
			finals++
		}
		if finals > 1 {
			r.Wrong(&yaml.Node{Line: s.line, Column: 1}, "a plan has one final notice")
			return
		}
	}
	for i, l := range d.Limits {
		if slices.ContainsFunc(d.Limits[:i], func(o Limit) bool { return o.Where == l.Where }) {
			r.Wrong(&yaml.Node{Line: l.line, Column: 1}, "the limit of %s stands there twice", document.Clip(l.Where))
		}
	}
	if !d.Grace.IsZero() && !d.Chases() {
		r.Wrong(nil, "there is a grace only where letters follow the answer-by instant")
	}
}

// usualHours are those of an example that says nothing of them.
var usualHours = claim.OfficeHours{Days: []time.Weekday{1, 2, 3, 4, 5}, From: 9 * 60, To: 17 * 60}

func (r *reader) example(n *yaml.Node) Example {
	o := r.Object(n, "example", "says", "zone", "sent", "answer_by", "publication", "open", "holidays", "letters", "until")
	e := Example{Says: o.Needed("says"), Letters: o.Strings("letters"), Until: o.Text("until"), line: n.Line}
	zone := time.UTC
	if name := o.Text("zone"); name != "" {
		var err error
		if zone, err = time.LoadLocation(name); err != nil || name == "Local" {
			r.Wrong(o.At("zone"), "%q is not an IANA time zone", document.Clip(name))
			zone = time.UTC
		}
	}
	hours := usualHours
	if o.Text("open") == "always" {
		hours = claim.OfficeHours{}
	} else if at := o.At("open"); at != nil {
		r.Wrong(at, "open is always, or left out for nine to five from Monday to Friday")
	}
	for _, h := range o.List("holidays", MaxExamples) {
		if _, ok := claim.ParseHoliday(h.Value); !ok {
			r.Wrong(h, "a holiday is a date such as 2026-12-25, or half a day such as 2026-12-24 09:00-12:00")
		}
		hours.Holidays = append(hours.Holidays, h.Value)
	}
	e.Calendar = claim.Calendar{Party: hours, Zone: zone, DeskZone: zone}
	e.SendAt, e.AnswerBy, e.Publication = r.instant(o, "sent", zone), r.instant(o, "answer_by", zone), r.instant(o, "publication", zone)
	if o.At("sent") == nil || o.At("letters") == nil {
		r.Wrong(n, "an example says when the request was sent, and which letters follow: sent, letters")
	}
	return e
}

// minutes is how examples write an instant.
const minutes = "2006-01-02 15:04"

func (r *reader) instant(o document.Object, key string, zone *time.Location) time.Time {
	n := o.At(key)
	if n == nil {
		return time.Time{}
	}
	t, err := time.ParseInLocation(minutes, n.Value, zone)
	if err != nil {
		r.Wrong(n, "%s is a time such as 2026-03-02 09:00", key)
	}
	return t.UTC()
}

// examples refuses a document one of whose examples does not hold.
func (r *reader) examples(d *Document) {
	for _, e := range d.Examples {
		at := &yaml.Node{Line: e.line, Column: 1}
		f := e.Frame
		if f.AnswerBy.IsZero() {
			if d.HasToAnswer.IsZero() {
				r.Wrong(at, "the example %q does not say when an answer is needed, and neither does the plan", document.Clip(e.Says))
				continue
			}
			f.AnswerBy = d.HasToAnswer.From(f.SendAt, f.Calendar)
		}
		laid := d.Lay(f)
		got := written(laid, f.Calendar.Zone)
		if !slices.Equal(got, e.Letters) {
			r.Wrong(at, "the example %q does not hold: letters go out at %s", document.Clip(e.Says), listed(got))
		}
		if until := laid.Until.In(f.Calendar.Zone).Format(minutes); e.Until != "" && until != e.Until {
			r.Wrong(at, "the example %q does not hold: silence is final at %s", document.Clip(e.Says), until)
		}
	}
}

func listed(letters []string) string {
	if len(letters) == 0 {
		return "no time"
	}
	return strings.Join(letters, ", ")
}

// written are the letters as examples write them.
func written(laid Laid, zone *time.Location) []string {
	out := []string{}
	for _, s := range laid.Steps {
		text := s.At.In(zone).Format(minutes)
		if s.Final {
			text = "final " + text
		}
		out = append(out, text)
	}
	return out
}
