package casework_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
)

// linePress is parties, and the claims that were put to them, as the status line sees them.
type linePress struct {
	line    casework.StatusLine
	names   []string
	ids     map[string]uuid.UUID
	letters map[uuid.UUID]*letters.Correspondence
	shy     map[string]bool
}

func newLinePress() *linePress {
	p := &linePress{ids: map[string]uuid.UUID{}, letters: map[uuid.UUID]*letters.Correspondence{}, shy: map[string]bool{}}
	p.line = casework.StatusLine{
		AsOf:    time.Date(2017, 3, 17, 18, 0, 0, 0, time.UTC),
		Name:    p.name,
		Shy:     func(id uuid.UUID) bool { return p.shy[p.name(id)] },
		Letters: func(id uuid.UUID) *letters.Correspondence { return p.letters[id] },
	}
	return p
}

func (p *linePress) name(id uuid.UUID) string {
	i := slices.IndexFunc(p.names, func(name string) bool { return p.ids[name] == id })
	if i < 0 {
		return ""
	}
	return p.names[i]
}

func (p *linePress) party(name string) uuid.UUID {
	if _, ok := p.ids[name]; !ok {
		p.ids[name], p.names = uuid.New(), append(p.names, name)
		p.letters[p.ids[name]] = &letters.Correspondence{Party: p.ids[name]}
	}
	return p.ids[name]
}

// claim adds a claim; each of the asked is a name, with what became of the request
// behind a colon if it is not out.
func (p *linePress) claim(statement string, asked ...string) *claim.Claim {
	c := &claim.Claim{}
	for _, who := range asked {
		name, became, _ := strings.Cut(who, ":")
		request := letters.Request{ID: uuid.New(), Lifecycle: letters.Sent}
		message := letters.Message{ID: uuid.New(), Kind: claim.RequestLetter, Requests: []uuid.UUID{request.ID}, Delivery: letters.DeliveryAccepted}
		switch became {
		case "bounced":
			message.Delivery = letters.DeliveryHardBounce
		case "withdrawn":
			request.Lifecycle = letters.RequestWithdrawn
		}
		var silence claim.Silence
		if became == "lapsed, then withdrawn" {
			request.Lifecycle, silence = letters.RequestWithdrawn, claim.DeliveredNoAnswer
		}
		id := p.party(name)
		of := p.letters[id]
		of.Requests, of.Messages = append(of.Requests, request), append(of.Messages, message)
		c.Asked = append(c.Asked, claim.Asked{Request: request.ID, Party: id, Silence: silence})
	}
	p.line.Claims = append(p.line.Claims, casework.LineClaim{Claim: c, Statement: statement})
	return c
}

func (p *linePress) said(c *claim.Claim, name string, stance claim.Stance, rules claim.GroundRules) {
	c.Answers = append(c.Answers, claim.Said{Response: uuid.New(), Party: p.party(name), Stance: stance, GroundRules: rules})
}

func TestTheStatusLineIsTrue(t *testing.T) {
	on, background := claim.OnTheRecord, claim.OnBackground
	for name, test := range map[string]struct {
		tell func(p *linePress)
		want string
	}{
		"nobody was asked": {func(p *linePress) { p.claim("A.") }, ", nobody has been asked."},
		"nobody was asked about what the line is about": {func(p *linePress) {
			p.claim("A pump failed.")
			p.line.Partial = true
		}, ", on “A pump failed”, nobody has been asked."},
		"who stayed silent to the end has, whatever becomes of the request": {func(p *linePress) {
			p.claim("A.", "Google:lapsed, then withdrawn")
		}, ", Google has not confirmed."},
		"the claims of a series are one line": {func(p *linePress) {
			p.said(p.claim("WikiLeaks contacted Microsoft.", "Microsoft"), "Microsoft", claim.Confirms, on)
			p.said(p.claim("WikiLeaks contacted Apple.", "Apple"), "Apple", claim.ContextOnly, on)
			p.claim("WikiLeaks contacted Mozilla.", "Mozilla")
		}, ", Microsoft has confirmed; Apple and Mozilla have not."},
		"and a denial in it is a denial": {func(p *linePress) {
			p.said(p.claim("WikiLeaks contacted Microsoft.", "Microsoft"), "Microsoft", claim.Confirms, on)
			p.said(p.claim("WikiLeaks contacted Google.", "Google"), "Google", claim.Denies, on)
			p.said(p.claim("WikiLeaks contacted Apple.", "Apple"), "Apple", claim.Denies, on)
		}, ", Microsoft has confirmed; Apple and Google deny it."},
		"a series is named with a slot beside another claim": {func(p *linePress) {
			p.said(p.claim("WikiLeaks contacted Microsoft.", "Microsoft"), "Microsoft", claim.Confirms, on)
			p.claim("WikiLeaks contacted Apple.", "Apple")
			p.claim("The documents are genuine.", "The agency")
		}, ": on “WikiLeaks contacted …”, Microsoft has confirmed; Apple has not. On “The documents are genuine”, The agency has not confirmed."},
		"a claim that was put to others too is not of the series": {func(p *linePress) {
			p.said(p.claim("WikiLeaks contacted Microsoft.", "Microsoft", "WikiLeaks"), "WikiLeaks", claim.Confirms, on)
			p.claim("WikiLeaks contacted Apple.", "Apple")
		}, ": on “WikiLeaks contacted Microsoft”, WikiLeaks has confirmed; Microsoft has not. On “WikiLeaks contacted Apple”, Apple has not confirmed."},
		"who confirms one claim and denies another is said to do both": {func(p *linePress) {
			p.said(p.claim("The water was unsafe.", "The works"), "The works", claim.Denies, on)
			p.said(p.claim("A pump failed.", "The works"), "The works", claim.Confirms, on)
		}, ": on “The water was unsafe”, The works denies it. On “A pump failed”, The works has confirmed."},
		"a confirmed claim is named beside one that nobody was asked about": {func(p *linePress) {
			p.claim("The water was unsafe.")
			p.said(p.claim("A pump failed.", "The works"), "The works", claim.Confirms, on)
		}, ", on “A pump failed”, The works has confirmed."},
		"and where it is not all that the line might be about": {func(p *linePress) {
			p.said(p.claim("A pump failed.", "The works"), "The works", claim.Confirms, on)
			p.line.Partial = true
		}, ", on “A pump failed”, The works has confirmed."},
		"claims that say the same are one": {func(p *linePress) {
			p.said(p.claim("A pump failed.", "The works"), "The works", claim.Confirms, on)
			p.said(p.claim("A pump failed.", "The works", "The council"), "The works", claim.Denies, on)
		}, ", The council has not confirmed; The works has both confirmed and denied it."},
		"what was erased may have said anything": {func(p *linePress) {
			p.claim("", "Apple")
			p.claim("", "Google")
		}, ": on “[erased]”, Apple has not confirmed. On “[erased]”, Google has not confirmed."},
		"a part is not the whole": {func(p *linePress) {
			p.said(p.claim("A.", "Apple", "Google"), "Apple", claim.ConfirmsInPart, on)
		}, ", Google has not confirmed; Apple has confirmed a part of it."},
		"who could not be reached is not silent": {func(p *linePress) {
			p.claim("A.", "Apple", "Google:bounced", "Mozilla:bounced")
		}, ", Apple has not confirmed; Google and Mozilla could not be reached."},
		"unless another letter arrived": {func(p *linePress) {
			p.claim("A.", "Google:bounced", "Google")
		}, ", Google has not confirmed."},
		"or it has answered all the same": {func(p *linePress) {
			p.said(p.claim("A.", "Google:bounced"), "Google", claim.NoComment, on)
		}, ", Google has not confirmed."},
		"who spoke before the letter went out is said to have": {func(p *linePress) {
			p.said(p.claim("A."), "Google", claim.Denies, on)
		}, ", Google denies it."},
		"who is not asked any more is not silent": {func(p *linePress) {
			p.claim("A.", "Apple", "Google:withdrawn")
		}, ", Apple has not confirmed."},
		"nor is anybody then": {func(p *linePress) { p.claim("A.", "Google:withdrawn") }, ", nobody is asked any more."},
		"a source does not hide the silent": {func(p *linePress) {
			p.said(p.claim("A.", "Apple", "Google"), "Apple", claim.Confirms, background)
		}, ", Google has not confirmed."},
		"nor its own denial on the record": {func(p *linePress) {
			c := p.claim("A.", "Apple")
			p.said(c, "Apple", claim.Denies, on)
			p.said(c, "Apple", claim.ContextOnly, background)
		}, ", Apple denies it."},
		"who confirmed on other terms has not said nothing": {func(p *linePress) {
			c := p.claim("A.", "Apple")
			p.said(c, "Apple", claim.ContextOnly, on)
			p.said(c, "Apple", claim.Confirms, background)
		}, ", nobody has confirmed on the record."},
		"who may not be named as silent is not": {func(p *linePress) {
			p.claim("A.", "Apple", "Google")
			p.shy["Apple"] = true
		}, ", Google has not confirmed."},
	} {
		t.Run(name, func(t *testing.T) {
			p := newLinePress()
			test.tell(p)
			require.Equal(t, "As of 18:00 UTC on 17 March 2017"+test.want, p.line.String())
		})
	}
}

// clauses are the ways in which parties stand in a sentence.
var clauses = map[string]*regexp.Regexp{
	"confirmed":   regexp.MustCompile(`^(.*) ha(?:s|ve) confirmed$`),
	"not":         regexp.MustCompile(`^(.*) ha(?:s|ve) not(?: confirmed)?$`),
	"part":        regexp.MustCompile(`^(.*) ha(?:s|ve) confirmed a part of it$`),
	"both":        regexp.MustCompile(`^(.*) ha(?:s|ve) both confirmed and denied it$`),
	"denies":      regexp.MustCompile(`^(.*) den(?:y|ies) it$`),
	"not reached": regexp.MustCompile(`^(.*) could not be reached$`),
}

// readLine reads a line of one sentence: how each party in it is said to stand.
func readLine(t *rapid.T, line string) map[string]string {
	said := map[string]string{}
	_, words, _ := strings.Cut(strings.TrimSuffix(line, "."), ", ")
	if strings.HasPrefix(words, "nobody ") {
		return said
	}
	for _, clause := range strings.Split(words, "; ") {
		found := false
		for how, shape := range clauses {
			m := shape.FindStringSubmatch(clause)
			if m == nil || m[1] == "nobody" {
				continue
			}
			found = true
			for _, name := range strings.Split(strings.ReplaceAll(m[1], " and ", ", "), ", ") {
				if said[name] != "" {
					t.Fatalf("%s is twice in %q", name, line)
				}
				said[name] = how
			}
		}
		if !found {
			t.Fatalf("what does %q say in %q?", clause, line)
		}
	}
	return said
}

// TestTheStatusLineSaysNothingThatTheRecordDoesNotHold plays random answers about
// one statement, in one claim or in several that say it, and reads the line against
// them.
func TestTheStatusLineSaysNothingThatTheRecordDoesNotHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newLinePress()
		asked := map[string][]string{}
		answers := map[string][]claim.Said{}
		for range rapid.IntRange(1, 3).Draw(t, "claims") {
			c := p.claim("It is so.")
			for n := range 4 {
				name := fmt.Sprint("P", n)
				became := rapid.SampledFrom([]string{"", "out", "bounced", "withdrawn"}).Draw(t, "request")
				if became == "" {
					continue
				}
				one := p.claim("It is so.", name+":"+became)
				c.Asked = append(c.Asked, one.Asked...)
				asked[name] = append(asked[name], became)
				if rapid.Bool().Draw(t, "answers") {
					p.said(c, name, rapid.SampledFrom(claim.Stances).Draw(t, "stance"), rapid.SampledFrom(claim.AllGroundRules).Draw(t, "rules"))
					answers[name] = append(answers[name], c.Answers[len(c.Answers)-1])
				}
			}
		}
		p.shy["P0"] = rapid.Bool().Draw(t, "P0 may not be named as silent")
		line := p.line.String()
		said := readLine(t, line)
		for name, requests := range asked {
			if wrong := contradicts(said[name], requests, answers[name], p.shy[name]); wrong != "" {
				t.Fatalf("%q: %s %s: %v %v", line, name, wrong, requests, answers[name])
			}
		}
		for name := range said {
			if asked[name] == nil {
				t.Fatalf("%q names %s, who was not asked", line, name)
			}
		}
	})
}

// contradicts says in what way what is said of a party is not what is on record of it.
func contradicts(said string, requests []string, answers []claim.Said, shy bool) string {
	has := func(match func(claim.Said) bool) bool { return slices.ContainsFunc(answers, match) }
	named := func(a claim.Said) bool { return a.GroundRules.Named() }
	confirms := has(func(a claim.Said) bool { return named(a) && a.Stance.Supports() })
	whole := has(func(a claim.Said) bool { return named(a) && a.Stance.SupportsAll() })
	denies := has(func(a claim.Said) bool { return named(a) && a.Stance.Bearing() == claim.ContradictsClaim })
	unnamed := has(func(a claim.Said) bool { return !named(a) })
	source := has(func(a claim.Said) bool { return !named(a) && a.Stance.SupportsAll() })
	switch {
	case denies && said != "denies" && (said != "both" || !confirms):
		return "denies it"
	case !denies && (said == "denies" || said == "both"):
		return "has denied nothing"
	case said == "confirmed" && !whole, said == "part" && (!confirms || whole):
		return "has not confirmed that"
	case said == "not" && (whole || source):
		return "has confirmed"
	case said == "not reached" && (has(named) || slices.Contains(requests, "out")):
		return "was reached"
	case said == "not" && !has(named) && (unnamed || shy || !slices.Contains(requests, "out")):
		return "may not be said to be silent"
	case said == "" && whole, said == "" && !unnamed && !shy && slices.Contains(requests, "out"):
		return "is left out"
	}
	return ""
}
