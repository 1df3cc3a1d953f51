package plan

import (
	"fmt"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Header is the first line of a document, with the form that it is written in.
const Header = "plan/v1"

// Limits of a document. A request keeps the one that it is pinned to.
const (
	MaxBytes    = 8 << 10
	MaxSteps    = 24
	MaxLimits   = 32
	MaxExamples = 32
	MaxVersion  = 9999
	MaxCap      = 40 // reminders in all
	MaxTaper    = 4
	MaxTime     = 366 * 24 * time.Hour
)

// Document is a plan: when a party that does not answer hears of it again, and where that comes from.
type Document struct {
	Name        string // lower case, with hyphens
	Version     int    // from 1
	Source      string // why so: whose practice or which statute
	About       string
	For         For
	HasToAnswer Span    // how long a party has, where whoever asks says nothing; zero for that she has to
	HasToSay    Span    // likewise, to say whether it will answer; zero for not asked
	Limits      []Limit // how long it has by law, by where
	Gap         time.Duration
	Cap         int // reminders in all
	Steps       []Step
	Chase       *Chase
	Grace       Span // after the last letter, until silence is final; only where letters follow the answer-by instant
	Late        Span // how late a reminder may still go out; zero for [UsualLate]
	Examples    []Example
}

// UsualLate is how late a reminder may still go out that could not when it was due, where its plan does not say: one
// of the party's working days.
var UsualLate = Span{N: 1, Unit: 24 * time.Hour, Working: true}

// For says which requests come under the plan where nobody names one. Each list that is
// not empty has to fit.
type For struct {
	Asks    []claim.RequestKind `json:"asks,omitempty"`
	Tiers   []claim.Tier        `json:"tiers,omitempty"`
	Parties []string            `json:"parties,omitempty"` // what the desk calls kinds of party
}

// Limit is how long a party has by law somewhere.
type Limit struct {
	Where string
	Has   Span
	line  int
}

// Step is one letter.
type Step struct {
	When
	Final bool
	Lead  time.Duration // of a final notice: at least so long before publication

	line int
}

// From is what a time is counted from.
type From string

// Every such instant.
const (
	FromShare    From = "at"      // a share of the time to answer
	FromSent     From = "after"   // after the request went out
	FromAnswerBy From = "before"  // before the answer-by instant
	FromOverdue  From = "overdue" // after the answer-by instant
)

// When is an instant that a plan speaks of.
type When struct {
	From  From
	Share float64
	Span  Span
}

// Chase repeats a reminder after the answer-by instant.
type Chase struct {
	Every Span
	Taper int // each wait is so many times as long as the one before; 1 for evenly
	Times int
}

// Example is a request that the author of a document thought of.
type Example struct {
	Says string
	Frame
	Letters []string // "2026-03-03 13:00" of the party, "final 2026-03-04 10:00"
	Until   string   // when silence is final; empty for not said

	line int
}

// Frame is a request that a plan is laid over.
type Frame struct {
	SendAt, AnswerBy time.Time
	Publication      time.Time     // when the story is to run; zero for not known
	Spread           time.Duration // by which every letter is later, so that those of many requests do not go out at one instant
	Calendar         claim.Calendar
}

// Laid is a plan over one request.
type Laid struct {
	Steps []claim.Step
	Until time.Time // when silence is final: the answer-by instant, if no letter follows it
}

// String names the document with its version.
func (d *Document) String() string { return fmt.Sprintf("%s, version %d", d.Name, d.Version) }

// Chases reports whether letters follow the answer-by instant.
func (d *Document) Chases() bool {
	for _, s := range d.Steps {
		if s.From == FromOverdue {
			return true
		}
	}
	return d.Chase != nil
}

// LimitOf is how long a party has by law somewhere; false if the plan does not say.
func (d *Document) LimitOf(where string) (Span, bool) {
	for _, l := range d.Limits {
		if l.Where == where {
			return l.Has, true
		}
	}
	return Span{}, false
}
