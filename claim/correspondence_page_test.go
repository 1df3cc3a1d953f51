package claim_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/verification"
)

// pageCommand is what comes by the answer page, sensible and not.
func (w *world) pageCommand(t *rapid.T, c *letters.Correspondence, who string) claim.Body {
	if unseen := c.Unseen(); len(unseen) > 0 && below(t, 3) == 0 {
		return letters.SeePageAnswer{Message: unseen[0].ID}
	}
	b := letters.AnswerOnPage{
		Message: some(t, "page "+who, 6), Request: some(t, "request "+who, 5), Contact: some(t, "contact", 3),
		Verified: below(t, 2) == 0, GroundRules: draw(t, claim.AllGroundRules), Content: "page", Speaker: "speaker",
		Asks: draw(t, []letters.PageAsk{"", "", letters.AsksForTime, letters.AsksBack, "money"}), ReceivedAt: w.now.Add(draw(t, []time.Duration{0, 0, -time.Minute, time.Hour})),
	}
	about := c.PageClaims(b.Request, b.Contact)
	if oneIn(t, 4) {
		about = someClaims(t)
	}
	for _, id := range about {
		if below(t, 2) == 0 {
			b.Stances = append(b.Stances, letters.Answer{Claim: id, Stance: draw(t, claim.Stances), Statement: "words"})
		}
	}
	return b
}

// onPage is a submission through the link in the letters of a request, with a
// stance on each of the claims.
func (w *world) onPage(from, submission, request string, stance claim.Stance, claims ...string) letters.AnswerOnPage {
	b := letters.AnswerOnPage{
		Message: id(submission), Request: id(request), Contact: id("address of " + from), GroundRules: claim.OnTheRecord,
		Content: "page", Speaker: "speaker", ReceivedAt: w.now,
	}
	for _, c := range claims {
		b.Stances = append(b.Stances, letters.Answer{Claim: id(c), Stance: stance, Statement: "words"})
	}
	return b
}

// fromParty gives a command of the party's own.
func (w *world) fromParty(from string, body claim.Body) ([]claim.Entry, error) {
	w.serial++
	return w.give(party(from), claim.Command{ID: id(fmt.Sprint("command ", w.serial)), Actor: claim.Actor{claim.ActorParty, id(from)}, Body: body})
}

func (w *world) pageTaken(from string, body letters.AnswerOnPage) {
	w.t.Helper()
	if _, err := w.fromParty(from, body); err != nil {
		w.t.Fatalf("the page was refused: %v", err)
	}
}

func (w *world) pageRefused(code claim.Code, from string, body letters.AnswerOnPage) {
	w.t.Helper()
	entries, err := w.fromParty(from, body)
	if claim.CodeOf(err) != code || len(entries) > 0 {
		w.t.Fatalf("got %d entries and error %v, want %q", len(entries), err, code)
	}
}

// pageWorld has the press office asked about two claims within ten days.
func pageWorld(t *testing.T) *world {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "a", "b")
	w.ask("press office", "request", 10*24*time.Hour, "a", "b")
	return w
}

const office = "press office"

func TestAnAnswerOnThePageIsTheSameAsOneThatWasRecorded(t *testing.T) {
	one, other := pageWorld(t), pageWorld(t)
	one.pageTaken(office, one.onPage(office, "submission", "request", claim.Confirms, "a", "b"))
	other.answer(office, "response", claim.Confirms, "a", "b")
	for _, w := range []*world{one, other} {
		r := w.letters(office).Request(id("request"))
		if r.Lifecycle != letters.Answered || len(r.Steps) > 0 || w.letters(office).Open() || !w.letters(office).NextDue().IsZero() {
			t.Errorf("the request is %s and something is due at %s", r.Lifecycle, w.letters(office).NextDue())
		}
		if got := w.claim("a"); got.Stage != claim.StageAssessing || got.CurrentAnswers()[0].Stance != claim.Confirms {
			t.Errorf("the claim is %s with %+v", got.Stage, got.Answers)
		}
	}
	said := one.claim("a").Answers[0]
	if said.Channel != claim.ByAnswerPage || said.Authenticity != claim.AuthenticityProbable {
		t.Errorf("it came by %s and is %s", said.Channel, said.Authenticity)
	}
}

func TestALinkToAVerifiedContactPointMakesTheAnswerVerified(t *testing.T) {
	w := pageWorld(t)
	b := w.onPage(office, "submission", "request", claim.Denies, "a")
	b.Verified = true
	w.pageTaken(office, b)
	if got := w.letters(office).Responses[0].Authenticity; got != claim.AuthenticityVerified {
		t.Errorf("it is %s", got)
	}
}

func TestWhatALinkTakes(t *testing.T) {
	for name, test := range map[string]struct {
		before func(*world)
		change func(*world, *letters.AnswerOnPage)
		want   claim.Code
	}{
		"an answer to one of two claims":     {change: func(_ *world, b *letters.AnswerOnPage) { b.Stances = b.Stances[:1] }},
		"a question without an answer":       {change: func(_ *world, b *letters.AnswerOnPage) { b.Stances, b.Asks = nil, letters.AsksBack }},
		"an answer and a wish for more time": {change: func(_ *world, b *letters.AnswerOnPage) { b.Asks = letters.AsksForTime }},
		"a late answer":                      {before: func(w *world) { w.pass(office, 12*24*time.Hour) }, change: func(w *world, b *letters.AnswerOnPage) { b.ReceivedAt = w.now }},
		"nothing":                            {change: func(_ *world, b *letters.AnswerOnPage) { b.Stances = nil }, want: claim.CodeInvalid},
		"a wish that there is not":           {change: func(_ *world, b *letters.AnswerOnPage) { b.Asks = "money" }, want: claim.CodeInvalid},
		"a stance that there is not":         {change: func(_ *world, b *letters.AnswerOnPage) { b.Stances[0].Stance = "lovely" }, want: claim.CodeInvalid},
		"a claim twice":                      {change: func(_ *world, b *letters.AnswerOnPage) { b.Stances[1] = b.Stances[0] }, want: claim.CodeInvalid},
		"a claim that nobody asked about":    {change: func(_ *world, b *letters.AnswerOnPage) { b.Stances[1].Claim = id("c") }, want: claim.CodeWrongStage},
		"terms that there are not":           {change: func(_ *world, b *letters.AnswerOnPage) { b.GroundRules = "for money" }, want: claim.CodeInvalid},
		"an answer of tomorrow":              {change: func(w *world, b *letters.AnswerOnPage) { b.ReceivedAt = w.now.Add(24 * time.Hour) }, want: claim.CodeInvalid},
		"a question of tomorrow": {change: func(w *world, b *letters.AnswerOnPage) {
			b.Stances, b.Asks, b.ReceivedAt = nil, letters.AsksBack, w.now.Add(24*time.Hour)
		}, want: claim.CodeInvalid},
		"six files":                                  {change: func(_ *world, b *letters.AnswerOnPage) { b.Files = make([]claim.Ref, 6) }, want: claim.CodeTooLarge},
		"a request that there is not":                {change: func(_ *world, b *letters.AnswerOnPage) { b.Request = id("nothing") }, want: claim.CodeNotFound},
		"a request that was withdrawn":               {before: func(w *world) { w.must(author, party(office), letters.WithdrawRequest{Request: id("request")}) }, want: claim.CodeWrongStage},
		"a link to an address that was replaced":     {before: func(w *world) { w.must(uuid.Nil, party(office), claim.NoteContact{Contact: id("new")}) }, want: claim.CodeWrongStage},
		"a link after a month":                       {before: func(w *world) { w.pass(office, 41*24*time.Hour) }, want: claim.CodeWrongStage},
		"a claim that was answered through it":       {before: func(w *world) { w.pageTaken(office, w.onPage(office, "first", "request", claim.Denies, "b")) }, want: claim.CodeWrongStage},
		"a claim that is no longer pursued":          {before: func(w *world) { w.must(editor, claimStream("b"), verification.Withdraw{Reason: "reason"}) }, want: claim.CodeWrongStage},
		"a claim that was answered on the telephone": {before: func(w *world) { w.answer(office, "response", claim.Denies, "b") }},
	} {
		t.Run(name, func(t *testing.T) {
			w := pageWorld(t)
			if test.before != nil {
				test.before(w)
			}
			b := w.onPage(office, "submission", "request", claim.Confirms, "a", "b")
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
	state := func() letters.LinkState { return w.letters(office).Link(id("request"), contact, w.now) }
	w.pageTaken(office, w.onPage(office, "first", "request", claim.Denies, "a"))
	if state() != letters.LinkOpen || !slices.Equal(w.letters(office).PageClaims(id("request"), contact), []uuid.UUID{id("b")}) {
		t.Errorf("the link is %s", state())
	}
	w.pageTaken(office, w.onPage(office, "second", "request", claim.Denies, "b"))
	if state() != letters.LinkUsed {
		t.Errorf("the link is %s", state())
	}
	if got := w.letters(office).Link(id("request"), id("another address"), w.now); got != letters.LinkOpen {
		t.Errorf("the link of a letter to somebody else is %s", got)
	}
	if entries, err := w.fromParty(office, w.onPage(office, "second", "request", claim.Confirms, "b")); err != nil || len(entries) > 0 {
		t.Errorf("sent twice it gave %d entries, error %v", len(entries), err)
	}
}

func TestWhatIsAskedOnThePageStopsTheClockUntilItIsRead(t *testing.T) {
	w := pageWorld(t)
	b := w.onPage(office, "submission", "request", claim.Confirms, "a")
	b.Asks = letters.AsksBack
	w.pageTaken(office, b)
	c := w.letters(office)
	if why := c.Outlook(w.now, w).None(id("request")); len(c.Unread()) != 1 || len(c.Unseen()) != 0 || why != claim.StoppedMessageWaits {
		t.Fatalf("%d unread, %d unseen, held back by %q", len(c.Unread()), len(c.Unseen()), why)
	}
	if letters := w.pass(office, 20*24*time.Hour); len(letters) > 0 {
		t.Errorf("letters went out: %v", letters)
	}
	w.must(editor, party(office), letters.ReadMessage{Message: id("submission"), Disposition: letters.ReadAcknowledgement})
	if m := c.Message(id("submission")); m.SeenAt.IsZero() || m.SeenBy != editor {
		t.Errorf("who reads it has seen it: %+v", m)
	}
}

func TestSomebodyLooksAtWhatCameOnThePage(t *testing.T) {
	w := pageWorld(t)
	w.pageTaken(office, w.onPage(office, "submission", "request", claim.Confirms, "a"))
	if n := len(w.letters(office).Unseen()); n != 1 {
		t.Fatalf("%d unseen", n)
	}
	due := w.letters(office).NextDue()
	if due.IsZero() {
		t.Error("the reminders of the other claim do not wait for that")
	}
	w.must(editor, party(office), letters.SeePageAnswer{Message: id("submission")})
	if m := w.letters(office).Message(id("submission")); m.SeenBy != editor || !m.SeenAt.Equal(w.now) || len(w.letters(office).Unseen()) > 0 {
		t.Errorf("it was seen: %+v", m)
	}
	if entries := w.must(reviewer, party(office), letters.SeePageAnswer{Message: id("submission")}); len(entries) > 0 {
		t.Error("it is seen once")
	}
	w.refused(claim.CodeNotFound, editor, party(office), letters.SeePageAnswer{Message: id("nothing")})
}

func TestALinkCannotBeUsedToAskForEver(t *testing.T) {
	w := pageWorld(t)
	for i := range letters.MaxPageMessages {
		b := w.onPage(office, fmt.Sprint("question ", i), "request", claim.Confirms)
		b.Asks = letters.AsksBack
		w.pageTaken(office, b)
	}
	b := w.onPage(office, "one too many", "request", claim.Confirms)
	b.Asks = letters.AsksForTime
	w.pageRefused(claim.CodeTooLarge, office, b)
	w.pageTaken(office, w.onPage(office, "an answer", "request", claim.Denies, "a", "b"))
}

func TestALateAnswerOnThePageStartsACorrection(t *testing.T) {
	w := pageWorld(t)
	w.pass(office, 12*24*time.Hour)
	w.publish("a", claim.Unverified)
	w.pageTaken(office, w.onPage(office, "submission", "request", claim.Confirms, "a"))
	if got := w.claim("a"); got.Stage != claim.StageCorrecting || !got.Answers[0].Late {
		t.Errorf("the claim is %s", got.Stage)
	}
}

// TestAPageSpeaksTheLanguageOfTheLatestLetterThatReachedAServer: not of one that was stopped, nor of one to another contact
// point; a report that it came back does not say the language again.
func TestAPageSpeaksTheLanguageOfTheLatestLetterThatReachedAServer(t *testing.T) {
	c := &letters.Correspondence{Requests: []letters.Request{{ID: id("request")}}}
	here, there := id("here"), id("there")
	settle := func(letter, language string, contact uuid.UUID, delivery letters.Delivery) {
		if c.Message(id(letter)) == nil {
			c.Messages = append(c.Messages, letters.Message{ID: id(letter), Kind: claim.FollowUpLetter, Requests: []uuid.UUID{id("request")}})
		}
		c.Evolve(claim.Entry{Fact: letters.MessageSettled{Message: id(letter), Language: language, Contact: contact, Delivery: delivery}})
	}
	speaks := func(contact uuid.UUID, want string) {
		t.Helper()
		if got := c.PageLanguage(id("request"), contact); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	speaks(here, "")
	settle("old", "", here, letters.DeliveryAccepted)
	speaks(here, "")
	settle("first", "de", here, letters.DeliveryAccepted)
	settle("elsewhere", "fr", there, letters.DeliveryAccepted)
	settle("stopped", "en", here, letters.DeliveryStopped)
	speaks(here, "de")
	speaks(there, "fr")
	speaks(uuid.Nil, "fr")
	settle("first", "", here, letters.DeliverySoftBounce)
	speaks(here, "de")
	if c.PageLanguage(id("another"), uuid.Nil) != "" {
		t.Error("no letter was about it")
	}
}
