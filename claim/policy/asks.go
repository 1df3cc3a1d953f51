package policy

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim/document"
)

// Kind is what sort of requirement something is.
type Kind string

// Every kind of requirement.
const (
	Signing      Kind = "sign-off"     // people have to sign
	Doing        Kind = "step"         // a task has to be done
	Precondition Kind = "precondition" // something has to be so of the claim
	After        Kind = "after-review" // asks for nothing before publication
)

// Requirement is one thing that a policy asks of a claim: met, missing, or not asked of it
// as it stands.
type Requirement struct {
	Key     string // of an example: a role, the name of a step, or that of a precondition
	Kind    Kind
	Says    string // what is asked for
	Met     bool   // nothing of it is missing
	Moot    string // why it is not asked of the claim as it stands, so that it is not said to be met; empty if it is
	Lacks   string // what is missing; empty if met
	Mends   string // who can mend it; empty if met
	Because string // the rule's sentence of its source
	Policy  string // the name of the document that asks; empty for the case's own numbers

	Role    string        // of a sign-off and of a step
	Step    *Step         // of a step
	Within  time.Duration // of an after-review
	Propose bool          // it has to be met before the outcome is proposed
	Publish bool          // it is looked at when the finding is published, as others than the claim decide on it
}

// Keys of requirements that are neither a role nor a step.
const (
	KeySignOff      = "sign-off"
	KeyOrigins      = "origins"
	KeyRightOfReply = "right_of_reply"
	KeyUnread       = "nothing_unread"
	KeyCaptured     = "evidence_captured"
	KeyAuthentic    = "authenticity"
	KeyNoDispute    = "no_open_dispute"
	KeyAfterReview  = "after_review"
)

// Asks lists what the document asks for with these facts: what two rules ask for
// in the same words is said once.
func (d *Document) Asks(f Facts) []Requirement {
	var all []Requirement
	for _, r := range d.Rules {
		if !r.holds(f) {
			continue
		}
		for _, q := range r.asks(f) {
			q.Because, q.Policy = r.Because, d.Name
			if !slices.ContainsFunc(all, q.same) {
				all = append(all, q)
			}
		}
	}
	return all
}

// Step returns the step of that name, or nil.
func (d *Document) Step(name string) *Step {
	for _, r := range d.Rules {
		for i := range r.Steps {
			if r.Steps[i].Name == name {
				return &r.Steps[i]
			}
		}
	}
	return nil
}

func (q Requirement) same(other Requirement) bool {
	return q.Key == other.Key && q.Says == other.Says && q.Met == other.Met && q.Lacks == other.Lacks
}

func (r Rule) asks(f Facts) []Requirement {
	all := r.signing(f)
	for i := range r.Steps {
		all = append(all, r.Steps[i].asks(f))
	}
	for _, p := range preconditions {
		if q, asked := p(r.Require, f); asked {
			q.Kind = Precondition
			if q.Met {
				q.Lacks, q.Mends = "", ""
			}
			all = append(all, q)
		}
	}
	if r.AfterReview > 0 {
		all = append(all, Requirement{Key: KeyAfterReview, Kind: After, Met: true, Within: r.AfterReview, Moot: "it is asked after publication, and stops nothing",
			Says: "after publication it is reviewed again within " + document.Time(r.AfterReview)})
	}
	return all
}

func (s *Step) asks(f Facts) Requirement {
	q := Requirement{Key: s.Name, Kind: Doing, Role: s.Role, Step: s, Says: "the step " + quoted(s.Says) + " is done by " + role(s.Role)}
	if len(s.Form) > 0 {
		q.Says += ", who says: " + strings.Join(s.Form, "; ")
	}
	if s.Others {
		q.Says += "; it is nobody's own work"
	}
	q.Met = slices.ContainsFunc(f.Done, func(d Done) bool { return d.Step == s.Name })
	if !q.Met {
		q.Lacks, q.Mends = "the step "+quoted(s.Says)+" is not done", capital(role(s.Role))
	}
	return q
}

// asker can be turned to where somebody has to ask, read or record.
const asker = "A reporter or an editor"

// preconditions say each what is missing, if it is asked for.
var preconditions = []func(Require, Facts) (Requirement, bool){
	func(r Require, f Facts) (Requirement, bool) {
		return Requirement{Key: KeyOrigins, Propose: true, Met: !f.Whole || f.Origins >= r.Origins, Moot: unless(f.Whole, "the outcome does not say that all of the claim is so"),
			Says:  count(r.Origins, "independent origin") + " that " + verb(r.Origins, "confirms", "confirm") + " all of the claim, for an outcome that says so",
			Lacks: fmt.Sprintf("the outcome needs independent origins that confirm all of the claim: %d, and there %s", r.Origins, are(f.Origins)), Mends: asker}, r.Origins > 0
	},
	func(r Require, f Facts) (Requirement, bool) {
		lacks := unreplied(f.Replies)
		return Requirement{Key: KeyRightOfReply, Publish: true, Met: lacks == "",
			Says:  "every subject was offered a reply, and has answered, or let the time pass after a final notice that was delivered",
			Lacks: lacks, Mends: asker}, r.RightOfReply
	},
	func(r Require, f Facts) (Requirement, bool) {
		return Requirement{Key: KeyUnread, Publish: true, Met: f.Unread == 0, Says: "no message about it waits unread",
			Lacks: fmt.Sprintf("messages of %s wait unread", partiesOf(f.Unread)), Mends: asker}, r.Unread
	},
	func(r Require, f Facts) (Requirement, bool) {
		return Requirement{Key: KeyCaptured, Met: f.Captured, Says: "the evidence is captured: a piece of it has its file in the record",
			Lacks: "no piece of evidence has its file in the record", Mends: asker}, r.Captured
	},
	func(r Require, f Facts) (Requirement, bool) {
		return Requirement{Key: KeyAuthentic, Met: f.Uncertain == 0, Says: "every answer that it rests on is at least probably the party's",
			Lacks: fmt.Sprintf("answers that it rests on and that may not be the party's: %d", f.Uncertain), Mends: asker}, r.Authentic
	},
	func(r Require, f Facts) (Requirement, bool) {
		return Requirement{Key: KeyNoDispute, Met: !f.Disputed, Says: "no dispute is open: no origin contradicts it, unless the outcome says so",
			Lacks: "an origin contradicts the claim, and the outcome does not say so", Mends: asker}, r.NoDispute
	},
}

// unless is why something is not asked, unless it is.
func unless(asked bool, why string) string {
	if asked {
		return ""
	}
	return why
}

// unreplied says what is missing of the right of reply.
func unreplied(replies []Reply) string {
	var unoffered, open int
	for _, r := range replies {
		switch {
		case r.Answered || r.Offered && r.Lapsed:
		case r.Offered:
			open++
		default:
			unoffered++
		}
	}
	switch {
	case len(replies) == 0:
		return "nobody is named as a subject of the claim, so nobody was offered a reply"
	case unoffered > 0:
		return fmt.Sprintf("%s not been offered a reply", has(unoffered, "subject"))
	case open > 0:
		return fmt.Sprintf("%s not answered, and the time has not passed after a final notice that was delivered", has(open, "subject"))
	}
	return ""
}

func has(n int, what string) string { return count(n, what) + " " + verb(n, "has", "have") }

func are(n int) string { return verb(n, "is", "are") + " " + fmt.Sprint(n) }

func partiesOf(n int) string {
	if n == 1 {
		return "1 party"
	}
	return fmt.Sprintf("%d parties", n)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func verb(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}

func quoted(text string) string { return "“" + text + "”" }

func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// role is who has it, in words.
func role(name string) string {
	switch name {
	case "":
		return "a reviewer, standards or legal"
	case "standards", "legal":
		return name
	case "editor":
		return "an editor"
	}
	return "a " + name
}
