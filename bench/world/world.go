// Package world makes up a record of any size for the bench: people, parties, and cases with their claims, requests and
// letters, as if they had been worked at for two years. The same number gives the same case.
package world

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/comments"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/record"
)

// Span is how long ago the first case of a generated record was opened.
const Span = 2 * 365 * 24 * time.Hour

// Shape says how much there is in one case.
type Shape struct {
	Claims   int
	Parties  int
	Requests int // of each party
	Messages int // of each request: the letter, reminders and replies
}

// How a case looks on average: with 5,000 of them there are 100,000 claims,
// 1,000,000 requests and 4,000,000 messages.
var ordinary = Shape{Claims: 20, Parties: 20, Requests: 10, Messages: 4}

// Large is the one case of 150 parties and 40 claims with 300 messages.
var Large = Shape{Claims: 40, Parties: 150, Requests: 1, Messages: 2}

// Of so many cases one is restricted to named people: the one with this remainder.
const (
	restrictedEvery = 50
	restrictedAt    = 7
)

// Restricted says whether the n-th case is restricted to named people.
func Restricted(n int) bool { return n%restrictedEvery == restrictedAt }

// World is what the cases of a generated record share.
type World struct {
	Now     time.Time
	People  []uuid.UUID // editors, then reporters, then reviewers
	Parties []uuid.UUID
	Words   []string // that everything is written in, the frequent ones first
}

// Roles among the people: the first half are editors, the last quarter reviewers.
func (w *World) editor(r *rand.Rand) uuid.UUID { return w.People[r.IntN(len(w.People)/2)] }
func (w *World) reviewer(r *rand.Rand) uuid.UUID {
	return w.People[len(w.People)-1-r.IntN(len(w.People)/4)]
}

// New is a world with so many parties, in which it is now that instant.
func New(now time.Time, parties int) *World {
	w := &World{Now: now}
	r := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("ba co di fu ga he ji ko la mi no pu qua ri so tu va wo xe zy bar con del for gen her lin mar nor per sol tan ver")
	for range 4000 {
		word := ""
		for range 2 + r.IntN(3) {
			word += syllables[r.IntN(len(syllables))]
		}
		w.Words = append(w.Words, word)
	}
	for range 64 {
		w.People = append(w.People, uuid.New())
	}
	for range parties {
		w.Parties = append(w.Parties, uuid.New())
	}
	return w
}

// Read takes the people and parties of a record that was made before, and says
// how many cases it has: one that was interrupted goes on there.
func (w *World) Read(ctx context.Context, r *record.Record) (cases int, err error) {
	position, _, err := r.Head(ctx)
	if err != nil || position == 0 {
		return 0, err
	}
	if w.People, err = r.Persons(ctx); err != nil {
		return 0, err
	}
	if w.Parties, err = r.Parties(ctx); err != nil {
		return 0, err
	}
	all, err := r.Cases(ctx)
	return len(all), err
}

// text is so many words, few of them often and most of them seldom, as in speech.
func (w *World) text(r *rand.Rand, words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		n := int(float64(len(w.Words)) * r.Float64() * r.Float64() * r.Float64())
		b.WriteString(w.Words[n])
	}
	return b.String()
}

// writer writes streams into a bulk.
type writer struct {
	*record.Bulk
	w    *World
	r    *rand.Rand
	last map[claim.Stream]time.Time
}

func newWriter(w *World, r *rand.Rand) *writer {
	return &writer{&record.Bulk{}, w, r, map[claim.Stream]time.Time{}}
}

func (t *writer) json(value any) claim.Ref {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err) // plain structs
	}
	return t.Keep("application/json", data)
}

func (t *writer) plain(words int) claim.Ref {
	return t.Keep("text/plain; charset=utf-8", []byte(t.w.text(t.r, words)))
}

// say adds facts to a stream, not before what stands there already.
func (t *writer) say(a claim.Aggregate, by uuid.UUID, at time.Time, facts ...claim.Fact) {
	actor := claim.System
	if by != uuid.Nil {
		actor = claim.PersonActor(by)
	}
	if at = claim.Instant(at); at.Before(t.last[a.Stream()]) {
		at = t.last[a.Stream()]
	}
	t.last[a.Stream()] = at
	t.Add(claim.Apply(a, claim.Command{ID: uuid.New(), Actor: actor}, at, facts)...)
}

// Staff adds the people and the parties.
func (w *World) Staff(began time.Time) *record.Bulk {
	t := newWriter(w, rand.New(rand.NewPCG(3, 4)))
	for i, id := range w.People {
		roles := []claim.Role{claim.Editor, claim.Reporter}
		switch {
		case i >= len(w.People)*3/4:
			roles = []claim.Role{claim.Reviewer}
		case i >= len(w.People)/2:
			roles = []claim.Role{claim.Reporter}
		}
		if i == 0 {
			roles = append(roles, claim.Admin)
		}
		t.say(claim.New(claim.StreamPerson, id), id, began, people.PersonAdded{
			Profile: t.json(people.PersonProfile{Handle: fmt.Sprintf("person%02d", i), Name: "Person " + t.w.text(t.r, 1)}), Roles: roles,
		})
	}
	for i, id := range w.Parties {
		key := fmt.Sprintf("party-%d", i)
		t.say(claim.New(claim.StreamParty, id), w.People[0], began, people.PartyAdded{
			Profile: t.json(people.PartyProfile{Key: key, Name: t.w.text(t.r, 2) + " " + key}), Zone: "UTC",
			Contact: people.Contact{ID: uuid.New(), Channel: claim.ByEmail, Address: t.json(people.ContactAddress{Address: key + "@example.com"})},
		})
	}
	return t.Bulk
}

// oneCase is one case on its way into a bulk.
type oneCase struct {
	*writer
	shape  Shape
	id     uuid.UUID
	owner  uuid.UUID
	claims []*verification.Claim
	opened time.Time
	span   time.Duration // in which everything happens
	done   float64       // share of the claims that are over
}

// tell writes the n-th case of so many.
func (w *World) tell(n, of int, slug string, s Shape) *record.Bulk {
	r := rand.New(rand.NewPCG(uint64(n), 5))
	age := time.Duration(float64(Span) * float64(of-n) / float64(of))
	c := &oneCase{
		writer: newWriter(w, r), shape: s, id: uuid.New(), owner: w.editor(r), opened: w.Now.Add(-age), done: 0.9,
	}
	c.span = min(21*24*time.Hour, age*9/10)
	if n > of*19/20 {
		c.done = 0.2 // the latest are being worked at
	}
	c.open(slug, Restricted(n))
	for range s.Claims {
		c.addClaim()
	}
	first := r.IntN(len(w.Parties))
	for i := range s.Parties {
		c.ask(w.Parties[(first+i*7)%len(w.Parties)])
	}
	c.conclude()
	c.write()
	c.talk()
	return c.Bulk
}

// wordsAClaim is how long the story is for each claim that it rests on.
const wordsAClaim = 100

// write puts the draft of the story in: every claim is anchored in a passage of it.
func (c *oneCase) write() {
	d := claim.New(claim.StreamDraft, draft.ID(c.id)).(*draft.Draft)
	var text strings.Builder
	var marked []claim.Fact
	for _, about := range c.claims {
		from := text.Len()
		text.WriteString(c.w.text(c.r, 14))
		marked = append(marked, draft.PassageMarked{Passage: uuid.New(), Claim: about.ID, From: from, To: text.Len()})
		fmt.Fprintf(&text, ". %s.\n\n", c.w.text(c.r, wordsAClaim-14))
	}
	put := draft.DraftPut{Case: c.id, Text: c.Keep("text/plain; charset=utf-8", []byte(text.String())), Form: draft.PlainText, Length: text.Len()}
	c.say(d, c.owner, c.at(0.02), append([]claim.Fact{put}, marked...)...)
}

// talk has colleagues say something about every claim, and a reviewer look at the first of it.
func (c *oneCase) talk() {
	talk := claim.New(claim.StreamComments, comments.ID(c.id)).(*comments.Comments)
	for i, about := range c.claims {
		words := func() claim.Ref { return c.Keep("text/plain; charset=utf-8", []byte(c.w.text(c.r, 20))) }
		reviewer := c.w.reviewer(c.r)
		asks := comments.CommentWritten{
			Case: c.id, Comment: uuid.New(), On: comments.On{Kind: comments.OnClaim, Claim: about.ID}, Text: words(), Mentions: []uuid.UUID{reviewer},
		}
		c.say(talk, c.owner, c.at(0.03), asks)
		if i%4 > 0 {
			c.say(talk, reviewer, c.at(0.04), comments.CommentSeen{Comment: asks.Comment},
				comments.CommentWritten{Case: c.id, Comment: uuid.New(), Thread: asks.Comment, On: asks.On, Text: words()}, comments.ThreadResolved{Thread: asks.Comment})
		}
	}
}

func (c *oneCase) open(slug string, restricted bool) {
	fact := cases.CaseOpened{
		Text: c.json(claim.CaseHead{Slug: slug, Title: c.w.text(c.r, 5)}), Owner: c.owner, Sensitivity: claim.OpenToDesk,
		Policy: claim.DefaultPolicy, Plan: claim.DefaultPlan,
	}
	if restricted {
		fact.Sensitivity, fact.Access = claim.Restricted, []uuid.UUID{c.w.reviewer(c.r), c.w.editor(c.r)}
	}
	c.say(claim.New(claim.StreamCase, c.id), c.owner, c.opened, fact)
}

func (c *oneCase) addClaim() {
	a := claim.New(claim.StreamClaim, uuid.New()).(*verification.Claim)
	stage := claim.StageOpen
	if c.r.IntN(50) == 0 {
		stage = claim.StageDraft
	}
	c.say(a, c.owner, c.at(0.01), verification.ClaimDrafted{
		Case: c.id, Tier: claim.Routine, Author: c.owner, Policy: claim.DefaultPolicy, Stage: stage,
		Text: c.json(claim.ClaimText{Key: fmt.Sprintf("claim-%d", len(c.claims)), Statement: c.w.text(c.r, 14)}),
	})
	c.claims = append(c.claims, a)
}

// at is an instant in the life of the case, by its share.
func (c *oneCase) at(share float64) time.Time {
	return c.opened.Add(time.Duration(share * float64(c.span)))
}

// CaseAt is the i-th case; the first one is the large one.
func (w *World) CaseAt(i, cases int) *record.Bulk {
	if i == 0 {
		return w.tell(0, cases+1, "large", Large)
	}
	return w.tell(i, cases+1, fmt.Sprintf("case-%d", i), ordinary)
}

// OpenCase writes a case in which everybody was asked and nobody has answered.
func (w *World) OpenCase(n, claims int) *record.Bulk {
	r := rand.New(rand.NewPCG(uint64(n), 6))
	c := &oneCase{
		writer: newWriter(w, r), shape: Shape{Claims: claims, Parties: claims, Requests: 1, Messages: 1},
		id: uuid.New(), owner: w.editor(r), opened: w.Now.Add(-3 * 24 * time.Hour), span: 40 * 24 * time.Hour,
	}
	c.open(fmt.Sprintf("open-%d", n), false)
	for range claims {
		c.addClaim()
	}
	for i := range claims {
		c.ask(w.Parties[i])
	}
	return c.Bulk
}
