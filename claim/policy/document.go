package policy

import (
	"fmt"
	"time"

	"github.com/google/cel-go/cel"

	"github.com/onrecord/onrecord/claim/document"
)

// Header is the first line of a document, with the form that it is written in.
const Header = "policy/v1"

// Limits of a document. A claim keeps the one that it is pinned to.
const (
	MaxBytes     = 16 << 10
	MaxRules     = 32
	MaxExamples  = 64
	MaxStages    = 6
	MaxSignOffs  = 6 // of one stage
	MaxCount     = 9 // of one sign-off, and of origins
	MaxSteps     = 10
	MaxFields    = 12
	MaxText      = document.MaxText // characters of a sentence, and of a condition
	MaxName      = document.MaxName
	MaxVersion   = 9999
	MaxDue       = 90 * 24 * time.Hour
	maxCost      = 2000 // of deciding a condition, in units of CEL
	maxCondition = MaxText
)

// Document is a policy: what is asked for, when, and where that comes from.
type Document struct {
	Name     string // lower case, with hyphens
	Version  int    // from 1
	Source   string // whose rules they are, with the section
	About    string
	Rules    []Rule
	Examples []Example
}

// Rule requires something when its condition holds.
type Rule struct {
	When    string // CEL over the [Facts]; empty for always
	Because string // the sentence of the source
	Require

	line    int
	program cel.Program
	words   string
}

// Require is what a rule asks for.
type Require struct {
	Stages []Stage // in order
	Steps  []Step

	Origins      int           // independent origins of an outcome that says that all of the claim is so
	RightOfReply bool          // every subject was offered a reply, and has answered or let the time pass after a final notice that arrived
	Unread       bool          // no message of a party waits unread
	Captured     bool          // what it rests on is kept: a piece of evidence with a file
	Authentic    bool          // no answer that it rests on is less than probably the party's
	NoDispute    bool          // no credible origin contradicts it, unless the outcome says so
	AfterReview  time.Duration // after publication it is reviewed again within this time; 0 for never
}

// Stage is sign-offs that may come in any order.
type Stage []SignOff

// SignOff asks for a number of people.
type SignOff struct {
	Role   string   // one of [Roles]; empty for any role that signs
	N      int      // how many; at least 1
	Not    []string // whom it may not be: of [Others]
	Opened []string // what they must have opened: of [Openings]
}

// Step is a task of the desk's own.
type Step struct {
	Name   string   // lower case, with hyphens
	Role   string   // who does it: one of [StepRoles]
	Says   string   // what there is to do
	Form   []string // what is filled in, a label each
	Due    time.Duration
	Others bool // by somebody whose own work the claim is not
}

// Example is a case that the author of a document thought of.
type Example struct {
	Says    string
	Facts   Facts
	Asks    []string // keys of requirements that it must lead to
	AsksNot []string // and of those that it must not

	line int
}

// Roles sign.
var Roles = []string{"reviewer", "standards", "legal"}

// StepRoles can be given a step.
var StepRoles = append([]string{"reporter", "editor"}, Roles...)

// Others are those whom a sign-off may not come from. It never comes from an
// author, from who recorded an answer, or twice from the same person; a document may say so.
var Others = []string{"author", "recorder", "earlier", "asker"}

// Openings are what a reviewer can be asked to have opened.
var Openings = []string{"evidence", "answers", "identity"}

// String names the document with its version.
func (d *Document) String() string { return fmt.Sprintf("%s, version %d", d.Name, d.Version) }
