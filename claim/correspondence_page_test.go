package claim

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"
)

// pageCommand is what comes by the answer page, sensible and not.
func (w *world) pageCommand(t *rapid.T, c *Correspondence, who string) Body {
	if unseen := c.Unseen(); len(unseen) > 0 && below(t, 3) == 0 {
		return SeePageAnswer{unseen[0].ID}
	}
	b := AnswerOnPage{
		Message: some(t, "page "+who, 6), Request: some(t, "request "+who, 5), Contact: some(t, "contact", 3),
		Verified: below(t, 2) == 0, GroundRules: draw(t, AllGroundRules), Content: "page", Speaker: "speaker",
		Asks: draw(t, []PageAsk{"", "", AsksForTime, AsksBack, "money"}), ReceivedAt: w.now.Add(draw(t, []time.Duration{0, 0, -time.Minute, time.Hour})),
	}
	about := c.PageClaims(b.Request, b.Contact)
	if oneIn(t, 4) {
		about = someClaims(t)
	}
	for _, id := range about {
		if below(t, 2) == 0 {
			b.Stances = append(b.Stances, Answer{Claim: id, Stance: draw(t, Stances), Statement: "words"})
		}
	}
	return b
}

// onPage is a submission through the link in the letters of a request, with a
// stance on each of the claims.
func (w *world) onPage(from, submission, request string, stance Stance, claims ...string) AnswerOnPage {
	b := AnswerOnPage{
		Message: id(submission), Request: id(request), Contact: id("address of " + from), GroundRules: OnTheRecord,
		Content: "page", Speaker: "speaker", ReceivedAt: w.now,
	}
	for _, c := range claims {
		b.Stances = append(b.Stances, Answer{Claim: id(c), Stance: stance, Statement: "words"})
	}
	return b
}

// fromParty gives a command of the party's own.
func (w *world) fromParty(from string, body Body) ([]Entry, error) {
	w.serial++
	return w.give(party(from), Command{ID: id(fmt.Sprint("command ", w.serial)), Actor: Actor{ActorParty, id(from)}, Body: body})
}

func (w *world) pageTaken(from string, body AnswerOnPage) {
	w.t.Helper()
	if _, err := w.fromParty(from, body); err != nil {
		w.t.Fatalf("the page was refused: %v", err)
	}
}

func (w *world) pageRefused(code Code, from string, body AnswerOnPage) {
	w.t.Helper()
	entries, err := w.fromParty(from, body)
	if CodeOf(err) != code || len(entries) > 0 {
		w.t.Fatalf("got %d entries and error %v, want %q", len(entries), err, code)
	}
}

// pageWorld has the press office asked about two claims within ten days.
func pageWorld(t *testing.T) *world {
	w := newWorld(t)
	w.add(DefaultPolicy, "a", "b")
	w.ask("press office", "request", 10*24*time.Hour, "a", "b")
	return w
}

const office = "press office"

func TestAnAnswerOnThePageIsTheSameAsOneThatWasRecorded(t *testing.T) {
	one, other := pageWorld(t), pageWorld(t)
	one.pageTaken(office, one.onPage(office, "submission", "request", Confirms, "a", "b"))
	other.answer(office, "response", Confirms, "a", "b")
	for _, w := range []*world{one, other} {
		r := w.letters(office).Request(id("request"))
		if r.Lifecycle != Answered || len(r.Steps) > 0 || w.letters(office).Open() || !w.letters(office).NextDue().IsZero() {
			t.Errorf("the request is %s and something is due at %s", r.Lifecycle, w.letters(office).NextDue())
		}
		if got := w.claim("a"); got.Stage != StageAssessing || got.CurrentAnswers()[0].Stance != Confirms {
			t.Errorf("the claim is %s with %+v", got.Stage, got.Answers)
		}
	}
	said := one.claim("a").Answers[0]
	if said.Channel != ByAnswerPage || said.Authenticity != AuthenticityProbable {
		t.Errorf("it came by %s and is %s", said.Channel, said.Authenticity)
	}
}

func TestALinkToAVerifiedContactPointMakesTheAnswerVerified(t *testing.T) {
	w := pageWorld(t)
	b := w.onPage(office, "submission", "request", Denies, "a")
	b.Verified = true
	w.pageTaken(office, b)
	if got := w.letters(office).Responses[0].Authenticity; got != AuthenticityVerified {
		t.Errorf("it is %s", got)
	}
}

func TestWhatALinkTakes(t *testing.T) {
	for name, test := range map[string]struct {
		before func(*world)
		change func(*world, *AnswerOnPage)
		want   Code
	}{
		"an answer to one of two claims":     {change: func(_ *world, b *AnswerOnPage) { b.Stances = b.Stances[:1] }},
		"a question without an answer":       {change: func(_ *world, b *AnswerOnPage) { b.Stances, b.Asks = nil, AsksBack }},
		"an answer and a wish for more time": {change: func(_ *world, b *AnswerOnPage) { b.Asks = AsksForTime }},
		"a late answer":                      {before: func(w *world) { w.pass(office, 12*24*time.Hour) }, change: func(w *world, b *AnswerOnPage) { b.ReceivedAt = w.now }},
		"nothing":                            {change: func(_ *world, b *AnswerOnPage) { b.Stances = nil }, want: CodeInvalid},
		"a wish that there is not":           {change: func(_ *world, b *AnswerOnPage) { b.Asks = "money" }, want: CodeInvalid},
		"a stance that there is not":         {change: func(_ *world, b *AnswerOnPage) { b.Stances[0].Stance = "lovely" }, want: CodeInvalid},
		"a claim twice":                      {change: func(_ *world, b *AnswerOnPage) { b.Stances[1] = b.Stances[0] }, want: CodeInvalid},
		"a claim that nobody asked about":    {change: func(_ *world, b *AnswerOnPage) { b.Stances[1].Claim = id("c") }, want: CodeWrongStage},
		"terms that there are not":           {change: func(_ *world, b *AnswerOnPage) { b.GroundRules = "for money" }, want: CodeInvalid},
		"an answer of tomorrow":              {change: func(w *world, b *AnswerOnPage) { b.ReceivedAt = w.now.Add(24 * time.Hour) }, want: CodeInvalid},
		"a question of tomorrow": {change: func(w *world, b *AnswerOnPage) {
			b.Stances, b.Asks, b.ReceivedAt = nil, AsksBack, w.now.Add(24*time.Hour)
		}, want: CodeInvalid},
		"six files":                                  {change: func(_ *world, b *AnswerOnPage) { b.Files = make([]Ref, 6) }, want: CodeTooLarge},
		"a request that there is not":                {change: func(_ *world, b *AnswerOnPage) { b.Request = id("nothing") }, want: CodeNotFound},
		"a request that was withdrawn":               {before: func(w *world) { w.must(author, party(office), WithdrawRequest{Request: id("request")}) }, want: CodeWrongStage},
		"a link to an address that was replaced":     {before: func(w *world) { w.must(uuid.Nil, party(office), NoteContact{Contact: id("new")}) }, want: CodeWrongStage},
		"a link after a month":                       {before: func(w *world) { w.pass(office, 41*24*time.Hour) }, want: CodeWrongStage},
		"a claim that was answered through it":       {before: func(w *world) { w.pageTaken(office, w.onPage(office, "first", "request", Denies, "b")) }, want: CodeWrongStage},
		"a claim that is no longer pursued":          {before: func(w *world) { w.must(editor, claimStream("b"), Withdraw{"reason"}) }, want: CodeWrongStage},
		"a claim that was answered on the telephone": {before: func(w *world) { w.answer(office, "response", Denies, "b") }},
	} {
		t.Run(name, func(t *testing.T) {
			w := pageWorld(t)
			if test.before != nil {
				test.before(w)
			}
			b := w.onPage(office, "submission", "request", Confirms, "a", "b")
			if test.change != nil {
				test.change(w, &b)
			}
			if test.want == "" {
				w.pageTaken(office, b)
				return
			}
			w.pageRefused(test.want, office, b)
		})
	}
}

func TestALinkIsUsedUpWhenEverythingWasAnsweredThroughIt(t *testing.T) {
	w := pageWorld(t)
	contact := id("address of " + office)
	state := func() LinkState { return w.letters(office).Link(id("request"), contact, w.now) }
	w.pageTaken(office, w.onPage(office, "first", "request", Denies, "a"))
	if state() != LinkOpen || !slices.Equal(w.letters(office).PageClaims(id("request"), contact), []uuid.UUID{id("b")}) {
		t.Errorf("the link is %s", state())
	}
	w.pageTaken(office, w.onPage(office, "second", "request", Denies, "b"))
	if state() != LinkUsed {
		t.Errorf("the link is %s", state())
	}
	if got := w.letters(office).Link(id("request"), id("another address"), w.now); got != LinkOpen {
		t.Errorf("the link of a letter to somebody else is %s", got)
	}
	if entries, err := w.fromParty(office, w.onPage(office, "second", "request", Confirms, "b")); err != nil || len(entries) > 0 {
		t.Errorf("sent twice it gave %d entries, error %v", len(entries), err)
	}
}

func TestWhatIsAskedOnThePageStopsTheClockUntilItIsRead(t *testing.T) {
	w := pageWorld(t)
	b := w.onPage(office, "submission", "request", Confirms, "a")
	b.Asks = AsksBack
	w.pageTaken(office, b)
	c := w.letters(office)
	if len(c.Unread()) != 1 || len(c.Unseen()) != 0 || !c.NextDue().IsZero() {
		t.Fatalf("%d unread, %d unseen, due %s", len(c.Unread()), len(c.Unseen()), c.NextDue())
	}
	if letters := w.pass(office, 20*24*time.Hour); len(letters) > 0 {
		t.Errorf("letters went out: %v", letters)
	}
	w.must(editor, party(office), ReadMessage{id("submission"), ReadAcknowledgement})
	if m := c.Message(id("submission")); m.SeenAt.IsZero() || m.SeenBy != editor {
		t.Errorf("who reads it has seen it: %+v", m)
	}
}

func TestSomebodyLooksAtWhatCameOnThePage(t *testing.T) {
	w := pageWorld(t)
	w.pageTaken(office, w.onPage(office, "submission", "request", Confirms, "a"))
	if n := len(w.letters(office).Unseen()); n != 1 {
		t.Fatalf("%d unseen", n)
	}
	due := w.letters(office).NextDue()
	if due.IsZero() {
		t.Error("the reminders of the other claim do not wait for that")
	}
	w.must(editor, party(office), SeePageAnswer{id("submission")})
	if m := w.letters(office).Message(id("submission")); m.SeenBy != editor || !m.SeenAt.Equal(w.now) || len(w.letters(office).Unseen()) > 0 {
		t.Errorf("it was seen: %+v", m)
	}
	if entries := w.must(reviewer, party(office), SeePageAnswer{id("submission")}); len(entries) > 0 {
		t.Error("it is seen once")
	}
	w.refused(CodeNotFound, editor, party(office), SeePageAnswer{id("nothing")})
}

func TestALinkCannotBeUsedToAskForEver(t *testing.T) {
	w := pageWorld(t)
	for i := range MaxPageMessages {
		b := w.onPage(office, fmt.Sprint("question ", i), "request", Confirms)
		b.Asks = AsksBack
		w.pageTaken(office, b)
	}
	b := w.onPage(office, "one too many", "request", Confirms)
	b.Asks = AsksForTime
	w.pageRefused(CodeTooLarge, office, b)
	w.pageTaken(office, w.onPage(office, "an answer", "request", Denies, "a", "b"))
}

func TestALateAnswerOnThePageStartsACorrection(t *testing.T) {
	w := pageWorld(t)
	w.pass(office, 12*24*time.Hour)
	w.publish("a", Unverified)
	w.pageTaken(office, w.onPage(office, "submission", "request", Confirms, "a"))
	if got := w.claim("a"); got.Stage != StageCorrecting || !got.Answers[0].Late {
		t.Errorf("the claim is %s", got.Stage)
	}
}
