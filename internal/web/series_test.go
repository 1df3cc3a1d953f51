package web_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/casework/writing"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

// withSeries adds parties, and the series contact, which is about Google and each of them.
func (d *caseDesk) withSeries(more ...string) {
	d.t.Helper()
	for _, name := range more {
		_, err := d.AddParty(d.t.Context(), d.as, casework.PartyInput{Name: name, Email: "press@" + name + ".example"})
		require.NoError(d.t, err)
	}
	made, err := writing.OpenSeries(d.t.Context(), d.Fixture.Fixture.Door, d.as, "vault7", writing.SeriesInput{
		ClaimInput: writing.ClaimInput{Key: "contact", Statement: "Somebody wrote to {party}. " + nasty}, Parties: append([]string{"google"}, more...),
	})
	require.NoError(d.t, err)
	require.Equal(d.t, len(more)+1, made.Carried)
}

func (d *caseDesk) series() reading.SeriesView {
	d.t.Helper()
	s, err := d.SeriesPage(d.t.Context(), d.as, "vault7/contact")
	require.NoError(d.t, err)
	return s
}

func TestASeriesIsOneRowOfItsCase(t *testing.T) {
	d := newCaseDesk(t)
	d.withSeries("apple", "mozilla")
	require.NoError(t, d.Pass(t.Context(), 10*time.Minute))
	before := d.Clock.Now().UTC()
	require.NoError(t, d.Pass(t.Context(), 10*time.Minute))
	_, err := requests.Ask(t.Context(), d.Door, d.as, "vault7", requests.AskInput{
		Party: "apple", Claims: []string{"contact-apple", "contact-google"}, Questions: "Is it so?", AnswerBy: d.Clock.Now().Add(24 * time.Hour),
	})
	require.NoError(t, err)

	page := d.mara.Get("/cases/vault7")
	fine(t, page, http.StatusOK)
	text := page.Text()
	for _, want := range []string{"Somebody wrote to …", "3 claims", "open 1", "gathering 2", "unverified 3", "about Google", "Google was told."} {
		require.Contains(t, text, want)
	}
	require.Contains(t, page.Body, `href="/cases/vault7/series/contact"`)
	require.Contains(t, page.Body, `href="/cases/vault7/claims/contact-mozilla"`)
	require.NotContains(t, text, "Somebody wrote to mozilla.", "each claim has no row of its own")

	then := d.mara.Get("/cases/vault7?at=" + url.QueryEscape(before.Format(time.RFC3339Nano)))
	fine(t, then, http.StatusOK)
	require.Contains(t, then.Text(), "open 3")
	require.NotContains(t, then.Body, `/series/contact"`, "the page of a series shows it as it stands now")
	require.Contains(t, then.Body, `/claims/contact-mozilla?at=`)
}

func TestTheSeriesOfManyVendorsFitsOnItsCase(t *testing.T) {
	d := newCaseDesk(t)
	names := make([]string, 0, 45)
	for i := range cap(names) {
		names = append(names, "vendor"+string(rune('a'+i/26))+string(rune('a'+i%26)))
	}
	d.withSeries(names...)
	page := d.mara.Get("/cases/vault7")
	fine(t, page, http.StatusOK)
	require.Contains(t, page.Text(), "The first 40 of 46.")
	fine(t, d.mara.Get("/cases/vault7/series/contact"), http.StatusOK)
}

func TestASeriesIsOpened(t *testing.T) {
	d := newCaseDesk(t)
	const path = "/cases/vault7/new-series"
	require.Contains(t, d.mara.Get("/cases/vault7").Body, `href="`+path+`"`)
	_, err := d.AddParty(t.Context(), d.as, casework.PartyInput{Name: "Apple", Email: "press@apple.example"})
	require.NoError(t, err)
	form := d.mara.Get(path)
	fine(t, form, http.StatusOK)
	require.Contains(t, form.Text(), "apple")

	values := with(hidden(t, form, path), "statement", "Somebody wrote to {party}. "+nasty, "parties", "google\nnobody", "key", "contact", "tier", "sensitive", "step", "open")
	refused := d.mara.Post(path, values)
	fine(t, refused, http.StatusNotFound)
	require.Contains(t, refused.Body, `id="f-parties-error"`, "what is wrong with one of the parties stands beside them")
	require.Contains(t, refused.Body, "google\nnobody")

	values = with(hidden(t, refused, path), "statement", "Somebody wrote to {party}.", "parties", "google, apple", "key", "contact", "tier", "sensitive", "step", "try")
	tried := d.mara.Post(path, values)
	fine(t, tried, http.StatusOK)
	require.Contains(t, tried.Text(), "What would be made")
	require.Contains(t, tried.Text(), "contact-apple")
	fine(t, d.mara.Get("/cases/vault7/series/contact"), http.StatusNotFound)

	values.Set("step", "open")
	made := d.mara.Follow(path, values)
	fine(t, made, http.StatusOK)
	for _, want := range []string{"The series was opened, with 2 claims.", "Somebody wrote to …", "open 2"} {
		require.Contains(t, made.Text(), want)
	}
	require.Equal(t, claim.Sensitive, d.series().Claims[0].Tier)
	page := d.mara.Get("/cases/vault7/claims/contact-apple")
	require.Contains(t, page.Body, `href="/cases/vault7/series/contact"`, "a claim leads to its series")
	require.Contains(t, d.mara.Get("/cases/vault7/ask").Text(), "Somebody wrote to …", "a party can be asked about a series")
	fine(t, d.SignIn("jonas").Get(path), http.StatusForbidden)
}

const seriesPage = "/cases/vault7/series/contact"

// act presses one of the buttons of the page of the series, which answers with the page.
func (d *caseDesk) act(name, step string, fields ...string) webtest.Answer {
	d.t.Helper()
	return d.mara.Post(d.form(name, step, fields))
}

// acts is [caseDesk.act] of what is done with all of the series.
func (d *caseDesk) acts(name string, fields ...string) webtest.Answer {
	d.t.Helper()
	return d.mara.Follow(d.form(name, "do", fields))
}

func (d *caseDesk) form(name, step string, fields []string) (path string, values url.Values) {
	d.t.Helper()
	path = seriesPage + "/" + name
	return path, with(hidden(d.t, d.mara.Get(seriesPage), path), append(fields, "step", step)...)
}

func TestASeriesIsAskedProposedSignedAndPublishedTogether(t *testing.T) {
	d := newCaseDesk(t)
	d.withSeries("apple", "mozilla")
	reader := d.SignIn("jonas").Get(seriesPage)
	fine(t, reader, http.StatusOK)
	require.NotContains(t, reader.Body, `action="`+seriesPage, "who may do nothing with it is offered nothing")
	fine(t, d.mara.Get("/cases/vault7/series/none"), http.StatusNotFound)

	until := d.Clock.Now().Add(72 * time.Hour).UTC().Format("2006-01-02T15:04")
	fine(t, d.mara.Post(seriesPage+"/ask", with(hidden(t, d.mara.Get(seriesPage), seriesPage+"/ask"), "questions", nasty, "step", "do")), http.StatusUnprocessableEntity)
	tried := d.act("ask", "try", "questions", "Is it so? "+nasty, "answerBy", until, "answerBy_zone", "UTC")
	fine(t, tried, http.StatusOK)
	for _, want := range []string{"Nothing was done yet", "3 of 3 can be done now.", "The letter to Google", "Somebody wrote to Google."} {
		require.Contains(t, tried.Text(), want)
	}
	require.Equal(t, claim.StageOpen, d.series().Claims[0].Stage)
	asked := d.acts("ask", "questions", "Is it so? "+nasty, "answerBy", until, "answerBy_zone", "UTC")
	fine(t, asked, http.StatusOK)
	require.Contains(t, asked.Text(), "3 requests of the series: on record.")
	for _, c := range d.series().Claims {
		require.Len(t, c.Parties, 1, "each party is asked about its own claim alone")
		require.Equal(t, c.Series.Party, c.Parties[0].Party)
	}

	_, err := answers.Record(t.Context(), d.Door, d.as, "vault7", answers.AnswerInput{
		Party: "apple", GroundRules: claim.OnTheRecord, Stances: []answers.StanceInput{{Claim: "contact-apple", Stance: claim.Confirms, Statement: "Yes."}},
	})
	require.NoError(t, err)
	words := []string{"outcome", "confirmed", "forReaders", "They told us so.", "rationale", "They say so. " + nasty}
	some := d.act("assess", "try", words...)
	fine(t, some, http.StatusOK)
	require.Contains(t, some.Text(), "1 of 3 can be done now. Why the others cannot:")
	part := d.act("assess", "do", words...)
	fine(t, part, http.StatusOK)
	require.Contains(t, part.Text(), "1 of 3 done.")
	require.NotContains(t, part.Body, "They told us so.", "the form begins anew")
	rest := d.acts("assess", "outcome", "unverified", "why", "not yet", "rationale", "Nobody knows.")
	fine(t, rest, http.StatusOK)
	require.Contains(t, rest.Text(), "in review 3")
	require.Contains(t, rest.Body, `href="/cases/vault7/review#series-contact"`)

	d.signSeries()
	done := d.acts("publish", "early", "It runs at noon.")
	fine(t, done, http.StatusOK)
	require.Contains(t, done.Text(), "3 findings of the series: public now.")
	require.Contains(t, done.Text(), "published 3")
}

// signSeries signs all that waits of the series, on the one page of what waits.
func (d *caseDesk) signSeries() {
	d.t.Helper()
	const path = "/cases/vault7/review"
	own := d.mara.Get(path)
	fine(d.t, own, http.StatusOK)
	require.NotContains(d.t, own.Body, `name="claim" value="contact"`, "nobody signs a series of their own")
	jonas := d.SignIn("jonas")
	page := jonas.Get(path)
	fine(d.t, page, http.StatusOK)
	for _, want := range []string{"Somebody wrote to …", "3 of its 3 claims wait", "Sign all of the series contact"} {
		require.Contains(d.t, page.Text(), want)
	}
	seen := hidden(d.t, page, path)
	require.Equal(d.t, d.series().Subject, seen.Get("subject-contact"))
	_, err := writing.AddEvidence(d.t.Context(), d.Fixture.Fixture.Door, d.as, "vault7/contact-mozilla", writing.EvidenceInput{Kind: claim.FileEvidence, Bearing: claim.NeutralToClaim, Title: "A note", File: &writing.FileInput{Name: "note.txt", Media: "text/plain", Data: []byte("Words.")}})
	require.NoError(d.t, err)
	stale := jonas.Post(path, with(seen, "claim", "contact"))
	fine(d.t, stale, http.StatusConflict)
	require.Contains(d.t, stale.Text(), "The series has changed since you saw it")
	again := d.acts("assess", "outcome", "unverified", "why", "not yet", "rationale", "Nobody knows.")
	fine(d.t, again, http.StatusOK)
	signed := jonas.Follow(path, with(hidden(d.t, jonas.Get(path), path), "claim", "contact"))
	fine(d.t, signed, http.StatusOK)
	require.Contains(d.t, signed.Text(), "You have signed 3 claims")
}

func TestASeriesGrowsAndIsGivenUp(t *testing.T) {
	d := newCaseDesk(t)
	d.withSeries("apple")
	_, err := d.AddParty(t.Context(), d.as, casework.PartyInput{Name: "Mozilla", Email: "press@mozilla.example"})
	require.NoError(t, err)
	const path = seriesPage + "/parties"
	wrong := d.mara.Post(path, with(hidden(t, d.mara.Get(seriesPage), path), "parties", "google"))
	fine(t, wrong, http.StatusUnprocessableEntity)
	require.Contains(t, wrong.Problem(), "stands in the series already")
	grown := d.mara.Follow(path, with(hidden(t, wrong, path), "parties", "google, mozilla"))
	fine(t, grown, http.StatusOK)
	require.Contains(t, grown.Text(), "3 claims")

	fine(t, d.mara.Post(seriesPage+"/withdraw", with(hidden(t, grown, seriesPage+"/withdraw"), "step", "do")), http.StatusUnprocessableEntity)
	gone := d.acts("withdraw", "reason", "It is another story.")
	fine(t, gone, http.StatusOK)
	require.Contains(t, gone.Text(), "withdrawn 3")
}
