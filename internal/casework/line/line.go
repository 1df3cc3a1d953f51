// Package line makes the sentence that can be printed: as of 18:00 UTC on
// 17 March 2017, Microsoft has confirmed; Apple and Google have not.
//
// It is made from claims as they stood at an instant, from the names of parties,
// from correspondences and from the terms on which people spoke, and from nothing
// else: no clock, no record, no page. Every face that shows a line, shows this one.
//
// The line says of nobody what the record does not hold.
//
//   - What is said is said of one statement, a topic: a series of claims, or claims
//     that say the same. Others are never counted together, and each is named with
//     what is said of it.
//   - Each party stands as it stands: it confirms, denies, will not say, has not
//     answered, could not be reached. What came through others is said as such.
//   - What was put and said in earlier words of a claim is not said of those that it has
//     now, unless somebody found that it holds for them.
//   - The claimant is in it as the claimant, and never among those that confirm.
//   - Whoever spoke only on terms that keep the name out of it is not in it: to say that
//     it has not confirmed would be untrue, and to say that it has would name a source.
//     The others are named beside it all the same.
//   - Where it is one that the statement is about, nobody is named for readers who has not
//     spoken on the record: it would be known by being left out.
//   - Whoever spoke on the record stands by that alone, whatever it has said on other
//     terms: left out, it would be known for a source by anybody who knows what it said
//     with its name.
//
// The short form folds long lists and says who has confirmed and who has not, of five
// statements or more how many of them; the
// long form names every party that was asked and may be named, and says how each
// stands, how often it was asked and until when.
package line

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
)

// Line is what the sentence is made from.
type Line struct {
	AsOf    time.Time
	Zone    *time.Location // of the desk, in which days and hours are given; nil for UTC
	Claims  []Claim
	Partial bool // there are other claims that it might be taken to be about
	// Public says that it is for readers: they may not know of sources without a name, and
	// of findings that were taken back they are told that alone.
	Public bool
	// Restricted says that nobody is named who has not spoken on the record.
	Restricted bool

	Name    func(party uuid.UUID) string                  // empty: it may not be named
	Shy     func(party uuid.UUID) bool                    // may not be named as one that has said nothing
	Letters func(party uuid.UUID) *letters.Correspondence // as of the instant; nil for none
}

// Claim is a claim as of the instant of the line, and its words.
type Claim struct {
	*verification.Claim
	Statement string // empty if it was erased
	// HideClaimant says that readers are not to learn who says so: the claimant is not in
	// the line at all, since it may not be in it as anything else.
	HideClaimant bool
	// Hush says that nobody is named in it who has not spoken on the record: see [Line.Hushed].
	Hush bool
}

// Forms are the two forms of a line.
type Forms struct {
	Short string `json:"short" doc:"who has confirmed and who has not; long lists are folded"`
	Long  string `json:"long" doc:"how everybody stands who was asked and may be named, how often it was asked and until when"`
}

// TopicLine is what a line says of one statement.
type TopicLine struct {
	About  string      `json:"about" doc:"what it is about; of a series, with … where its claims differ"`
	Claims []uuid.UUID `json:"claims" doc:"that say it"`
	Forms
}

// Erased stands for words that were erased.
const Erased = "[erased]"

// Forms are the line of all claims. It has one sentence if all of them say one and
// the same thing, and one for each statement that somebody was asked about otherwise.
func (l Line) Forms() Forms {
	l, gone := l.standing()
	topics := l.topics()
	whole := len(topics) == 1 && !l.Partial
	forms := Forms{l.short(topics, whole), l.join(topics, whole, (*topic).long)}
	return forms.with(gone, len(topics) == 0)
}

// Topics are the line of each statement alone.
func (l Line) Topics() []TopicLine {
	l, _ = l.standing()
	lines := []TopicLine{}
	for _, t := range l.topics() {
		one := []*topic{t}
		about := TopicLine{About: t.about(), Forms: Forms{l.join(one, true, (*topic).short), l.join(one, true, (*topic).long)}}
		for _, c := range t.claims {
			about.Claims = append(about.Claims, c.ID)
		}
		lines = append(lines, about)
	}
	return lines
}

// short is the short form: of many statements it says of each party how it stands to how many of
// them.
func (l Line) short(topics []*topic, whole bool) string {
	if text := l.tallied(topics); text != "" {
		return text
	}
	return l.join(topics, whole, (*topic).short)
}

// join makes one text of what the topics say. Whole says that nothing needs to be
// named as what it is about.
func (l Line) join(topics []*topic, whole bool, says func(*topic) string) string {
	var parts, names []string
	for _, t := range topics {
		names = append(names, t.name())
		words := says(t)
		switch {
		case words == "":
		case whole:
			parts = append(parts, words)
		case len(parts) == 0:
			parts = append(parts, "on "+t.name()+", "+words)
		default:
			parts = append(parts, "On "+t.name()+", "+words)
		}
	}
	when := claim.Moment(l.AsOf, l.Zone)
	switch {
	case len(parts) == 1:
		return fmt.Sprintf("As of %s, %s.", when, parts[0])
	case len(parts) > 1:
		return fmt.Sprintf("As of %s: %s.", when, strings.Join(parts, ". "))
	case l.Partial && len(topics) > 0:
		return fmt.Sprintf("As of %s, on %s, nobody has been asked.", when, Enumerate(names))
	}
	return fmt.Sprintf("As of %s, nobody has been asked.", when)
}

// Nothing is the line of a case that was not open yet.
func Nothing(asOf time.Time, zone *time.Location) Forms {
	words := fmt.Sprintf("As of %s, nothing was on record.", claim.Moment(asOf, zone))
	return Forms{words, words}
}
