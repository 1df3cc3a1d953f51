package line_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework/line"
)

var update = flag.Bool("update", false, "write the lines of testdata anew")

// teller is a test, or a property.
type teller interface {
	require.TestingT
	Helper()
}

// situation is a case as a line sees it, told in sentences; testdata/situations.txt
// begins with what can be said.
type situation struct {
	line    line.Line
	names   []string
	ids     map[string]uuid.UUID
	letters map[uuid.UUID]*letters.Correspondence
	hidden  map[string]bool // from everybody: their names were erased
	shy     map[string]bool
	series  map[string]uuid.UUID
	at      time.Time // of what is told next
}

func newSituation() *situation {
	s := &situation{
		ids: map[string]uuid.UUID{}, letters: map[uuid.UUID]*letters.Correspondence{}, hidden: map[string]bool{}, shy: map[string]bool{},
		series: map[string]uuid.UUID{}, at: time.Date(2017, 3, 10, 9, 0, 0, 0, time.UTC),
	}
	s.line = line.Line{
		AsOf: time.Date(2017, 3, 17, 18, 0, 0, 0, time.UTC), Name: s.name,
		Shy:     func(id uuid.UUID) bool { return s.shy[s.name(id)] },
		Letters: func(id uuid.UUID) *letters.Correspondence { return s.letters[id] },
	}
	return s
}

func (s *situation) name(id uuid.UUID) string {
	i := slices.IndexFunc(s.names, func(name string) bool { return s.ids[name] == id })
	if i < 0 || s.hidden[s.names[i]] {
		return ""
	}
	return s.names[i]
}

func (s *situation) party(name string) uuid.UUID {
	if _, ok := s.ids[name]; !ok {
		s.ids[name], s.names = uuid.New(), append(s.names, name)
		s.letters[s.ids[name]] = &letters.Correspondence{Party: s.ids[name]}
	}
	return s.ids[name]
}

func (s *situation) parties(names string) (ids []uuid.UUID) {
	for _, name := range strings.Split(names, ", ") {
		ids = append(ids, s.party(name))
	}
	return ids
}

func (s *situation) claim(statement string) *verification.Claim {
	c := &verification.Claim{Head: claim.Head{ID: uuid.New()}}
	s.line.Claims = append(s.line.Claims, line.Claim{Claim: c, Statement: statement})
	return c
}

func (s *situation) now() *verification.Claim { return s.line.Claims[len(s.line.Claims)-1].Claim }

// tell takes one sentence.
func (s *situation) tell(t teller, sentence string) {
	t.Helper()
	verb, rest, _ := strings.Cut(sentence, " ")
	what, details, _ := strings.Cut(rest, "; ")
	var how []string
	if details != "" {
		how = strings.Split(details, "; ")
	}
	switch verb {
	case "claim":
		s.told(t, s.claim(what), how)
	case "asked":
		for _, name := range strings.Split(what, ", ") {
			s.ask(t, s.now(), name, how)
		}
	case "reworded": // what comes next is of other words
		c := s.now()
		s.at = s.at.Add(time.Hour)
		c.Revisions = append(c.Revisions, sources.Revision{Version: int64(len(c.Revisions) + 2), At: s.at, Worded: true, AnswersHold: claim.Ref(what)})
	case "again": // the request before covers this claim as well
		for _, name := range strings.Split(what, ", ") {
			of := s.letters[s.party(name)]
			r := of.Requests[len(of.Requests)-1]
			s.now().Asked = append(s.now().Asked, sources.Asked{Request: r.ID, Party: of.Party, At: r.SentAt, Wording: s.now().Wording()})
		}
	case "message": // that nobody has read
		of := s.letters[s.party(what)]
		of.Messages = append(of.Messages, letters.Message{ID: uuid.New(), Kind: claim.Reply, Class: received.MailAnswer})
	case "guess": // that may be from the party, and waits in quarantine
		s.letters[s.party(what)].Quarantined++
	case "source":
		s.shy[what] = true
	case "erased":
		s.party(what)
		s.hidden[what] = true
	case "restricted":
		s.line.Restricted = true
	case "others": // there are more claims
		s.line.Partial = true
	case "zone":
		zone, err := time.LoadLocation(what)
		require.NoError(t, err)
		s.line.Zone = zone
	default:
		name, stance, ok := strings.Cut(sentence, ": ")
		require.True(t, ok, "what does %q say?", sentence)
		parts := strings.Split(stance, "; ")
		s.say(t, s.now(), name, claim.Stance(parts[0]), parts[1:])
	}
}

func (s *situation) told(t teller, c *verification.Claim, how []string) {
	for _, detail := range how {
		word, rest, _ := strings.Cut(detail, " ")
		switch word {
		case "by":
			c.Involved = append(c.Involved, sources.Involved{Party: s.party(rest), As: sources.PartClaimant})
		case "series":
			name, party, _ := strings.Cut(rest, " of ")
			if s.series[name] == uuid.Nil {
				s.series[name] = uuid.New()
			}
			c.Series = &cases.Series{ID: s.series[name], Party: s.party(party)}
		case "hidden": // who says so
			s.line.Claims[len(s.line.Claims)-1].HideClaimant = true
		case "erased":
			s.line.Claims[len(s.line.Claims)-1].Statement = ""
		case "retracted", "taken": // down
			kind := finding.Retraction
			if word == "taken" {
				kind = finding.Takedown
			}
			c.Publications = []finding.Publication{{Kind: finding.FirstPublication, At: s.at}, {Kind: kind, At: s.at.Add(24 * time.Hour)}}
		default:
			require.Fail(t, "no such detail of a claim", detail)
		}
	}
}

func (s *situation) ask(t teller, c *verification.Claim, name string, how []string) {
	t.Helper()
	r := letters.Request{ID: uuid.New(), Channel: claim.ByEmail, Lifecycle: letters.Sent, SentAt: s.at, AnswerBy: s.at.AddDate(0, 0, 6).Add(12 * time.Hour)}
	m := letters.Message{ID: uuid.New(), Kind: claim.RequestLetter, Requests: []uuid.UUID{r.ID}, Delivery: letters.DeliveryAccepted}
	a := sources.Asked{Request: r.ID, Party: s.party(name), At: s.at, Wording: c.Wording()}
	for _, detail := range how {
		word, rest, _ := strings.Cut(detail, " ")
		switch word {
		case "bounced":
			m.Delivery = letters.DeliveryHardBounce
		case "pending":
			m.Delivery = letters.DeliveryDeferred
		case "uncertain":
			m.Delivery = letters.DeliveryUncertain
		case "stopped":
			m.Delivery = letters.DeliveryStopped
		case "withdrawn":
			r.Lifecycle = letters.RequestWithdrawn
		case "dropped":
			r.Dropped = append(r.Dropped, c.ID)
		case "lapsed":
			a.Silence = claim.DeliveredNoAnswer
			if r.Lifecycle == letters.Sent {
				r.Lifecycle = letters.NoReply
			}
		case "acknowledged":
			r.Lifecycle = letters.Acknowledged
		case "clarification":
			r.Lifecycle, r.Asks = letters.Clarification, letters.ReadClarification
		case "wants": // more time
			r.Lifecycle, r.Asks = letters.Clarification, letters.ReadMoreTime
		case "by":
			r.Channel = claim.Channel(rest)
		case "reminded":
			r.Reminders, _ = strconv.Atoi(rest)
		case "notice":
			r.Notices++
		case "tried", "late": // by phone, on the day after, or once the time to answer has run out
			at := r.SentAt.AddDate(0, 0, 1)
			if word == "late" {
				at = r.AnswerBy.Add(12 * time.Hour)
			}
			s.letters[a.Party].Attempts = append(s.letters[a.Party].Attempts, letters.Attempt{
				ID: uuid.New(), Request: r.ID, Channel: claim.ByPhone, Result: letters.AttemptResult(rest), At: at,
			})
		case "on":
			at, err := time.Parse("2 January 2006 15:04", rest)
			require.NoError(t, err)
			r.SentAt, r.AnswerBy = at, at.AddDate(0, 0, 6).Add(12*time.Hour)
		default:
			require.Fail(t, "no such detail of a request", detail)
		}
	}
	of := s.letters[a.Party]
	of.Requests, of.Messages, c.Asked = append(of.Requests, r), append(of.Messages, m), append(c.Asked, a)
}

func (s *situation) say(t teller, c *verification.Claim, name string, stance claim.Stance, how []string) {
	t.Helper()
	require.Contains(t, claim.Stances, stance)
	s.at = s.at.Add(time.Hour)
	said := sources.Said{Response: uuid.New(), Party: s.party(name), Stance: stance, GroundRules: claim.OnTheRecord, ReceivedAt: s.at, Wording: c.Wording()}
	for _, detail := range how {
		to, isTo := strings.CutPrefix(detail, "to ")
		switch {
		case isTo:
			said.Way = s.parties(to)
		case detail == "of the first words":
			said.Wording = 0
		case detail == "in answer":
			asked := slices.IndexFunc(c.Asked, func(a sources.Asked) bool { return a.Party == said.Party })
			require.GreaterOrEqual(t, asked, 0)
			said.Request = c.Asked[asked].Request
		case detail == "suspicious": // by mail that passes for the party's
			said.Channel, said.Authenticity = claim.ByEmail, claim.AuthenticitySuspicious
		case detail == "its own", detail == "not its own":
			said.Channel, said.Authenticity = claim.ByEmail, claim.AuthenticitySuspicious
			said.Weighed = &sources.Weighing{ItsOwn: detail == "its own"}
		case detail == "upheld":
			said.Wording, said.Upheld = 0, &sources.Upholding{Wording: c.Wording()}
		case detail == "replaces":
			for i, a := range c.Answers {
				if a.Party == said.Party && a.Current() {
					c.Answers[i].SupersededBy = said.Response
				}
			}
		default:
			said.GroundRules = claim.GroundRules(detail)
			require.Contains(t, claim.AllGroundRules, said.GroundRules)
		}
	}
	c.Answers = append(c.Answers, said)
}

// forms are the line in its two forms for each of its readers.
func (s *situation) forms() (public, internal line.Forms) {
	l := s.line
	l.Public, l.Claims = true, slices.Clone(l.Claims)
	faces := l
	faces.Shy = func(party uuid.UUID) bool { // as faces have it
		return l.Shy(party) || slices.ContainsFunc(l.Claims, func(c line.Claim) bool {
			return slices.ContainsFunc(c.Answers, func(a sources.Said) bool { return a.Party == party && !a.GroundRules.Named() && !a.Void() })
		})
	}
	hushed := faces.Hushed()
	for i, c := range l.Claims {
		l.Claims[i].Hush = hushed[c.ID]
	}
	return l.Forms(), s.line.Forms()
}

// lines are what stands under a situation: once, where both kinds of readers are told
// the same.
func (s *situation) lines() []string {
	public, internal := s.forms()
	both := func(form, public, internal string) []string {
		if public == internal {
			return []string{form + ": " + public}
		}
		return []string{form + ", public: " + public, form + ", internal: " + internal}
	}
	return append(both("short", public.Short, internal.Short), both("long", public.Long, internal.Long)...)
}

// TestSituations holds the exact lines of testdata/situations.txt, which editors can read.
func TestSituations(t *testing.T) {
	const file = "testdata/situations.txt"
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	head, rest, _ := strings.Cut(string(raw), "\n== ")
	out := head
	n := 0
	seen := map[string]bool{}
	for _, block := range strings.Split(rest, "\n== ") {
		n++
		title, body, _ := strings.Cut(block, "\n")
		require.False(t, seen[title], "%q stands there twice", title)
		seen[title] = true
		var told, want []string
		s := newSituation()
		for _, sentence := range strings.Split(strings.TrimSpace(body), "\n") {
			if text, ok := strings.CutPrefix(sentence, "  "); ok {
				want = append(want, text)
				continue
			}
			told = append(told, sentence)
			s.tell(t, sentence)
		}
		got := s.lines()
		if !*update {
			t.Run(title, func(t *testing.T) { require.Equal(t, want, got) })
		}
		out += fmt.Sprintf("\n== %s\n%s\n  %s\n", title, strings.Join(told, "\n"), strings.Join(got, "\n  "))
	}
	require.GreaterOrEqual(t, n, 60)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(out), 0o600))
	}
}
