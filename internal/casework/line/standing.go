package line

import (
	"cmp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
)

// standing is what the record holds of a party and a statement.
type standing struct {
	claimant bool
	hushed   bool           // of it readers are told nothing but what it said on the record
	named    []sources.Said // answers that stand and may be quoted with the name
	replaced []sources.Said // that no longer stand
	unnamed  []sources.Said // answers that stand, on terms that keep the name out
	spoke    bool           // it has said something to the desk itself, on whatever terms
	requests []asking
	unread   bool // something that the party wrote waits to be read
	guessed  bool // something that the party may have written waits in quarantine, or for somebody to decide whose it is

	askedEarlier  bool // about words that the claim has no more
	spokeEarlier  bool // about such words, on the record
	hushedEarlier bool // about such words, on terms that keep the name out
}

func (s *standing) asked(about Claim, a sources.Asked, of *letters.Correspondence) {
	if !about.AskedOfNow(a) {
		s.askedEarlier, s.unread, s.guessed = true, s.unread || unreadIn(of), s.guessed || guessedIn(of)
		return
	}
	if slices.ContainsFunc(s.requests, func(b asking) bool { return b.request == a.Request }) {
		return // it puts several claims of the topic
	}
	s.requests = append(s.requests, requested(about.ID, a, of))
	s.unread = s.unread || unreadIn(of)
	s.guessed = s.guessed || guessedIn(of)
}

// unreadIn reports whether something waits to be read that the party wrote.
func unreadIn(of *letters.Correspondence) bool {
	return of != nil && slices.ContainsFunc(of.Unread(), func(m letters.Message) bool { return !strange(m) })
}

// guessedIn reports whether something waits that the party may have written: in quarantine, or at its correspondence
// from somebody who is none of its contact points and does not show that our letter reached him.
func guessedIn(of *letters.Correspondence) bool {
	return of != nil && (of.Quarantined > 0 || slices.ContainsFunc(of.Unread(), strange))
}

func strange(m letters.Message) bool { return m.Sender.Stranger() && !m.By.Sure() }

// quoted takes in what was said on the record, as it stands there.
func (s *standing) quoted(a sources.Said) {
	if a.Current() {
		s.named = append(s.named, a)
	} else {
		s.replaced = append(s.replaced, a)
	}
}

// answered takes in that something was said, on whatever terms.
func (s *standing) answered(about Claim, a sources.Said) {
	if !about.SaidOfNow(a) {
		s.spokeEarlier = s.spokeEarlier || a.GroundRules.Named()
		s.hushedEarlier = s.hushedEarlier || !a.GroundRules.Named()
		return
	}
	s.spoke = s.spoke || direct(a) || !a.Unasked()
	if a.Current() && !a.GroundRules.Named() {
		s.unnamed = append(s.unnamed, a)
	}
}

// class is where a party stands.
type class int

// In the order in which the long form says it; nothing is said of whoever is unsaid.
const (
	confirmed class = iota
	confirmedToOthers
	inPart
	bothWays
	denies
	neither
	silent
	unread
	guessed
	onItsWay
	notReached
	notPut   // called off before it went out
	stopped  // no longer asked
	reworded // asked, or heard, about earlier words alone
	claimant
	source
	unsaid
)

// hasNot reports whether the party has not confirmed, and said nothing against it.
func (c class) hasNot() bool { return c == neither || c == silent }

// stand is where a party stands, and how that is said in each form. {who} is its
// name, and stands first if it is not there.
type stand struct {
	class       class
	short, long string
	words       string // of the form that is being made
}

// stand is that of a party; shy says that it may not be named as silent.
func (l *Line) stand(s *standing, shy bool) stand {
	said := s.substance()
	switch {
	case len(said) > 0:
		return l.substantive(s, said)
	case len(s.named) > 0:
		words := l.words(s, prevailing(s.named))
		return s.as(stand{class: neither, short: words, long: words})
	case len(s.unnamed) > 0 || s.hushedEarlier || shy || l.Restricted || s.hushed:
		return stand{class: unsaid}
	}
	return l.silent(s)
}

// substance is what the party says for and against the statement: of each, what it
// said itself to the desk before what came through others.
func (s *standing) substance() []sources.Said {
	var all, part, not []sources.Said
	for _, a := range s.named {
		switch {
		case a.Stance.SupportsAll():
			all = append(all, a)
		case a.Stance.Supports():
			part = append(part, a)
		case a.Stance.Bearing() == claim.ContradictsClaim:
			not = append(not, a)
		}
	}
	said := slices.Concat(nearest(all), nearest(part), nearest(not))
	if len(all) > 0 && len(part) > 0 && (direct(said[0]) || !direct(said[1])) {
		said = slices.Delete(said, 1, 2) // a part of what it has confirmed
	}
	return said
}

// nearest is the answer that came through the fewest, the latest of several.
func nearest(said []sources.Said) []sources.Said {
	if len(said) == 0 {
		return nil
	}
	return []sources.Said{slices.MinFunc(said, func(a, b sources.Said) int {
		return cmp.Or(cmp.Compare(len(a.Way), len(b.Way)), b.ReceivedAt.Compare(a.ReceivedAt))
	})}
}

func direct(a sources.Said) bool { return len(a.Way) == 0 }

// prevailing is where the party stands by answers that say neither, of which those
// that it gave itself count first.
func prevailing(said []sources.Said) sources.Said {
	own := slices.ContainsFunc(said, direct)
	var at sources.Said
	for _, a := range said {
		if own == direct(a) && a.Stance.Prevails(a.ReceivedAt, at.Stance, at.ReceivedAt) {
			at = a
		}
	}
	return at
}

// substantive is where a party stands that says something for or against.
func (l *Line) substantive(s *standing, said []sources.Said) stand {
	var words []string
	for _, a := range said {
		if direct(a) && slices.ContainsFunc(said, func(b sources.Said) bool { return !direct(b) }) {
			words = append(words, l.to(s, a, "us"))
		} else {
			words = append(words, l.words(s, a))
		}
	}
	short := list(words)
	if len(said) == 2 && said[0].Stance.SupportsAll() && direct(said[0]) && direct(said[1]) && !s.claimant {
		short = "[has|have] both confirmed and denied it"
	}
	out := stand{class: confirmed, short: short, long: short + s.before(said) + l.beside(s, said)}
	against := said[len(said)-1].Stance.Bearing() == claim.ContradictsClaim
	switch {
	case against && len(said) > 1:
		out.class = bothWays
	case against:
		out.class = denies
	case !said[0].Stance.SupportsAll():
		out.class = inPart
	case !direct(said[0]):
		out.class = confirmedToOthers
	}
	return s.as(out)
}

// before says that the party has said the opposite before, with its name.
func (s *standing) before(said []sources.Said) string {
	if len(said) != 1 || !direct(said[0]) {
		return ""
	}
	return s.turned(said[0].Stance.Bearing(), "")
}

// turned says that the party has told the desk the opposite before.
func (s *standing) turned(now claim.Bearing, whom string) string {
	opposite := func(a sources.Said) bool {
		return direct(a) && a.Stance.Bearing() != claim.NeutralToClaim && a.Stance.Bearing() != now
	}
	switch i := slices.IndexFunc(s.replaced, opposite); {
	case i < 0:
		return ""
	case now == claim.SupportsClaim:
		return ", having denied it" + whom + " before"
	case s.claimant:
		return ", having stood by it" + whom + " before"
	case s.replaced[i].Stance.SupportsAll():
		return ", having confirmed it" + whom + " before"
	}
	return ", having confirmed a part of it" + whom + " before"
}

// beside is what a party said to the desk, or did not, that has said more to others.
func (l *Line) beside(s *standing, said []sources.Said) string {
	if slices.ContainsFunc(said, direct) {
		return ""
	}
	if own := slices.DeleteFunc(slices.Clone(s.named), func(a sources.Said) bool { return !direct(a) }); len(own) > 0 {
		return ", and " + l.to(s, prevailing(own), "us")
	}
	if slices.ContainsFunc(s.replaced, direct) {
		return s.turned(said[0].Stance.Bearing(), " to us")
	}
	if asked := s.went(arrived); len(asked) > 0 && !s.spoke && !s.unread && !s.guessed {
		return ", and [has|have] not answered us (" + l.told(asked) + ")"
	}
	return ""
}

func (s *standing) went(how went) []asking {
	return slices.DeleteFunc(slices.Clone(s.requests), func(a asking) bool { return a.went != how })
}

// silent is where a party stands that has not said anything.
func (l *Line) silent(s *standing) stand {
	has := func(how went) bool { return len(s.went(how)) > 0 }
	switch {
	case (has(arrived) || len(s.requests) == 0) && s.unread:
		words := "[a message|messages] from {who} [is|are] still to be read"
		return s.as(stand{class: unread, short: words, long: words})
	case (has(arrived) || len(s.requests) == 0) && s.guessed:
		words := "[a message|messages] that may be from {who} [is|are] still to be looked at"
		return s.as(stand{class: guessed, short: words, long: words})
	case has(arrived):
		return s.as(l.notAnswered(s.went(arrived)))
	case has(underway):
		words := "[a letter|letters] to {who} [is|are] on [its|their] way"
		return s.as(stand{class: onItsWay, short: words, long: words})
	case has(cameBack):
		words := "could not be reached"
		if put := l.puts(s.went(cameBack)); put != "" {
			tried := append([]string{"tried " + put}, l.tried(s.went(cameBack))...)
			return s.as(stand{class: notReached, short: words, long: words + " (" + list(tried) + ")"})
		}
		return s.as(stand{class: notReached, short: words, long: words})
	case has(calledOff):
		return s.as(stand{class: notPut, long: "[has|have] not been asked, as our letter was called off"})
	}
	switch {
	case len(s.requests) > 0:
		return s.as(stand{class: stopped, long: "[is|are] no longer asked"})
	case s.spokeEarlier:
		return s.as(stand{class: reworded, long: "[has|have] spoken about an earlier wording only"})
	}
	return s.as(stand{class: reworded, long: "[was|were] asked about an earlier wording only"})
}

func (l *Line) notAnswered(asked []asking) stand {
	words := "[has|have] not answered"
	took := func(a asking) bool { return a.took == claim.AcknowledgedNoAnswer }
	var wants []string
	for _, a := range asked {
		if want := a.back.Asked(); want != "" && !slices.Contains(wants, want) {
			wants = append(wants, want)
		}
	}
	switch {
	case len(wants) > 0:
		words = "[has|have] " + Enumerate(append(wants, "not answered"))
	case slices.ContainsFunc(asked, took):
		words = "[has|have] acknowledged the request and not answered"
	}
	return stand{class: silent, short: "[has|have] not answered", long: words + " (" + l.told(asked) + ")"}
}

// as says it of the claimant as the claimant.
func (s *standing) as(at stand) stand {
	if s.claimant {
		at.class = claimant
	}
	return at
}

// words are those of an answer.
func (l *Line) words(s *standing, a sources.Said) string {
	printed := a.Stance.Sentence()
	words := printed.Said
	if s.claimant {
		words = cmp.Or(printed.Claimant, words)
	}
	if !direct(a) {
		return l.to(s, a, l.relay(a.Way[0])) + l.quotedBy(a.Way[1:])
	}
	return strings.ReplaceAll(words, "{earlier}", s.earlier(a))
}

func (l *Line) to(s *standing, a sources.Said, whom string) string {
	printed := a.Stance.Sentence()
	words := printed.Told
	if s.claimant {
		words = cmp.Or(printed.ClaimantTold, words)
	}
	return strings.NewReplacer("{whom}", whom, "{earlier}", s.earlier(a)).Replace(words)
}

// relay is somebody to whom a statement was made, or who passed it on.
func (l *Line) relay(party uuid.UUID) string {
	if name := l.Name(party); name != "" && !l.Shy(party) && !l.hidesClaimant(party) {
		return putBy.Replace(name)
	}
	return "others"
}

// hidesClaimant reports whether the party is a claimant whom readers are not to learn of.
func (l *Line) hidesClaimant(party uuid.UUID) bool {
	return slices.ContainsFunc(l.Claims, func(c Claim) bool { return c.HideClaimant && c.Has(party, sources.PartClaimant) })
}

func (l *Line) quotedBy(way []uuid.UUID) string {
	var names []string
	for _, party := range way {
		if name := l.relay(party); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return ", as quoted by " + list(names)
}

// earlier is what an answer took the place of, as far as that was on the record.
func (s *standing) earlier(a sources.Said) string {
	for _, b := range s.replaced {
		switch {
		case b.SupersededBy != a.Response || s.claimant:
		case b.Stance.SupportsAll():
			return "an earlier confirmation"
		case b.Stance.Bearing() == claim.ContradictsClaim:
			return "an earlier denial"
		}
	}
	return "an earlier answer"
}
