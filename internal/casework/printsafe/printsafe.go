// Package printsafe says what speaks against printing a line: a message that nobody has
// read, time to answer that still runs, a party that confirms one claim and denies
// another, a finding that nobody has signed off.
//
// It forbids nothing. Each [Objection] is a sentence, and leads to where it is mended;
// whoever prints the line all the same says why. What it says follows from the claims
// and correspondences that it is given, as of the instant that they are of, and from
// nothing else: no clock, no record, no page.
package printsafe

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/verification"
)

// Situation is a case as of an instant, as far as a line is about it.
type Situation struct {
	At      time.Time
	Zone    *time.Location // of the desk, in which instants are told
	Case    *cases.Case
	Base    string                // path of the page of the case
	Claims  []*verification.Claim // that the line is about
	Letters []*letters.Correspondence
	Key     func(about uuid.UUID) string           // short name of a claim
	Party   func(party uuid.UUID) string           // its name
	Address func(about *verification.Claim) string // path of the page of a claim
}

// Objection is something that speaks against printing the line.
type Objection struct {
	Says string `json:"says" doc:"a sentence"`
	Mend string `json:"mend" doc:"what mends it, such as Read it"`
	Path string `json:"path" doc:"path of the page where it is mended"`
	Then bool   `json:"then" doc:"it was so at the instant of the line"`
	Now  bool   `json:"now" doc:"it is so now"`
}

// against collects what speaks against a line.
type against struct {
	Situation
	all []Objection
}

// Against is what speaks against printing the line as of the instant of the situation:
// what is still open with the parties first, then what they have said, then what the desk
// has not done, each in the order of the claims and the correspondences.
func Against(s Situation) []Objection {
	a := &against{Situation: s}
	for _, of := range s.Letters {
		if a.concerns(of) {
			a.waits(of)
		}
	}
	for _, of := range s.Letters {
		a.requests(of)
	}
	a.contradictions()
	for _, c := range s.Claims {
		a.claim(c)
	}
	a.plans()
	return a.all
}

func (a *against) add(path, mend, format string, args ...any) {
	o := Objection{Says: fmt.Sprintf(format, args...), Mend: mend, Path: path}
	if !slices.Contains(a.all, o) {
		a.all = append(a.all, o)
	}
}

func (a *against) moment(t time.Time) string { return claim.Moment(t, a.Zone) }

// about reports whether the line is about a claim.
func (a *against) about(id uuid.UUID) bool {
	return slices.ContainsFunc(a.Claims, func(c *verification.Claim) bool { return c.ID == id })
}

// concerns reports whether the party was asked about a claim of the line.
func (a *against) concerns(of *letters.Correspondence) bool {
	return slices.ContainsFunc(of.Requests, func(r letters.Request) bool { return slices.ContainsFunc(r.Claims, a.about) })
}

// waits says that something of the party, or that may be, has not been read.
func (a *against) waits(of *letters.Correspondence) {
	name := a.Party(of.Party)
	for _, m := range of.Unread() {
		a.add("/messages/"+m.ID.String(), "Read it", "A message of %s is unread since %s.", name, a.moment(m.At))
	}
	for _, m := range of.Unseen() {
		a.add("/messages/"+m.ID.String(), "Look at it", "Nobody has looked at what %s answered at %s on the answer page.", name, a.moment(m.At))
	}
	if n := of.Quarantined; n > 0 {
		a.add("/inbox?show=quarantine", "Sort it", "Something that may be from %s waits in quarantine.", name)
	}
}

// requests says which time to answer still runs, and which letters came back.
func (a *against) requests(of *letters.Correspondence) {
	name := a.Party(of.Party)
	for _, r := range of.Requests {
		path := "/requests/" + r.ID.String()
		silent := slices.ContainsFunc(r.Pending(), a.about)
		switch {
		case !silent:
		case r.Lifecycle == letters.Queued:
			a.add(path, "Look at it", "The letter to %s has not gone out yet.", name)
		case (!r.Over() || r.Lifecycle == letters.NoReply) && of.CameBack(r.ID) != nil && !of.Told(r):
			a.add(path, "Find another way", "Our letter to %s came back, and nothing has reached it since: it is not silent.", name)
		case r.Lifecycle == letters.Clarification:
			a.add(path, "Follow up", "%s waits for us: it has %s.", name, r.Asks.Asked())
		case !r.Over() && r.AnswerBy.After(a.At) && r.Kind == claim.RightOfReply:
			a.add(path, "Look at it", "The right of reply of %s runs until %s.", name, a.moment(r.AnswerBy))
		case !r.Over() && r.AnswerBy.After(a.At):
			a.add(path, "Look at it", "%s has time to answer until %s.", name, a.moment(r.AnswerBy))
		}
	}
}

// contradictions name the parties that stand, on the record, for one claim and against
// another, or for and against one.
func (a *against) contradictions() {
	type stands struct{ yes, no []*verification.Claim }
	var order []uuid.UUID
	by := map[uuid.UUID]*stands{}
	for _, c := range a.Claims {
		for _, s := range c.CurrentAnswers() {
			if !s.GroundRules.Named() || len(s.Way) > 0 {
				continue
			}
			if by[s.Party] == nil {
				by[s.Party], order = &stands{}, append(order, s.Party)
			}
			switch at := by[s.Party]; {
			case s.Stance.Supports() && !slices.Contains(at.yes, c):
				at.yes = append(at.yes, c)
			case s.Stance.Bearing() == claim.ContradictsClaim && !slices.Contains(at.no, c):
				at.no = append(at.no, c)
			}
		}
	}
	for _, party := range order {
		if at := by[party]; len(at.yes) > 0 && len(at.no) > 0 {
			a.add(a.Address(at.no[0]), "Look at both", "%s confirms %s but denies %s.", a.Party(party), a.keys(at.yes), a.keys(at.no))
		}
	}
}

// maxKeys is how many claims are named in one sentence.
const maxKeys = 3

// keys are the short names of claims, of many the first and how many more.
func (a *against) keys(claims []*verification.Claim) string {
	text := ""
	for i, c := range claims {
		switch {
		case i == maxKeys:
			return fmt.Sprintf("%s and %d more", text, len(claims)-i)
		case i > 0:
			text += ", "
		}
		text += a.Key(c.ID)
	}
	return text
}

// claim says what is not done about a claim.
func (a *against) claim(c *verification.Claim) {
	key, path := a.Key(c.ID), a.Address(c)
	stale := len(c.SignOffs) - len(c.ValidSignOffs())
	switch {
	case c.Stage == claim.StageCorrecting:
		a.add(path, "Assess it again", "%s is being checked again: what was published may be corrected.", key)
	case c.Stage == claim.StageOnHold:
		a.add(path, "Resume it", "%s is on hold.", key)
	case c.Stage.Over():
	case c.Stage != claim.StageSignedOff && c.Stage != claim.StagePublished && stale > 0:
		a.add(path+"/review", "Review it", "%s is not signed off (%s): what was signed has changed since.", key, c.Stage)
	case c.Stage == claim.StageInReview:
		a.add(path+"/review", "Review it", "%s is not signed off (%s).", key, c.Stage)
	case c.Stage != claim.StageSignedOff && c.Stage != claim.StagePublished:
		a.add(path, "Look at it", "%s is not signed off (%s).", key, c.Stage)
	case stale > 0 && len(c.ValidSignOffs()) == 0:
		a.add(path+"/review", "Review it", "What was signed of %s has changed since.", key)
	}
	if c.Outcome == claim.Disputed || c.Proposal != nil && c.Proposal.Outcome == claim.Disputed {
		a.add(path, "Look at it", "%s is disputed.", key)
	}
	for _, s := range c.CurrentAnswers() {
		if s.GroundRules.Named() && len(s.Way) == 0 && s.Authenticity.Uncertain() {
			a.add(path, "See how sure that is", "The answer of %s about %s is %s: it may not be its own.", a.Party(s.Party), key, s.Authenticity)
		}
	}
	for _, s := range c.Doubted() {
		a.add(path, "Decide whose it is", "An answer in the name of %s about %s may not be its own (%s), and counts for nothing: nobody has decided whose it is.", a.Party(s.Party), key, s.Authenticity)
	}
	if slices.ContainsFunc(c.Fallen, func(f relation.Fallen) bool { return !f.Looked }) {
		a.add(path, "Say why it stands", "A claim that %s rests on has fallen.", key)
	}
}

// plans say what is still to come of the story.
func (a *against) plans() {
	if a.Case.Embargo.After(a.At) {
		a.add(a.Base+"/edit", "Look at it", "The case is under embargo until %s.", a.moment(a.Case.Embargo))
	}
	if a.Case.PublishAt.After(a.At) {
		a.add(a.Base+"/edit", "Look at it", "The story is to run at %s, and the line may read otherwise by then.", a.moment(a.Case.PublishAt))
	}
	for _, c := range a.Claims {
		if s := c.Schedule; s != nil && s.At.After(a.At) {
			a.add(a.Address(c), "Look at it", "The finding of %s is to be published at %s.", a.Key(c.ID), a.moment(s.At))
		}
	}
}

// Merge makes one list of what spoke against a line at its instant and what does now.
func Merge(then, now []Objection) []Objection {
	out := []Objection{}
	same := func(o Objection) func(Objection) bool {
		return func(p Objection) bool { return p.Says == o.Says && p.Path == o.Path }
	}
	for _, o := range then {
		o.Then, o.Now = true, slices.ContainsFunc(now, same(o))
		out = append(out, o)
	}
	for _, o := range now {
		if !slices.ContainsFunc(then, same(o)) {
			o.Now = true
			out = append(out, o)
		}
	}
	return out
}
