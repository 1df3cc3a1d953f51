package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

// listDesk has an open case in which a party has written, and a restricted one
// that eve, an editor, may not see.
func listDesk(t *testing.T) *webtest.Fixture {
	t.Helper()
	d := webtest.Open(t)
	mara := d.Caller(apitest.Admin)
	d.Person("jonas", claim.Reviewer)
	d.Person("eve", claim.Editor, claim.Reporter)
	ctx := t.Context()
	must := func(_ casework.Receipt, err error) { t.Helper(); require.NoError(t, err) }
	must(writing.OpenCase(ctx, d.Fixture.Door, mara, writing.CaseInput{Slug: "vault7", Title: "Vault 7"}))
	must(writing.OpenCase(ctx, d.Fixture.Door, mara, writing.CaseInput{Slug: "secret", Title: "The hush story", Sensitivity: claim.Restricted, Access: []string{"jonas"}}))
	must(d.AddParty(ctx, mara, casework.PartyInput{Name: "Google", Email: "press@google.example"}))
	must(d.AddParty(ctx, mara, casework.PartyInput{Name: "Hushco", Email: "press@hush.example"}))
	for _, name := range []string{"vault7", "secret"} {
		must(writing.AddClaim(ctx, d.Fixture.Door, mara, name, writing.ClaimInput{Key: "contact", Statement: "They made contact in " + name + "."}))
		party := map[string]string{"vault7": "google", "secret": "hushco"}[name]
		must(requests.Ask(ctx, d.Door, mara, name, requests.AskInput{
			Party: party, Claims: []string{"contact"}, Questions: "Did they?", AnswerBy: d.Clock.Now().Add(7 * 24 * time.Hour),
		}))
		require.NoError(t, d.Pass(ctx, time.Hour))
		_, err := d.Receive(ctx, name, party, "We have patched the "+name+" bug.")
		require.NoError(t, err)
	}
	return d
}

func TestYourTurnSaysWhatWaits(t *testing.T) {
	d := listDesk(t)
	mara := d.SignIn(apitest.Admin)
	page := mara.Get("/")
	require.Equal(t, http.StatusOK, page.Status)
	require.Contains(t, page.Body, "Needs reading")
	require.Contains(t, page.Body, "Hushco")
	require.Regexp(t, `<title>\(2\) Your turn`, page.Body)
	item := regexp.MustCompile(`data-item="(read\.[^"]+)"`).FindStringSubmatch(page.Body)[1]
	key := uuid.NewString()

	post := func(values url.Values) string {
		t.Helper()
		values.Set("_key", key)
		values.Set("back", "/")
		key = uuid.NewString()
		answer := mara.Post("/turn", values)
		require.Equal(t, http.StatusSeeOther, answer.Status, answer.Body)
		return mara.Get("/").Body
	}
	require.Contains(t, post(url.Values{"accept": {item}}), "It is your turn now.")
	require.Contains(t, mara.Get("/").Body, ">yours</span>")
	require.NotContains(t, post(url.Values{"snooze": {item}, "until": {"tomorrow"}}), item)
	require.Contains(t, mara.Get("/?scope=snoozed").Body, item)
	require.Contains(t, post(url.Values{"wake": {item}}), item)
	require.Contains(t, post(url.Values{"assign": {"chosen"}, "item": {item}, "person": {"eve"}}), "It was assigned.")
	require.NotContains(t, mara.Get("/").Body, item)
	require.Contains(t, mara.Get("/?scope=all").Body, item)
	require.NotContains(t, post(url.Values{"read": {"chosen"}, "item": {item}}), "defect")
	require.NotContains(t, mara.Get("/?scope=all").Body, item)
}

func TestWhatCannotBeDoneStandsOnThePage(t *testing.T) {
	d := listDesk(t)
	mara := d.SignIn(apitest.Admin)
	item := regexp.MustCompile(`data-item="(read\.[^"]+)"`).FindStringSubmatch(mara.Get("/").Body)[1]
	answer := mara.Post("/turn", url.Values{"_key": {uuid.NewString()}, "back": {"/"}, "assign": {item}, "person": {"jonas"}})
	require.Equal(t, http.StatusForbidden, answer.Status)
	require.Contains(t, answer.Body, "roles of that person do not allow to do this")
}

func TestANewDeskSaysTheFirstSteps(t *testing.T) {
	d := webtest.Open(t)
	mara := d.SignIn(apitest.Admin)
	require.Contains(t, mara.Get("/").Body, "First steps")
	require.Contains(t, mara.Get("/").Body, "Nothing waits for you")
	require.Equal(t, http.StatusSeeOther, mara.Post("/checklist/dismiss", url.Values{}).Status)
	require.NotContains(t, mara.Get("/").Body, "First steps")
	require.Contains(t, mara.Get("/cases").Body, "There is no case yet")
}

// listPages are the pages that lead through everything on the desk.
var listPages = []string{
	"/", "/?scope=all", "/?scope=snoozed", "/cases", "/cases?q=hush", "/cases?who=restricted", "/cases?party=hushco", "/cases?stage=gathering",
	"/search?q=hush", "/search?q=patched", "/search?q=secret", "/outbox", "/outbox?state=sent", "/corrections", "/activity", "/activity?case=secret",
	"/activity?party=hushco", "/activity?group=parties", "/activity?group=answers",
}

func TestARestrictedCaseIsInNoList(t *testing.T) {
	d := listDesk(t)
	eve, mara := d.SignIn("eve"), d.SignIn(apitest.Admin)
	echoed := regexp.MustCompile(`(?i)(value|href|data-command)="[^"]*"|<title>.*</title>|<option.*</option>`)
	for _, path := range listPages {
		page := eve.Get(path)
		require.Equal(t, http.StatusOK, page.Status, path)
		shown := strings.ToLower(echoed.ReplaceAllString(page.Body, ""))
		for _, word := range []string{"hush", "secret"} {
			require.NotContains(t, shown, word, path)
		}
	}
	require.Contains(t, mara.Get("/cases").Body, "The hush story")
	require.Contains(t, mara.Get("/activity").Body, "Hushco")
	require.Contains(t, mara.Get("/outbox?state=sent").Body, "Hushco")
	require.NotContains(t, mara.Get("/search?q=secret").Body, "bug", "restricted cases are in no index, for nobody")
}

func TestWhatWasJustRecordedIsFound(t *testing.T) {
	d := listDesk(t)
	mara := d.SignIn(apitest.Admin)
	require.Contains(t, mara.Get("/search?q=patched").Body, "<mark>patched</mark>")
	_, err := writing.AddClaim(t.Context(), d.Fixture.Door, d.Caller(apitest.Admin), "vault7", writing.ClaimInput{Key: "cafe", Statement: "The Café was open."})
	require.NoError(t, err)
	require.Contains(t, mara.Get("/search?q=cafe").Body, "The Café was open.")
	require.Contains(t, mara.Get(`/search?q=`+url.QueryEscape(`"café was" -closed`)).Body, "The Café was open.")
	require.NotContains(t, mara.Get(`/search?q=`+url.QueryEscape(`café -open`)).Body, "The Café was open.")
	for _, bad := range []string{`"`, `*`, `-`, `"a`, `a"b"c`, `(a OR`, `a:b NEAR/2 c`, `\`, "\x00", `' or 1=1 --`, strings.Repeat("a ", 900), `a & b | !c <-> d`, `%`, `-"x"*`} {
		require.Equal(t, http.StatusOK, mara.Get("/search?q="+url.QueryEscape(bad)).Status, bad)
	}
}

func TestAViewIsSaved(t *testing.T) {
	d := listDesk(t)
	mara, eve := d.SignIn(apitest.Admin), d.SignIn("eve")
	answer := mara.Post("/views", url.Values{"name": {"Mine"}, "query": {"owner=me&order=due&after=x"}})
	require.Equal(t, http.StatusSeeOther, answer.Status, answer.Body)
	require.Contains(t, mara.Get("/cases").Body, `href="/cases?order=due&amp;owner=me"`)
	require.NotContains(t, eve.Get("/cases").Body, "Mine")
	require.Equal(t, http.StatusUnprocessableEntity, mara.Post("/views", url.Values{"name": {""}, "query": {"owner=me"}}).Status)
	require.Equal(t, http.StatusSeeOther, mara.Post("/views/remove", url.Values{"name": {"Mine"}}).Status)
	require.NotContains(t, mara.Get("/cases").Body, "Mine")
}

func TestAnAddressThatMakesNoSenseIsExplained(t *testing.T) {
	d := listDesk(t)
	mara := d.SignIn(apitest.Admin)
	for _, path := range []string{"/cases?stage=nonsense", "/cases?due=never", "/activity?from=yesterday", "/corrections?after=x", "/cases?after=%21%21", "/?after=zzzz", "/?kind=x", "/outbox?state=x", "/search?q=a&kind=x"} {
		page := mara.Get(path)
		require.Equal(t, http.StatusUnprocessableEntity, page.Status, path)
	}
}

func TestTheEnginePageIsForAdmins(t *testing.T) {
	d := listDesk(t)
	page := d.SignIn(apitest.Admin).Get("/engine")
	require.Equal(t, http.StatusOK, page.Status)
	require.Contains(t, page.Body, "does not answer", "there is no engine in this test, and the page says so")
	require.Equal(t, http.StatusForbidden, d.SignIn("eve").Get("/engine").Status)
}

func TestLiveUpdatesHoldNoContent(t *testing.T) {
	d := listDesk(t)
	server := httptest.NewServer(d)
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	eve, mara := d.SignIn("eve").Stream(ctx, server.URL+"/events"), d.SignIn(apitest.Admin).Stream(ctx, server.URL+"/events")
	defer eve.Close()
	defer mara.Close()
	require.Contains(t, eve.Line(), "retry:")
	require.Contains(t, mara.Line(), "retry:")

	for _, name := range []string{"secret", "vault7"} {
		_, err := writing.AddClaim(ctx, d.Fixture.Door, d.Caller(apitest.Admin), name, writing.ClaimInput{Key: "other", Statement: "Something " + name + "."})
		require.NoError(t, err)
	}
	vault7, err := d.Report(ctx, d.Caller(apitest.Admin), "vault7", nil)
	require.NoError(t, err)
	secret, err := d.Report(ctx, d.Caller(apitest.Admin), "secret", nil)
	require.NoError(t, err)
	told := eve.Until(vault7.ID.String())
	require.NotContains(t, told, secret.ID.String())
	require.NotContains(t, told, "Something")
	require.Contains(t, mara.Until(vault7.ID.String()), secret.ID.String())
}

func TestWhatWaitsOfOneKindInOneCaseIsOneRow(t *testing.T) {
	d := newCaseDesk(t)
	for n := range 40 {
		_, err := writing.AddClaim(t.Context(), d.Fixture.Fixture.Door, d.as, "vault7", writing.ClaimInput{Key: fmt.Sprintf("claim-%d", n), Statement: fmt.Sprintf("The statement of number %d.", n), Draft: true})
		require.NoError(t, err)
	}
	page := d.mara.Get("/")
	require.Equal(t, 1, strings.Count(page.Body, "data-row"), "one row for forty drafts")
	require.Contains(t, page.Text(), "39 more of the kind in the case")
	require.Contains(t, page.Body, "The statement of number 0.", "what the claim says stands in the row")

	boxes := regexp.MustCompile(`name="item" value="([^",]+)"`).FindAllStringSubmatch(page.Body, -1)
	require.Len(t, boxes, 40, "each has a box of its own")
	require.Equal(t, http.StatusSeeOther, d.mara.Post("/turn", url.Values{"back": {"/"}, "item": {boxes[0][1]}, "accept": {"chosen"}}).Status)
	page = d.mara.Get("/")
	require.Contains(t, page.Body, "It is your turn now.", "what is folded is not ticked with the first")
	require.Contains(t, page.Text(), "38 more of the kind in the case")
	rest := regexp.MustCompile(`name="accept" value="([^"]+)">Accept all 39<`).FindStringSubmatch(page.Body)
	require.Len(t, rest, 2, "a button that acts on all says how many")
	for _, button := range regexp.MustCompile(`name="(?:accept|snooze)" value="[^"]*,[^"]*"[^>]*>([^<]*)<`).FindAllStringSubmatch(page.Body, -1) {
		require.Contains(t, button[1], "all 39")
	}
	require.Equal(t, http.StatusSeeOther, d.mara.Post("/turn", url.Values{"back": {"/"}, "accept": {rest[1]}}).Status)
	require.Contains(t, d.mara.Get("/").Body, "They are your turn now: 39.")
}

func TestEveryMessageToReadHasARowOfItsOwn(t *testing.T) {
	d := newCaseDesk(t)
	for _, words := range []string{"We have never heard of it.", "It was another year."} {
		_, err := d.Receive(t.Context(), "vault7", "google", words)
		require.NoError(t, err)
	}
	page := d.mara.Get("/?kind=read")
	require.Equal(t, 2, strings.Count(page.Body, "data-row"))
	require.Contains(t, page.Body, "We have never heard of it.", "the first words of the message stand in the row")
	require.Contains(t, page.Body, "It was another year.")

	first := regexp.MustCompile(`name="item" value="([^"]+)"`).FindStringSubmatch(page.Body)[1]
	require.Equal(t, http.StatusSeeOther, d.mara.Post("/turn", url.Values{"back": {"/"}, "item": {first}, "read": {"chosen"}}).Status)
	page = d.mara.Get("/?kind=read")
	require.Equal(t, 1, strings.Count(page.Body, "data-row"), "what was not ticked still waits to be read")
	require.NotContains(t, page.Body, first)
}

func TestWhoIsDoneGoesOnToTheNextOfTheKind(t *testing.T) {
	d := newCaseDesk(t)
	for _, key := range []string{"one", "two"} {
		_, err := writing.AddClaim(t.Context(), d.Fixture.Fixture.Door, d.as, "vault7", writing.ClaimInput{Key: key, Statement: "About " + key + ".", Draft: true})
		require.NoError(t, err)
	}
	first := regexp.MustCompile(`href="([^"]+)" data-main`).FindStringSubmatch(d.mara.Get("/").Body)[1]
	first = strings.ReplaceAll(first, "&amp;", "&")
	page := d.mara.Get(first)
	require.Equal(t, http.StatusOK, page.Status, first)
	path, _, _ := strings.Cut(first, "?")
	other := hidden(t, page, path+"/open")
	other.Set("_form", "relate")
	other.Set("to", "google")
	other.Set("as", string(relation.RestsOn))
	stays := d.mara.Post(path+"/relate", other)
	require.Equal(t, http.StatusSeeOther, stays.Status, stays.Text())
	require.True(t, strings.HasPrefix(stays.Header.Get("Location"), path+"?from=draft."), "it waits still, and whoever deals with it stays: %s", stays.Header.Get("Location"))
	page = d.mara.Get(first)
	next := d.mara.Post(path+"/open", hidden(t, page, path+"/open"))
	require.Equal(t, http.StatusSeeOther, next.Status)
	require.Contains(t, next.Header.Get("Location"), "/claims/two?do=open&from=draft.")
	path, _, _ = strings.Cut(next.Header.Get("Location"), "?")
	last := d.mara.Post(path+"/open", hidden(t, d.mara.Get(next.Header.Get("Location")), path+"/open"))
	require.Equal(t, "/", last.Header.Get("Location"), "nothing more of the kind waits")
}

func TestAFirstStepIsDoneWhenItIs(t *testing.T) {
	d := webtest.Open(t)
	mara := d.SignIn(apitest.Admin)
	require.Contains(t, mara.Get("/").Body, `href="/settings/mail"`, "mail is set up where it can be")
	d.Person("jonas", claim.Reviewer)
	_, err := writing.OpenCase(t.Context(), d.Fixture.Door, d.Caller(apitest.Admin), writing.CaseInput{Slug: "sample", Title: "A sample", Sample: true})
	require.NoError(t, err)
	require.Contains(t, mara.Get("/").Body, `<a href="/cases/new">Open a case</a>`, "a sample is no case")
	require.NotContains(t, mara.Get("/").Body, "<s>Have somebody else join</s>", "whoever was never let in has not joined")
}
