// Package rehearsal says what a rehearsal of a case is: what is asked of it ([Input]), what
// is to be assumed of parties, and the calendar of everything that happens if nobody does
// anything ([Calendar]). [Read] makes the calendar out of a record, of one in which time was
// skipped as of the desk's own, so that the two can be compared entry by entry. A [Room] has
// rehearsals played beside the desk, a few at a time, and keeps what came out for a while.
package rehearsal

import (
	"time"

	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// Kind is what an entry of a calendar is about.
type Kind string

// Every kind of entry.
const (
	Letter       Kind = "letter"
	HeldBack     Kind = "held back"
	CameBack     Kind = "came back"
	Replanned    Kind = "replanned"
	Heard        Kind = "heard"
	Answered     Kind = "answered"
	Extended     Kind = "extended"
	Intent       Kind = "intent"
	Deadline     Kind = "deadline"
	Lapsed       Kind = "lapsed"
	Turn         Kind = "turn"
	Published    Kind = "published"
	NotPublished Kind = "not published"
	StoryRuns    Kind = "story runs"
)

// Entry is one thing that happens.
type Entry struct {
	At     time.Time            `json:"at"`
	Kind   Kind                 `json:"kind" doc:"such as letter, held back, deadline, turn or story runs"`
	Party  string               `json:"party,omitempty" doc:"short name of the party that it concerns"`
	Claim  string               `json:"claim,omitempty" doc:"key of the claim that it concerns"`
	Local  string               `json:"local" doc:"the instant in words, in the zone of the party, or of the desk if it concerns none; the zone is named"`
	Says   string               `json:"says" doc:"what happens"`
	Why    string               `json:"why,omitempty" doc:"why it does, or does not"`
	Letter *mailtext.LetterText `json:"letter,omitempty" doc:"of a letter: what it says"`

	Change   string `json:"change,omitempty" doc:"in a calendar with a change: moved, or new; left out for what is as it was"`
	WasLocal string `json:"wasLocal,omitempty" doc:"of what is moved: the instant without the change, in words"`
}

// Span is a stretch of time.
type Span struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// Mark is something on the lane of a party.
type Mark struct {
	At   time.Time `json:"at"`
	Kind string    `json:"kind"`
	Says string    `json:"says"`
}

// Party is whom the case concerns, with its lane.
type Party struct {
	Key    string `json:"key"`
	Name   string `json:"name"`
	Zone   string `json:"zone" doc:"IANA time zone, in which its instants are told"`
	Open   []Span `json:"open,omitempty" doc:"when its office is open; none if that is always, or too often to be said"`
	Asking []Span `json:"asking,omitempty" doc:"from when on it was asked, and until when it has time"`
	Marks  []Mark `json:"marks,omitempty"`
}

// Calendar is everything that happens in a case between two instants if nobody does anything.
type Calendar struct {
	Slug    string    `json:"case" doc:"short name of the case"`
	Title   string    `json:"title"`
	From    time.Time `json:"from"`
	Until   time.Time `json:"until"`
	Zone    string    `json:"zone" doc:"IANA time zone of the desk"`
	Parties []Party   `json:"parties"`
	Entries []Entry   `json:"entries" doc:"in the order of their instants"`
	Bound   string    `json:"bound,omitempty" doc:"why it ends before everything has lapsed; left out if it does not"`

	PublishAt time.Time `json:"publishAt,omitzero" doc:"when the story runs"`
}

// Letters are the entries that are letters.
func (c Calendar) Letters() []Entry {
	var out []Entry
	for _, e := range c.Entries {
		if e.Kind == Letter {
			out = append(out, e)
		}
	}
	return out
}

// Result is what came out of a rehearsal.
type Result struct {
	Calendar Calendar `json:"calendar"`
	// With is the calendar with the change, of a rehearsal of one; Difference what it does.
	With       *Calendar `json:"with,omitempty" doc:"the calendar with the change"`
	Difference []Effect  `json:"difference,omitempty" doc:"what the change does"`
	Assumed    []string  `json:"assumed,omitempty" doc:"what was assumed of the parties, a sentence each"`
	Changed    []string  `json:"changed,omitempty" doc:"what the change is, a sentence each"`
	Took       float64   `json:"seconds" doc:"of real time"`
}
