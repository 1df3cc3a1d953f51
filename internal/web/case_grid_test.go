package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// askedOf has the desk put claims to one more party.
func (d *caseDesk) askedOf(name string, claims ...string) {
	d.t.Helper()
	_, err := d.AddParty(d.t.Context(), d.as, casework.PartyInput{Key: "other", Name: name, Email: "press@other.example"})
	require.NoError(d.t, err)
	_, err = requests.Ask(d.t.Context(), d.Door, d.as, "vault7", requests.AskInput{Party: "other", Claims: claims, Questions: "Is it so?", AnswerBy: d.Clock.Now().Add(4 * 24 * time.Hour)})
	require.NoError(d.t, err)
}

func (d *caseDesk) withClaims(keys ...string) {
	d.t.Helper()
	for _, key := range keys {
		_, err := writing.AddClaim(d.t.Context(), d.Fixture.Fixture.Door, d.as, "vault7", writing.ClaimInput{Key: key, Statement: "The statement " + key + "."})
		require.NoError(d.t, err)
	}
}

// gridRow is the row of the grid that is headed by words.
func gridRow(t *testing.T, body, words string) string {
	t.Helper()
	for _, part := range strings.Split(body, "<tr data-row>")[1:] {
		if head, _, _ := strings.Cut(part, "</th>"); strings.Contains(head, words) {
			line, _, _ := strings.Cut(part, "</tr>")
			return line
		}
	}
	require.Failf(t, "there is no such row", "%s", words)
	return ""
}

func TestTheGridShowsInOneMarkWhereEachPartyStands(t *testing.T) {
	d := newCaseDesk(t)
	d.withClaims("second")
	d.askedOf("The Example Corporation", "google")
	require.NoError(t, d.Pass(t.Context(), 48*time.Hour))
	d.answer(claim.Denies)
	d.mara = d.SignIn(apitest.Admin)
	page := d.mara.Get("/cases/vault7")
	fine(t, page, http.StatusOK)
	google := gridRow(t, page.Body, "Google was told.")
	require.Regexp(t, `<td class="g denies" data-label="Google"><button type="button" popovertarget="[^"]*"><span class="hidden">denies</span>`, google)
	require.Regexp(t, `<td class="g waiting w10" data-label="Example"><button type="button" popovertarget="[^"]*"><span class="hidden">waiting</span>`, google, "half of the time has passed")
	require.Contains(t, google, "answer by")
	require.Contains(t, google, `href="/requests/`)
	require.Contains(t, page.Body, `title="The Example Corporation"`)
	require.Contains(t, page.Body, `<span class="hidden">The Example Corporation</span><span aria-hidden="true">Example</span>`)

	second := gridRow(t, page.Body, "The statement second.")
	ask := regexp.MustCompile(`<a href="([^"]*/ask[^"]*)" aria-label="Ask">`).FindAllStringSubmatch(second, -1)
	require.Len(t, ask, 2, "who was not asked can be")
	form := d.mara.Get(strings.ReplaceAll(ask[0][1], "&amp;", "&"))
	fine(t, form, http.StatusOK)
	require.Regexp(t, `value="second"[^>]*checked`, form.Body)
	require.Regexp(t, `name="party"[^>]*value="google"|value="google"[^>]*(checked|selected)`, form.Body)

	require.NotContains(t, d.SignIn("jonas").Get("/cases/vault7").Body, "/ask?", "who may not ask is offered nothing")
	then := d.mara.Get("/cases/vault7?at=" + url.QueryEscape(d.Clock.Now().UTC().Format(time.RFC3339Nano)))
	require.NotContains(t, then.Body, "/ask?", "nobody is asked in the past")
}

func TestTheGridIsTurnedAndFiltered(t *testing.T) {
	d := newCaseDesk(t)
	d.withClaims("second", "third")
	d.askedOf("Mozilla", "second")
	d.answer(claim.Confirms)
	page := d.mara.Get("/cases/vault7")
	require.Contains(t, page.Text(), "All 3 Waiting for an answer 1 Nobody asked 1 Parties down")

	waiting := d.mara.Get("/cases/vault7?show=waiting")
	fine(t, waiting, http.StatusOK)
	require.NotContains(t, waiting.Body, `title="The statement third."`)
	gridRow(t, waiting.Body, "The statement second.")
	gridRow(t, d.mara.Get("/cases/vault7?show=open").Body, "The statement third.")
	fine(t, d.mara.Get("/cases/vault7?show=published"), http.StatusOK)
	require.Contains(t, d.mara.Get("/cases/vault7?show=nonsense").Text(), "No claim is shown.")

	turned := d.mara.Get("/cases/vault7?down=parties&show=waiting")
	fine(t, turned, http.StatusOK)
	require.Contains(t, gridRow(t, turned.Body, "Mozilla"), `data-label="second"`)
	require.Contains(t, turned.Body, `href="/cases/vault7?show=waiting"`, "and back, with the same rows")
}

func TestALargeGridHasPages(t *testing.T) {
	d := newCaseDesk(t)
	keys := make([]string, 151)
	for i := range keys {
		keys[i] = fmt.Sprintf("more%03d", i)
	}
	d.withClaims(keys...)
	page := d.mara.Get("/cases/vault7")
	fine(t, page, http.StatusOK)
	require.Equal(t, 150, strings.Count(page.Body, `<tr data-row>`))
	require.Contains(t, page.Text(), "151–152")
	require.Equal(t, 2, strings.Count(d.mara.Get("/cases/vault7?claims=2").Body, `<tr data-row>`))
}

func TestTheHeadlineSaysHowFarTheClaimsAreAndWhenTheStoryRuns(t *testing.T) {
	d := newCaseDesk(t)
	d.withClaims("second")
	page := d.mara.Get("/cases/vault7")
	require.Contains(t, page.Text(), "2 claims: open 1 · gathering 1")
	require.Contains(t, page.Body, `href="/cases/vault7?show=gathering"`)
	require.Contains(t, page.Body, `x="1" width="1"`, "the bar has a part for each stage")

	runs := d.Clock.Now().Add(26 * time.Hour)
	_, err := writing.OpenCase(t.Context(), d.Fixture.Fixture.Door, d.as, writing.CaseInput{Slug: "timed", Title: "Timed", PublishAt: &runs})
	require.NoError(t, err)
	require.Contains(t, d.mara.Get("/cases/timed").Text(), "Runs in 2")
	require.NoError(t, d.Pass(t.Context(), 30*time.Hour))
	require.Contains(t, d.SignIn(apitest.Admin).Get("/cases/timed").Text(), "Was to run 4 hours ago")
}

func TestTheLineIsAboutOneClaim(t *testing.T) {
	d := newCaseDesk(t)
	d.withClaims("second", "third")
	d.askedOf("Mozilla", "second")
	d.answer(claim.Confirms)
	page := d.mara.Get("/cases/vault7")
	require.Contains(t, page.Body, `<option value="second">second</option>`)
	scoped := d.mara.Get("/cases/vault7?line=second")
	fine(t, scoped, http.StatusOK)
	require.Regexp(t, `id="statusline" dir="auto">As of [^<]*Mozilla has not confirmed`, scoped.Body)
	require.NotRegexp(t, `id="statusline" dir="auto">[^<]*Google`, scoped.Body)
	require.Contains(t, scoped.Body, `<option value="second" selected>`)
	fine(t, d.mara.Get("/cases/vault7?line=nothing"), http.StatusUnprocessableEntity)
}
