package casework

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// StatusLine is what the sentence is made from that can be printed: as of 18:00 UTC
// on 17 March 2017, Microsoft has confirmed; Apple and Google have not. Every face
// that shows one, shows this one.
//
// It says of nobody what the record does not hold. What is said is said of one
// statement: claims that say different things are never counted together, and each
// is named with what is said of it. A denial is said as a denial, and who could not
// be reached is not among those that have not confirmed. Whoever spoke only on terms
// that keep the name out of it, or has confirmed on such terms, is not in it at all:
// to say that it has not would be untrue, and to say that it has would name a source.
type StatusLine struct {
	AsOf    time.Time
	Claims  []LineClaim
	Partial bool // there are other claims that it might be taken to be about

	Name    func(party uuid.UUID) string
	Shy     func(party uuid.UUID) bool                    // may not be named as one that has said nothing; nil: nobody
	Letters func(party uuid.UUID) *letters.Correspondence // as of the instant; nil for none
}

// LineClaim is a claim as of the instant of the line, and what it says; empty if
// that was erased.
type LineClaim struct {
	*claim.Claim
	Statement string
}

// String is the line. It has one sentence if all of its claims say one and the same
// thing, and one for each statement that somebody was asked about otherwise.
func (l StatusLine) String() string {
	topics := l.topics()
	whole := len(topics) == 1 && !l.Partial
	var sentences []string
	for _, t := range topics {
		switch words := t.words(); {
		case words == "":
		case whole:
			sentences = append(sentences, words+".")
		case len(sentences) == 0:
			sentences = append(sentences, "on "+t.name()+", "+words+".")
		default:
			sentences = append(sentences, "On "+t.name()+", "+words+".")
		}
	}
	if len(sentences) == 0 {
		sentences = []string{l.about(topics) + "nobody has been asked."}
	}
	if len(sentences) == 1 {
		return fmt.Sprintf("As of %s, %s", Moment(l.AsOf), sentences[0])
	}
	return fmt.Sprintf("As of %s: %s", Moment(l.AsOf), strings.Join(sentences, " "))
}

// about names what the line is about, where it might be taken to be about more.
func (l StatusLine) about(topics []*topic) string {
	if !l.Partial || len(topics) == 0 {
		return ""
	}
	var names []string
	for _, t := range topics {
		names = append(names, t.name())
	}
	return "on " + Enumerate(names) + ", "
}

// topic is one statement, and how those who were asked about it stand to it.
type topic struct {
	statement string // of the first claim, or with a slot if they differ in a name
	parties   map[uuid.UUID]standing
	line      *StatusLine
}

// topics are the claims by what they say, in their order.
func (l *StatusLine) topics() []*topic {
	var topics []*topic
	by := map[string]*topic{}
	for _, c := range l.Claims {
		slotted := l.slotted(c)
		t := by[slotted]
		switch {
		case t == nil || slotted == "": // what was erased may have said anything
			t = &topic{statement: c.Statement, parties: map[uuid.UUID]standing{}, line: l}
			by[slotted], topics = t, append(topics, t)
		case t.statement != c.Statement:
			t.statement = slotted
		}
		t.take(c.Claim)
	}
	return topics
}

// slot stands in a statement for the name of the one party that was asked about it.
const slot = "…"

// slotted is what the claim says. Claims that differ in nothing but the name of the
// party that each was put to, and to nobody else, are one statement: WikiLeaks
// contacted … about its tools.
func (l *StatusLine) slotted(c LineClaim) string {
	parties := map[uuid.UUID]bool{}
	for _, a := range c.Asked {
		parties[a.Party] = true
	}
	for _, a := range c.Answers {
		parties[a.Party] = true
	}
	for only := range parties {
		if name := l.Name(only); len(parties) == 1 && name != "" {
			return strings.ReplaceAll(c.Statement, name, slot)
		}
	}
	return c.Statement
}

// standing is how a party that was asked stands to a statement.
type standing struct {
	named     bool // it said something that may be quoted with its name
	confirms  bool
	inPart    bool
	denies    bool
	unnamed   bool // it said something that may not be quoted with its name
	hidden    bool // and confirmed the statement with that
	reached   bool // a request about it is out, as far as anybody can know
	withdrawn bool // one was withdrawn
}

func (t *topic) take(c *claim.Claim) {
	for _, a := range c.Asked {
		t.parties[a.Party] = t.parties[a.Party].asked(a, t.line.Letters)
	}
	for _, a := range c.CurrentAnswers() { // of whoever was asked, or has spoken before a letter went out
		t.parties[a.Party] = t.parties[a.Party].with(a)
	}
}

func (s standing) asked(a claim.Asked, of func(uuid.UUID) *letters.Correspondence) standing {
	silence := a.Silence
	if c := of(a.Party); c != nil {
		if r := c.Request(a.Request); r != nil {
			switch {
			case r.Lifecycle != letters.RequestWithdrawn:
				silence = c.Silence(*r)
			case silence == "": // one that was withdrawn after its time had run out was asked all the same
				s.withdrawn = true
				return s
			}
		}
	}
	s.reached = s.reached || silence != claim.Undeliverable
	return s
}

func (s standing) with(a claim.Said) standing {
	if !a.GroundRules.Named() {
		s.unnamed, s.hidden = true, s.hidden || a.Stance.SupportsAll()
		return s
	}
	s.named = true
	s.confirms = s.confirms || a.Stance.SupportsAll()
	s.inPart = s.inPart || a.Stance.Supports() && !a.Stance.SupportsAll()
	s.denies = s.denies || a.Stance.Bearing() == claim.ContradictsClaim
	return s
}

// stand is what can be said of a party.
type stand int

// In the order in which it is said; nothing is said of the last two.
const (
	hasConfirmed stand = iota
	hasNot
	inPart
	bothWays
	denies
	notReached
	unsaid
	notAsked
	stands
)

func (s standing) of(shy bool) stand {
	switch {
	case s.denies && (s.confirms || s.inPart):
		return bothWays
	case s.denies:
		return denies
	case s.confirms:
		return hasConfirmed
	case s.hidden, !s.named && (s.unnamed || shy && (s.reached || !s.withdrawn)):
		return unsaid
	case s.inPart:
		return inPart
	case s.named || s.reached:
		return hasNot
	case s.withdrawn:
		return notAsked
	}
	return notReached
}

// words say who stands how; they are empty if nobody was asked.
func (t *topic) words() string {
	var by [stands][]string
	for party, s := range t.parties {
		shy := t.line.Shy != nil && t.line.Shy(party)
		at := s.of(shy)
		by[at] = append(by[at], t.line.Name(party))
	}
	var clauses []string
	for at, names := range by[:unsaid] {
		if len(names) > 0 {
			clauses = append(clauses, stand(at).clause(names, len(by[hasConfirmed]) > 0))
		}
	}
	switch {
	case len(clauses) > 0:
		return strings.Join(clauses, "; ")
	case len(by[unsaid]) > 0:
		return "nobody has confirmed on the record"
	case len(by[notAsked]) > 0:
		return "nobody is asked any more"
	}
	return ""
}

// clause says how those stand. confirmed says that others have, and have been named
// right before.
func (s stand) clause(names []string, confirmed bool) string {
	who, one := Enumerate(names), len(names) == 1
	switch s {
	case hasConfirmed:
		return who + has(one) + "confirmed"
	case inPart:
		return who + has(one) + "confirmed a part of it"
	case bothWays:
		return who + has(one) + "both confirmed and denied it"
	case denies:
		if one {
			return who + " denies it"
		}
		return who + " deny it"
	case notReached:
		return who + " could not be reached"
	}
	if confirmed {
		return who + has(one) + "not"
	}
	return who + has(one) + "not confirmed"
}

// name is the statement as it is quoted in a sentence.
func (t *topic) name() string {
	return "“" + strings.TrimSuffix(cmp.Or(t.statement, Erased), ".") + "”"
}

func has(one bool) string {
	if one {
		return " has "
	}
	return " have "
}

// Enumerate joins names as English does.
func Enumerate(names []string) string {
	slices.SortFunc(names, cmp.Compare[string])
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// Moment is an instant in words, in the zone that it carries, named: 18:00 UTC on
// 17 March 2017.
func Moment(t time.Time) string {
	return t.Format("15:04 ") + ZoneName(t) + t.Format(" on 2 January 2006")
}

// ZoneName is how the zone of an instant is called then: EET, or UTC+3 where it has
// only a number.
func ZoneName(t time.Time) string {
	name, offset := t.Zone()
	if name != "" && !strings.ContainsAny(name[:1], "+-") && name != "Local" {
		return name
	}
	sign := "+"
	if offset < 0 {
		sign, offset = "−", -offset
	}
	if minutes := offset % 3600 / 60; minutes > 0 {
		return fmt.Sprintf("UTC%s%d:%02d", sign, offset/3600, minutes)
	}
	return fmt.Sprintf("UTC%s%d", sign, offset/3600)
}
