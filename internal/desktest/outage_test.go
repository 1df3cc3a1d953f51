package desktest_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

// bearable is how long somebody waits at most to be told that it cannot be done now.
const bearable = 10 * time.Second

// internals are words of the machinery, which nobody may get to read.
var internals = regexp.MustCompile(`(?i)rpc error|context (deadline|canceled)|connection refused|temporal|goroutine|dial tcp|something went wrong`)

// silent is what somebody is told instead.
var silent = regexp.MustCompile(`(?i)the engine (does|did) not answer`)

// outage takes the engine away, until the test ends or calls what it returns. What is
// sent before it is missed may be in doubt; what is sent afterwards is refused.
func (d *desk) outage(t *testing.T) (end func()) {
	t.Helper()
	require.NoError(t, d.app.Engine.Halt())
	eventually(t, "the engine to be missed", func() bool { return d.app.Executor.Reach(t.Context()) != nil })
	end = sync.OnceFunc(func() {
		ctx := context.WithoutCancel(t.Context())
		require.NoError(t, d.app.Engine.Resume(ctx))
		eventually(t, "the engine to be found again", func() bool { return d.app.Executor.Reach(ctx) == nil })
	})
	t.Cleanup(end)
	return end
}

// facts counts what stands in the record of a case, by kind.
func (d *desk) facts(t *testing.T, slug string) map[string]int {
	t.Helper()
	id, err := d.app.Record.Resolve(t.Context(), claim.StreamCase, uuid.Nil, slug)
	require.NoError(t, err)
	entries, err := d.app.Record.Timeline(t.Context(), id, 0, 5000)
	require.NoError(t, err)
	counts := map[string]int{}
	for _, e := range entries {
		counts[e.Fact.FactKind()]++
	}
	return counts
}

// errand is something that somebody wants done.
type errand struct {
	name, who, path string
	write           func(*page)
	button          string
	typed           string // what must not be lost
	fact            string // what the record says when it was done
}

// errands are one of each kind: about a claim, a request, a message, a review.
func errands(f furniture, toWithdraw uuid.UUID) []errand {
	of := "/cases/" + f.slug
	later := time.Now().Add(9 * 24 * time.Hour).UTC().Format("2006-01-02T15:04")
	return []errand{
		{"add a claim", "mara", of + "/new-claim", func(p *page) {
			p.fill("Statement", "Nobody measured in June.").fill("Claimant", "An engineer with a عدسة 🔍")
		}, "Add the claim", "An engineer with a عدسة 🔍", "claim.drafted"},
		{"extend", "mara", "/requests/" + f.unanswered.String(), func(p *page) {
			p.unfold("Extend").within("New answer-by instant").fill("Date and time", later)
			p.fill("Why", "You were travelling.")
		}, "Extend", "You were travelling.", "request.extended"},
		{"withdraw", "mara", "/requests/" + toWithdraw.String(), func(p *page) {
			p.unfold("Withdraw").fill("Why", "We know it from elsewhere now.")
		}, "Withdraw the request", "We know it from elsewhere now.", "request.withdrawn"},
		{"record an answer", "mara", "/messages/" + f.unread.String(), func(p *page) {
			p.within(statements[0].text).choose("Stance", "confirms")
			p.within(statements[0].text).fill("Or the words", "The measurements of May show it.")
			p.fill("Who speaks", "Dr. Amal").choose("Ground rules", "on the record")
		}, "Record the answer", "The measurements of May show it.", "response.recorded"},
		{"sign", "jonas", of + "/claims/closed/review", func(p *page) {
			p.fill("Comment", "Eleven days, by the port's own log.")
		}, "Sign off", "Eleven days, by the port's own log.", "claim.signed"},
		{"ask", "mara", of + "/ask", func(p *page) {
			p.fill("Party", f.slug+"-expert").click(statements[3].text).fill("Questions", "For how many days was it closed?")
			p.within("Answer by").fill("Date and time", later)
			p.button("Look at the letter").sees("This goes out")
		}, "Send it", "For how many days was it closed?", "request.queued"},
	}
}

// The engine goes away while people read and write. Every page can be read, what
// cannot be done says so soon, nothing typed is lost; and when the engine is back,
// the same form does what it says, once.
func TestTheEngineGoesDownWhilePeopleReadAndWrite(t *testing.T) {
	d := theDesk(t)
	views := d.views(t)
	f := d.story(t, "outage")
	asked, err := client.Call(t.Context(), d.as(t, "mara"), operation.RequestAsk, operation.InCase(f.slug, requests.AskInput{
		Party: f.slug + "-ministry", Claims: []string{"hidden"}, Questions: "Did you know of it?", AnswerBy: time.Now().Add(96 * time.Hour),
	}))
	require.NoError(t, err)
	d.letter(t, "press@ministry-"+f.slug+".example", 2)
	begun := map[string]*page{}
	all := errands(f, asked.ID)
	for _, e := range all {
		p := d.sit(t, e.who).open(e.path)
		p.watch.expectOutage()
		e.write(p)
		begun[e.name] = p
	}
	party := newPage(t, d.url).open(d.answerPath(t, f.letter))
	party.watch.expectOutage()
	party.within("Statement 1 of 2").choose("Your answer", "No, this is wrong")
	party.within("Statement 1 of 2").fill("Your statement, word for word", "We paid for no report.")
	party.fill("Your name", "Kenji Press").button("Look it over before sending").sees("We paid for no report.")

	before := d.facts(t, f.slug)
	back := d.outage(t)
	for _, e := range all {
		t.Run("refused: "+e.name, func(t *testing.T) { d.isRefused(t, begun[e.name].in(t), e) })
	}
	t.Run("refused: a party answers", func(t *testing.T) {
		at := time.Now()
		party.button("Send it").sees("could not be taken just now", "We paid for no report.")
		require.Less(t, time.Since(at), bearable)
	})
	for route, v := range views {
		t.Run("read: "+v.name, func(t *testing.T) { d.reads(t, route, v) })
	}
	require.Equal(t, before, d.facts(t, f.slug), "nothing was done")

	back()
	for _, e := range all {
		t.Run("carried out once: "+e.name, func(t *testing.T) { d.isDoneOnce(t, begun[e.name].in(t), f.slug, e, before[e.fact]) })
	}
	party.button("Send it").arrives("/receipt/").sees("We have received this", "We paid for no report.")
	require.Equal(t, 1, d.facts(t, f.slug)["page.answered"]-before["page.answered"])
	d.sit(t, "mara").open("/engine").sees("answers").misses("does not answer")
}

// isRefused sends a form that cannot be carried out now.
func (d *desk) isRefused(t *testing.T, p *page, e errand) {
	begun := time.Now()
	p.button(e.button)
	p.until("a word about the engine", func() (bool, error) {
		text, err := p.words()
		return silent.MatchString(text), err
	})
	took := time.Since(begun)
	require.Less(t, took, bearable)
	t.Logf("%s was refused after %s", e.name, took.Round(time.Millisecond))
	require.EqualValues(t, http.StatusServiceUnavailable, p.status())
	text, err := p.words()
	require.NoError(t, err)
	require.NotRegexp(t, internals, text)
	held := eval[string](p, `[...document.querySelectorAll("input, textarea")].map(e => e.value).join("\n")`)
	require.Contains(t, held+text, e.typed, "nothing typed is lost")
	p.accessible()
	p.shoot("outage-" + unfit.ReplaceAllString(e.name, "-"))
}

// reads opens a page while the engine is down.
func (d *desk) reads(t *testing.T, route string, v view) {
	p := d.before(t, v)
	begun := time.Now()
	p.open(v.path)
	require.Less(t, time.Since(begun), bearable)
	require.Equal(t, int64(http.StatusOK), p.status(), route)
	text, err := p.words()
	require.NoError(t, err)
	if v.name == "9-engine" {
		p.sees("does not answer", "every page can be read").accessible().shoot("outage-engine")
		return // it says how the engine is run
	}
	require.NotRegexp(t, internals, text)
	if v.who != "" && v.name != "7-preview" { // which is what the public will see
		p.sees("The engine does not answer.")
	}
}

// isDoneOnce sends the form that was refused again, and then once more with the
// same key, as somebody who goes back does.
func (d *desk) isDoneOnce(t *testing.T, p *page, slug string, e errand, before int) {
	eval[bool](p, `(name => {
		const b = [...document.querySelectorAll("main button")].find(b => b.textContent.trim() === name);
		sessionStorage.again = JSON.stringify([b.form.action, new URLSearchParams(new FormData(b.form, b)).toString()]);
		return true;
	})(`+string(quote(e.button))+`)`)
	p.button(e.button)
	eventually(t, e.name, func() bool { return d.facts(t, slug)[e.fact] == before+1 })
	p.until("the page to show something else than the refusal", func() (bool, error) {
		text, err := p.words()
		return err == nil && !internals.MatchString(text) && !strings.Contains(text, "so this was not carried out"), err
	})
	status := eval[int](p, `(async () => {
		const [to, body] = JSON.parse(sessionStorage.again);
		return (await fetch(to, {method: "POST", body, headers: {"Content-Type": "application/x-www-form-urlencoded"}})).status;
	})()`)
	require.Less(t, status, http.StatusInternalServerError)
	require.Equal(t, before+1, d.facts(t, slug)[e.fact], "it is done once")
}
