package line_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework/line"
	"github.com/onrecord/onrecord/internal/worktest"
)

// What follows reads a line as its readers do, by its words alone, and holds it
// against what was told of the case.

// spoken is what a sentence says: of whom, on what of a series, and what.
type spoken struct {
	who      map[string][]string // parties, and what of the series
	claimant bool
	words    string
}

var (
	named   = `[PQ]\d+(?: \(on [^)]*\))?`
	subject = regexp.MustCompile(`^(` + named + `(?:(?:, | and )` + named + `)*)(, whose claim it is,)? (.*)$`)
	noted   = regexp.MustCompile(` \((?:asked|tried) [^)]*\)`)
	ours    = regexp.MustCompile(`^[aA] (message (?:that may be )?from|letter to) (.*) (is still to be (?:read|looked at)|is on its way)$|^[mMlL]\w+s ((?:that may be )?from|to) (.*) (are still to be (?:read|looked at)|are on their way)$`)
	quiet   = regexp.MustCompile(`^(?:[aA] source|\d+ sources) (on background|not for attribution) (.*)$`)
)

// read takes a line of one statement apart.
func read(t *rapid.T, text, between string) (all []spoken, sources []string) {
	_, text, _ = strings.Cut(strings.TrimSuffix(text, "."), ", ")
	if strings.HasPrefix(text, "nobody ") {
		return nil, nil
	}
	for _, sentence := range strings.Split(noted.ReplaceAllString(text, ""), between) {
		if m := quiet.FindStringSubmatch(sentence); m != nil {
			sources = append(sources, m[1])
			continue
		}
		if m := ours.FindStringSubmatch(sentence); m != nil {
			sentence = m[2] + m[5] + " " + m[3] + m[6]
			sentence = strings.Replace(sentence, ", whose claim it is ", ", whose claim it is, ", 1)
		}
		m := subject.FindStringSubmatch(sentence)
		if m == nil {
			t.Fatalf("what does %q say, in %q?", sentence, text)
		}
		s := spoken{who: map[string][]string{}, claimant: m[2] != "", words: m[3]}
		for _, name := range regexp.MustCompile(named).FindAllString(m[1], -1) {
			name, on, _ := strings.Cut(strings.TrimSuffix(name, ")"), " (on ")
			if s.who[name] != nil {
				t.Fatalf("%s stands twice in %q", name, sentence)
			}
			s.who[name] = append([]string{}, strings.FieldsFunc(on, func(r rune) bool { return r == ',' || r == ' ' })...)
		}
		all = append(all, s)
	}
	return all, sources
}

// told is what was told of a party and a claim of a series, or of the statement.
type told struct {
	asked                      []string // what became of each request
	named, unnamed, replaced   []sources.Said
	spoke                      bool // to the desk itself, on whatever terms
	claimant, hidden, shy, new bool
	guessed                    bool // a message in quarantine may be the party's

	earlier        []string // what became of requests that put earlier words
	heard, whisper bool     // of earlier words, on the record and on other terms
}

// play tells a random case, of one statement or a series, and keeps what was told.
func play(t *rapid.T, s *situation) map[string]map[string]*told {
	facts := map[string]map[string]*told{} // by party, by slot
	series := rapid.Bool().Draw(t, "series")
	says := map[string]bool{} // of a statement that several claims make
	tell := func(format string, args ...any) {
		sentence := fmt.Sprintf(format, args...)
		t.Log(sentence)
		s.tell(t, sentence)
	}
	one := func(kind string, of ...string) string { return rapid.SampledFrom(of).Draw(t, kind) }
	for i := range rapid.IntRange(1, 3).Draw(t, "claims") {
		slot, statement := "", "It is so."
		if series {
			slot = fmt.Sprint("P", i)
			statement = "It is so of " + slot + ".; series one of " + slot
		}
		claimant := one("claimant", "", "P4", "P5")
		if claimant != "" {
			statement += "; by " + claimant
		}
		tell("claim %s", statement)
		earlier := playEarlier(t, s, tell)
		for n := range 6 {
			name := fmt.Sprint("P", n)
			f := &told{}
			if before := earlier[name]; before != nil {
				f = before
			}
			became := one("request", "none", "arrived", "bounced", "withdrawn", "pending", "uncertain", "stopped", "acknowledged", "lapsed; withdrawn")
			switch became {
			case "none":
			case "arrived":
				tell("asked %s", name)
			default:
				tell("asked %s; %s", name, became)
			}
			if became != "none" {
				f.asked = append(f.asked, became)
			}
			for range rapid.IntRange(0, 2).Draw(t, "answers") {
				if one("mail", "", "", "", "; suspicious") != "" {
					tell("%s: %s; %s; suspicious", name, rapid.SampledFrom(claim.Stances).Draw(t, "stance"), rapid.SampledFrom(claim.AllGroundRules).Draw(t, "rules"))
					continue
				}
				tell("%s: %s; %s%s%s", name, rapid.SampledFrom(claim.Stances).Draw(t, "stance"), rapid.SampledFrom(claim.AllGroundRules).Draw(t, "rules"),
					one("way", "", "", "; to Q1", "; to Q2, Q1"), one("replaces", "", "; replaces"))
			}
			f.take(s.now(), s.party(name))
			f.claimant = name == claimant
			if f.claimant && !series {
				says[name] = true
			}
			if slot == name || !series {
				slot = ""
			}
			of := facts[name]
			if of == nil {
				of = map[string]*told{}
				facts[name] = of
			}
			if before := of[slot]; before != nil {
				f = before.and(f)
			}
			if f.asked != nil || f.earlier != nil || f.heard || f.whisper || f.guessed || len(f.named)+len(f.unnamed) > 0 {
				of[slot] = f
			}
			if series {
				slot = fmt.Sprint("P", i)
			}
		}
	}
	for name := range says {
		for _, f := range facts[name] {
			f.claimant = true
		}
	}
	for _, name := range []string{"P0", "P1", "P3", "P4", "Q1"} {
		happens := []string{"", "", "source", "message", "guess"}
		if name > "P2" { // those before stand in slots
			happens = append(happens, "erased")
		}
		happened := one(name, happens...)
		if happened == "" || (happened == "message" || happened == "guess") && name == "Q1" {
			continue
		}
		s.party(name)
		tell("%s %s", happened, name)
		for _, f := range facts[name] {
			f.shy, f.hidden, f.new = happened == "source", happened == "erased", happened == "message" && (f.asked != nil || f.earlier != nil)
			f.guessed = f.guessed || happened == "guess" && (f.asked != nil || f.earlier != nil)
		}
	}
	return facts
}

// playEarlier tells what was put and said before the words of the claim changed, if they did.
func playEarlier(t *rapid.T, s *situation, tell func(string, ...any)) map[string]*told {
	earlier := map[string]*told{}
	if rapid.IntRange(0, 2).Draw(t, "reworded") > 0 {
		return earlier
	}
	for n := range 6 {
		name := fmt.Sprint("P", n)
		f := &told{}
		if rapid.Bool().Draw(t, "asked earlier") {
			tell("asked %s", name)
			f.earlier = append(f.earlier, "arrived")
		}
		if rapid.Bool().Draw(t, "spoke earlier") {
			rules := rapid.SampledFrom(claim.AllGroundRules).Draw(t, "rules")
			tell("%s: %s; %s", name, rapid.SampledFrom(claim.Stances).Draw(t, "stance"), rules)
			f.heard, f.whisper = rules.Named(), !rules.Named()
		}
		if f.earlier != nil || f.heard || f.whisper {
			earlier[name] = f
		}
	}
	tell("reworded")
	return earlier
}

// take takes in what a party has said of a claim.
func (f *told) take(c *verification.Claim, party uuid.UUID) {
	sure := func(a sources.Said) bool {
		return a.Party == party && a.Wording == c.Wording() && a.Authenticity != claim.AuthenticitySuspicious
	}
	for _, a := range c.Answers {
		doubted := a.Authenticity == claim.AuthenticitySuspicious && len(a.Way) == 0
		switch {
		case a.Party != party || a.Wording != c.Wording():
		case doubted && a.GroundRules.Named():
			f.guessed = f.guessed || a.Current()
		default: // terms hold whoever it is
			f.spoke = f.spoke || len(a.Way) == 0
			if a.Current() && !a.GroundRules.Named() {
				f.unnamed = append(f.unnamed, a)
			}
		}
	}
	for _, a := range c.OnRecord() {
		switch {
		case a.Party != party:
		case !sure(a) && len(a.Way) == 0:
			panic("what is in doubt stands on the record")
		case a.Current():
			f.named = append(f.named, a)
		default:
			f.replaced = append(f.replaced, a)
		}
	}
}

func (f *told) and(g *told) *told {
	return &told{
		spoke: f.spoke || g.spoke, guessed: f.guessed || g.guessed,
		asked: append(f.asked, g.asked...), named: append(f.named, g.named...), unnamed: append(f.unnamed, g.unnamed...),
		earlier: append(f.earlier, g.earlier...), heard: f.heard || g.heard, whisper: f.whisper || g.whisper,
		replaced: append(f.replaced, g.replaced...), claimant: f.claimant || g.claimant,
	}
}

func (f *told) has(match func(sources.Said) bool) bool {
	return slices.ContainsFunc(f.named, match)
}

func (f *told) out(became ...string) bool {
	return slices.ContainsFunc(f.asked, func(a string) bool { return slices.Contains(became, a) })
}

func (f *told) arrived() bool {
	return f.out("arrived", "uncertain", "acknowledged", "lapsed; withdrawn") || f.new && f.out("bounced", "pending", "stopped")
}

// mayBeNamed is what ground rules and erasure leave.
func (f *told) mayBeNamed() bool {
	return !f.hidden && (len(f.named) > 0 || len(f.unnamed) == 0 && !f.shy && !f.whisper)
}

// check is what has to be on record of a party if its sentence matches.
type check struct {
	words *regexp.Regexp
	holds func(f *told, m []string) bool
}

// checks are all the words that a line has of a party.
var checks = func() (all []check) {
	add := func(words string, holds func(f *told, m []string) bool) {
		all = append(all, check{regexp.MustCompile(words), holds})
	}
	supports := func(a sources.Said) bool { return a.Stance.Supports() }
	whole := func(a sources.Said) bool { return a.Stance.SupportsAll() }
	part := func(a sources.Said) bool { return a.Stance.Supports() && !a.Stance.SupportsAll() }
	against := func(a sources.Said) bool { return a.Stance.Bearing() == claim.ContradictsClaim }
	said := func(whom string, what func(sources.Said) bool, f *told) bool {
		return f.has(func(a sources.Said) bool {
			if whom == "" || whom == "us" {
				return what(a) && len(a.Way) == 0
			}
			return what(a) && len(a.Way) > 0 // whom is looked at where names are
		})
	}
	const to = `(?: to (us|Q\d|others))?`
	add(`^ha(?:s|ve) (?:both )?confirmed(?:$| and denied it$|, having)`, func(f *told, _ []string) bool { return !f.claimant && said("", whole, f) })
	add(`ha(?:s|ve) confirmed it to (us|Q\d|others)`, func(f *told, m []string) bool { return !f.claimant && said(m[1], whole, f) })
	add(`ha(?:s|ve) confirmed a part of it`+to, func(f *told, m []string) bool { return !f.claimant && said(m[1], part, f) })
	add(`(?:^|and )(?:deny|denies) it|(?:has|have|and) denied it`+to, func(f *told, m []string) bool { return said(m[1], against, f) })
	add(`stands? by it`, func(f *told, _ []string) bool { return f.claimant && said("", whole, f) })
	add(`stands? by a part of it`, func(f *told, _ []string) bool { return f.claimant && said("", part, f) })
	add(`ha(?:s|ve) said (?:so|a part of it) to (us|Q\d|others)`, func(f *told, m []string) bool { return f.claimant && said(m[1], supports, f) })
	before := func(f *told, stance func(sources.Said) bool) bool {
		return slices.ContainsFunc(f.replaced, func(a sources.Said) bool { return len(a.Way) == 0 && stance(a) })
	}
	add(`, having denied it(?: to us)? before`, func(f *told, _ []string) bool { return before(f, against) })
	add(`, having (?:confirmed|stood by) (?:a part of )?it(?: to us)? before`, func(f *told, _ []string) bool { return before(f, supports) })
	silent := func(f *told) bool { return len(f.named)+len(f.unnamed) == 0 && !f.shy && !f.whisper }
	add(`not answered$`, func(f *told, _ []string) bool { return silent(f) && f.arrived() && !f.new && !f.guessed })
	add(`not answered us$`, func(f *told, _ []string) bool { return f.arrived() && !f.new && !f.guessed && !f.spoke })
	add(`acknowledged the request`, func(f *told, _ []string) bool { return f.out("acknowledged") })
	add(`^ha(?:s|ve) not(?: confirmed)?$`, func(f *told, _ []string) bool {
		return !f.claimant && !f.has(supports) && !f.has(against) && (len(f.named) > 0 || silent(f) && f.arrived() && !f.new && !f.guessed)
	})
	add(`^could not be reached$`, func(f *told, _ []string) bool { return silent(f) && f.out("bounced") && !f.arrived() })
	add(`still to be read$`, func(f *told, _ []string) bool { return silent(f) && f.new })
	add(`still to be looked at$`, func(f *told, _ []string) bool {
		return silent(f) && f.guessed && (f.arrived() || f.asked == nil)
	})
	add(`on (?:its|their) way$`, func(f *told, _ []string) bool { return silent(f) && f.out("pending") && !f.arrived() })
	add(`no longer asked$`, func(f *told, _ []string) bool {
		return silent(f) && f.out("withdrawn") && !f.arrived() && !f.out("pending", "bounced")
	})
	add(`not been asked`, func(f *told, _ []string) bool { return silent(f) && f.out("stopped") && !f.arrived() })
	add(`asked about an earlier wording only$`, func(f *told, _ []string) bool {
		return silent(f) && f.asked == nil && f.earlier != nil && !f.heard && !f.new && !f.guessed
	})
	add(`spoken about an earlier wording only$`, func(f *told, _ []string) bool { return silent(f) && f.asked == nil && f.heard && !f.new && !f.guessed })
	for _, stance := range claim.Stances {
		if stance.Bearing() != claim.NeutralToClaim {
			continue
		}
		is := func(a sources.Said) bool { return a.Stance == stance }
		add(`^`+pattern(stance.Sentence().Said)+`$`, func(f *told, _ []string) bool { return said("", is, f) })
		add(`(?:^|, and )`+pattern(stance.Sentence().Told)+`(?:$|, as quoted)`, func(f *told, m []string) bool { return said(m[1], is, f) })
	}
	return all
}()

func pattern(sentence string) string {
	sentence = regexp.MustCompile(`\[([^|]*)\|([^\]]*)\]`).ReplaceAllString(sentence, "(?:$1|$2)")
	return strings.NewReplacer("{whom}", `(us|Q\d|others)`, "{earlier}", "an earlier (?:answer|denial|confirmation)").Replace(sentence)
}

// of are the facts of what is said of a party: on what it is about.
func of(facts map[string]*told, name string, on []string) (slots []string) {
	if _, own := facts[""]; len(on) == 0 && own {
		return []string{""}
	}
	if len(on) == 0 || slices.Equal(on, []string{"each"}) {
		for slot := range facts {
			slots = append(slots, slot)
		}
		return slots
	}
	for _, slot := range on {
		switch slot {
		case "and":
		case name:
			slots = append(slots, "")
		default:
			slots = append(slots, slot)
		}
	}
	return slots
}

// hold holds a line against what was told.
func hold(t *rapid.T, s *situation, facts map[string]map[string]*told, text, between string) {
	all, terms := read(t, text, between)
	said := map[string]bool{}
	for _, sentence := range all {
		for name, on := range sentence.who {
			for _, slot := range of(facts[name], name, on) {
				f := facts[name][slot]
				if f == nil {
					t.Fatalf("%q: %s was not asked and said nothing (%q)", text, name, slot)
				}
				said[name+" "+slot] = true
				if !f.mayBeNamed() || f.claimant != sentence.claimant {
					t.Fatalf("%q: %s is not to be named so: %+v", text, name, f)
				}
				matched := false
				for _, c := range checks {
					if m := c.words.FindStringSubmatch(sentence.words); m != nil {
						matched = true
						if !c.holds(f, append(m, "")) {
							t.Fatalf("%q: that %s %q (%s) is not on record: %+v", text, name, sentence.words, c.words, f)
						}
					}
				}
				if !matched {
					t.Fatalf("%q: nobody has checked %q", text, sentence.words)
				}
			}
		}
	}
	for name, by := range facts {
		for slot, f := range by {
			told := len(f.named) > 0 || f.arrived() || f.out("pending", "bounced")
			if f.mayBeNamed() && !said[name+" "+slot] && (told || between == ". ") {
				t.Fatalf("%q: %s is left out (%q): %+v", text, name, slot, f)
			}
		}
	}
	for _, outlet := range []string{"Q1", "Q2"} {
		if (s.hidden[outlet] || s.shy[outlet]) && strings.Contains(text, outlet) {
			t.Fatalf("%q names %s", text, outlet)
		}
	}
	for _, rules := range terms {
		if !anybody(facts, func(a sources.Said) bool { return string(a.GroundRules) == rules }) {
			t.Fatalf("%q: nobody has spoken %s", text, rules)
		}
		if s.line.Public {
			t.Fatalf("%q tells the public of a source", text)
		}
	}
}

func anybody(facts map[string]map[string]*told, match func(sources.Said) bool) bool {
	for _, by := range facts {
		for _, f := range by {
			if slices.ContainsFunc(f.unnamed, match) {
				return true
			}
		}
	}
	return false
}

// TestTheLineSaysNothingThatTheRecordDoesNotHold plays random cases, reads their lines
// and holds every word of them against what was told: nothing is said that is not on
// record, nobody is named who may not be, and nobody is left out of the long form who
// was asked and may be named.
func TestTheLineSaysNothingThatTheRecordDoesNotHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newSituation()
		facts := play(t, s)
		for _, public := range []bool{false, true} {
			s.line.Public = public
			forms := s.line.Forms()
			hold(t, s, facts, forms.Short, "; ")
			hold(t, s, facts, forms.Long, ". ")
		}
	})
}

// TestFoldingChangesNoVerdict counts who stands where: as many are named, and counted
// among the others, as there are.
func TestFoldingChangesNoVerdict(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newSituation()
		s.tell(t, "claim It is so.")
		want := map[string]int{}
		for n := range rapid.IntRange(1, 30).Draw(t, "parties") {
			name := fmt.Sprint("P", n)
			switch rapid.IntRange(0, 3).Draw(t, "stands") {
			case 0:
				s.tell(t, "asked "+name+"; bounced")
				want["could not be reached"]++
			case 1:
				s.tell(t, name+": confirms")
				want["confirmed"]++
			case 2:
				s.tell(t, name+": denies")
				want["den"]++
			default:
				s.tell(t, "asked "+name)
				want["not"]++
			}
		}
		_, text, _ := strings.Cut(strings.TrimSuffix(s.line.Forms().Short, "."), ", ")
		got := map[string]int{}
		for _, sentence := range strings.Split(text, "; ") {
			m := regexp.MustCompile(`^(.*?) (?:(could not be reached)|(?:has|have) (confirmed|not)(?: confirmed)?|(den)\w+ it)$`).FindStringSubmatch(sentence)
			if m == nil {
				t.Fatalf("what does %q say?", sentence)
			}
			verdict := m[2] + m[3] + m[4]
			for _, who := range strings.Split(strings.ReplaceAll(m[1], " and ", ", "), ", ") {
				n := 1
				if others, folded := strings.CutSuffix(who, " others"); folded {
					n, _ = strconv.Atoi(others)
				}
				got[verdict] += n
			}
		}
		require.Equal(t, want, got, text)
	})
}

// TestTenThousandPartiesAreOneLine: what a line costs grows as its parties do.
func TestTenThousandPartiesAreOneLine(t *testing.T) {
	s := newSituation()
	s.tell(t, "claim It is so.")
	ids := map[uuid.UUID]string{}
	for n := range 10_000 {
		name := fmt.Sprint("P", n)
		id := uuid.New()
		ids[id] = name
		s.now().Answers = append(s.now().Answers, sources.Said{Response: uuid.New(), Party: id, Stance: claim.Stances[n%len(claim.Stances)], GroundRules: claim.OnTheRecord})
	}
	s.line.Name = func(id uuid.UUID) string { return ids[id] }
	s.line.Shy = func(uuid.UUID) bool { return false }
	var forms line.Forms
	require.Less(t, worktest.Spent(t, func() { forms = s.line.Forms() }), time.Second, "of processor time")
	require.Contains(t, forms.Short, "others")
	for _, name := range ids {
		require.Contains(t, forms.Long, name)
	}
}

// TestThePublicLineGivesAwayNothingSaidOnOtherTerms: of those who have spoken on the record
// it says the same, whatever else they have told the desk without their names.
func TestThePublicLineGivesAwayNothingSaidOnOtherTerms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newSituation()
		play(t, s)
		s.line.Public = true
		with := s.line.Forms()
		// One who was asked, be it about another claim of the line, is not called silent once she has spoken at all.
		asked := map[uuid.UUID]bool{}
		for _, of := range s.line.Claims {
			for _, a := range of.Claim.Asked {
				asked[a.Party] = true
			}
		}
		for i := range s.line.Claims {
			c := s.line.Claims[i].Claim
			quoted := c.OnRecord()
			c.Answers = slices.DeleteFunc(c.Answers, func(a sources.Said) bool {
				return !a.GroundRules.Named() && !asked[a.Party] && slices.ContainsFunc(quoted, func(b sources.Said) bool { return b.Party == a.Party })
			})
		}
		require.Equal(t, with, s.line.Forms())
	})
}
