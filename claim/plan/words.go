package plan

import (
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/claim/document"
)

// StepSaid is a step as a page shows it.
type StepSaid struct {
	When  string  `json:"when"`
	Kind  string  `json:"kind" doc:"reminder, final notice, or who of the newsroom is told"`
	Place float64 `json:"place" doc:"where it stands in a picture: 0 where the request goes out, 1 at the answer-by instant, up to 2 after it"`
	Final bool    `json:"final,omitempty"`
}

// words says when, in a step of a letter; empty for a share, which is said by the share.
func (w When) words() string {
	switch w.From {
	case FromSent:
		return w.Span.String() + " after the request went out"
	case FromAnswerBy:
		return w.Span.String() + " before the answer-by instant"
	case FromOverdue:
		return w.Span.String() + " after the answer-by instant"
	}
	return ""
}

// Words says when, of whatever it is.
func (w When) Words() string {
	if w.From == FromShare {
		return "when " + strconv.FormatFloat(w.Share*100, 'f', -1, 64) + "% of the time to answer has passed"
	}
	return w.words()
}

// Words says the steps of the document, in the order in which it has them.
func (d *Document) Words() []StepSaid {
	var all []StepSaid
	sent, before, after := d.counts()
	at, till, over := 0, 0, 0
	for _, s := range d.Steps {
		v := StepSaid{When: s.Words(), Kind: "reminder", Final: s.Final}
		if s.Final {
			v.Kind = "final notice"
			if s.Lead > 0 {
				v.When += ", and at least " + document.Time(s.Lead) + " before publication"
			}
		}
		switch s.From {
		case FromShare:
			v.Place = s.Share
		case FromSent:
			at++
			v.Place = 0.5 * float64(at) / float64(sent+1)
		case FromAnswerBy:
			till++
			v.Place = 0.5 + 0.5*float64(till)/float64(before+1)
		case FromOverdue:
			over++
			v.Place = 1 + float64(over)/float64(after+1)
		}
		all = append(all, v)
	}
	if c := d.Chase; c != nil {
		for i := range c.Times {
			over++
			v := StepSaid{When: c.Every.String() + " after the one before", Kind: "reminder", Place: 1 + float64(over)/float64(after+1)}
			if i == 0 {
				v.When = c.Every.String() + " after the answer-by instant, or the last letter after it"
			} else if c.Taper > 1 {
				v.When = strconv.Itoa(c.Taper) + " times as long after the one before"
			}
			all = append(all, v)
		}
	}
	return all
}

// counts are the steps by what they are counted from.
func (d *Document) counts() (sent, before, after int) {
	for _, s := range d.Steps {
		switch s.From {
		case FromSent:
			sent++
		case FromAnswerBy:
			before++
		case FromOverdue:
			after++
		}
	}
	if d.Chase != nil {
		after += d.Chase.Times
	}
	return sent, before, after
}

// Says are the rest of what the document says, a sentence each.
func (d *Document) Says() []string {
	var all []string
	say := func(words ...string) { all = append(all, strings.Join(words, "")) }
	if !d.HasToAnswer.IsZero() {
		say("The party has ", d.HasToAnswer.String(), " to answer, unless whoever asks says otherwise.")
	}
	if !d.HasToSay.IsZero() {
		say("It is asked to say within ", d.HasToSay.String(), " whether it will.")
	}
	for _, l := range d.Limits {
		say(l.Where, ": ", l.Has.String(), ".")
	}
	say("At most ", plural(d.Cap, "reminder"), ".")
	if d.Gap > 0 {
		say("At least ", document.Time(d.Gap), " between two letters.")
	}
	if !d.Late.IsZero() {
		say("After an outage a reminder still goes out within ", d.Late.String(), "; of what is later, people are told.")
	}
	if d.Chases() {
		grace := ""
		if !d.Grace.IsZero() {
			grace = " and " + d.Grace.String()
		}
		say("The request stays open after its answer-by instant, until the last letter", grace, " after it.")
	}
	return all
}

// Words says which requests it is for; empty for none by itself.
func (f For) Words() string {
	var parts []string
	for _, p := range [][]string{names(f.Asks), names(f.Tiers), f.Parties} {
		if len(p) > 0 {
			parts = append(parts, strings.Join(p, " or "))
		}
	}
	return strings.Join(parts, ", ")
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
