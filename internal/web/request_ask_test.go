package web_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/web/webtest"
)

// wanted is a form to ask parties, in words, with what has to be changed of it.
func wanted(pairs ...string) []string {
	return append([]string{"claims", "contact", "questions", "Is it so?", "answerByWords", "tomorrow 18:00 theirs", "channel", "e-mail"}, pairs...)
}

// theLetters are the requests of the case, by party.
func (d *letterDesk) theLetters() map[string]time.Time {
	d.t.Helper()
	report, err := d.Report(d.t.Context(), d.mara, "vault7", nil)
	require.NoError(d.t, err)
	by := map[string]time.Time{}
	for _, r := range report.Requests {
		require.NotContains(d.t, by, r.Party, "each is asked once")
		by[r.Party] = r.AnswerBy
	}
	return by
}

func TestSeveralPartiesAreAskedOnOnePage(t *testing.T) {
	d := newLetterDesk(t)
	_, err := d.AddParty(t.Context(), d.mara, casework.PartyInput{Name: "Mozilla", Email: "press@mozilla.example", Zone: "Asia/Tokyo"})
	require.NoError(t, err)
	page := d.Get("/cases/vault7/ask?party=google&party=mozilla&claim=contact")
	require.Contains(t, page.Body, `value="mozilla" checked`)

	preview := d.form(page, "/cases/vault7/ask", wanted("step", "preview", "parties", "google", "party", "mozilla; google")...)
	require.Equal(t, 200, preview.Status, preview.Text())
	require.Contains(t, preview.Body, "To 2 parties, each in a letter of its own")
	require.Contains(t, preview.Body, "press@google.example")
	require.Contains(t, preview.Body, "press@mozilla.example")
	require.Empty(t, d.theLetters(), "a look sends nothing")

	seen := seenField.FindStringSubmatch(preview.Body)[1]
	sent := d.form(preview, "/cases/vault7/ask", wanted("step", "send", "seen", seen, "_from", fromField.FindStringSubmatch(preview.Body)[1], "parties", "google", "party", "mozilla; google")...)
	require.Equal(t, 303, sent.Status, sent.Text())
	by := d.theLetters()
	require.Len(t, by, 2)
	for party, zone := range map[string]string{"google": "America/Los_Angeles", "mozilla": "Asia/Tokyo"} {
		there, err := time.LoadLocation(zone)
		require.NoError(t, err)
		require.Equal(t, "18:00", by[party].In(there).Format("15:04"), "each by the clock of its own: %s", party)
	}
}

func TestAFormThatIsSentAgainWithFewerPartiesAsksNobodyTwice(t *testing.T) {
	d := newLetterDesk(t)
	_, err := d.AddParty(t.Context(), d.mara, casework.PartyInput{Name: "Mozilla", Email: "press@mozilla.example", Zone: "Asia/Tokyo"})
	require.NoError(t, err)
	page := d.Get("/cases/vault7/ask?party=google&party=mozilla&claim=contact")
	for _, parties := range [][]string{{"parties", "google", "parties", "mozilla"}, {"parties", "mozilla"}} { // as after an outcome that is not known, or Back
		preview := d.form(page, "/cases/vault7/ask", wanted(append(parties, "step", "preview")...)...)
		require.Equal(t, 200, preview.Status, preview.Text())
		require.Equal(t, page.Key(), preview.Key())
		sent := d.form(preview, "/cases/vault7/ask", wanted(append(parties, "step", "send", "seen", seenField.FindStringSubmatch(preview.Body)[1], "_from", fromField.FindStringSubmatch(preview.Body)[1])...)...)
		require.Equal(t, 303, sent.Status, sent.Text())
		require.Len(t, d.theLetters(), 2)
	}
}

func TestAllThatIsWrongWithARequestIsSaidAtOnceAndLinked(t *testing.T) {
	d := newLetterDesk(t)
	refused := d.form(d.Get("/cases/vault7/ask"), "/cases/vault7/ask", "step", "preview", "party", "nobody at all", "answerByWords", "soonish", "channel", "e-mail")
	require.Equal(t, 422, refused.Status)
	for field, says := range map[string]string{
		"party": "There is no such party", "claims": "Choose what you ask about", "questions": "It must not be empty", "answerByWords": "is not understood as a time",
	} {
		require.Contains(t, refused.Body, `<a href="#f-`+field+`">`, field)
		require.Contains(t, refused.Body, `id="f-`+field+`-error"`, field)
		require.Contains(t, refused.Text(), says)
	}
	require.NotContains(t, refused.Body, "What you typed", "it stands in the form")
}

func TestADateCountsBeforeTheWords(t *testing.T) {
	d := newLetterDesk(t)
	at := d.Clock.Now().AddDate(0, 0, 9).UTC().Truncate(time.Minute)
	fields := wanted("party", "google", "answerBy", at.Format("2006-01-02T15:04"), "answerBy_zone", "UTC")
	preview := d.form(d.Get("/cases/vault7/ask"), "/cases/vault7/ask", append(fields, "step", "preview")...)
	require.Equal(t, 200, preview.Status, preview.Text())
	sent := d.form(preview, "/cases/vault7/ask", append(fields, "step", "send", "seen", seenField.FindStringSubmatch(preview.Body)[1], "_from", fromField.FindStringSubmatch(preview.Body)[1])...)
	require.Equal(t, 303, sent.Status, sent.Text())
	require.True(t, at.Equal(d.theLetters()["google"]))
}

func TestARequestThatWasPutByHandSaysWhen(t *testing.T) {
	d := newLetterDesk(t)
	at := d.Clock.Now().AddDate(0, 0, -2).UTC().Truncate(time.Minute)
	fields := wanted("party", "google", "askedAt", at.Format("2006-01-02T15:04"), "askedAt_zone", "UTC", "channel", "phone")
	fields[5] = "three working days"
	preview := d.form(d.Get("/cases/vault7/ask"), "/cases/vault7/ask", append(fields, "step", "preview")...)
	require.Equal(t, 200, preview.Status, preview.Text())
	require.Contains(t, preview.Body, "This goes on record")
	sent := d.form(preview, "/cases/vault7/ask", append(fields, "step", "send", "seen", seenField.FindStringSubmatch(preview.Body)[1], "_from", fromField.FindStringSubmatch(preview.Body)[1])...)
	require.Equal(t, 303, sent.Status, sent.Text())
	report, err := d.Report(t.Context(), d.mara, "vault7", nil)
	require.NoError(t, err)
	require.True(t, at.Equal(*report.Claims[0].Parties[0].AskedAt), report.Claims[0].Parties[0].AskedAt)
}

func TestTheLiveLetterCanBeSentAsItStands(t *testing.T) {
	d := newLetterDesk(t)
	fields := wanted("party", "google")
	fields[5] = "in two hours"
	page := d.Get("/cases/vault7/ask")
	live := d.form(page, "/cases/vault7/ask", append(fields, "step", "live")...)
	require.Equal(t, 200, live.Status)
	seen, from := fieldOf(t, live.Body, "liveSeen"), fieldOf(t, live.Body, "_liveFrom")
	require.NoError(t, d.Pass(t.Context(), 30*time.Minute))

	later := d.form(page, "/cases/vault7/ask", append(fields, "step", "send live", "liveSeen", seen)...)
	require.Equal(t, 200, later.Status, "the words mean another instant now")
	require.Contains(t, later.Text(), "look once more")
	require.Empty(t, d.theLetters())

	sent := d.form(page, "/cases/vault7/ask", append(fields, "step", "send live", "liveSeen", seen, "_liveFrom", from)...)
	require.Equal(t, 303, sent.Status, sent.Text())
	counted, err := time.Parse(time.RFC3339Nano, from)
	require.NoError(t, err)
	require.WithinDuration(t, counted.Add(2*time.Hour), d.theLetters()["google"], time.Minute, "what was seen goes out")
}

func TestWhatWasTypedOnIsCountedFromTheNewLook(t *testing.T) {
	d := newLetterDesk(t)
	fields := wanted("party", "google")
	page := d.Get("/cases/vault7/ask")
	first := fieldOf(t, d.form(page, "/cases/vault7/ask", append(fields, "step", "live")...).Body, "_liveFrom")
	require.NoError(t, d.Pass(t.Context(), 30*time.Minute))
	again := d.form(page, "/cases/vault7/ask", append(fields, "step", "live", "_liveFrom", first)...)
	require.NotEqual(t, first, fieldOf(t, again.Body, "_liveFrom"))
}

func TestADeadlineOnADayOnWhichTheyAreClosedIsSaidWithABetterOne(t *testing.T) {
	d := newLetterDesk(t)
	weekdays := claim.OfficeHours{Days: []time.Weekday{1, 2, 3, 4, 5}, From: 9 * 60, To: 17 * 60}
	_, err := d.AddParty(t.Context(), d.mara, casework.PartyInput{Name: "Mill", Email: "press@mill.example", Zone: "UTC", Hours: weekdays})
	require.NoError(t, err)
	sunday := d.Clock.Now().UTC().Truncate(24*time.Hour).Add(15*time.Hour).AddDate(0, 0, 7)
	for sunday.Weekday() != time.Sunday {
		sunday = sunday.AddDate(0, 0, 1)
	}
	fields := wanted("party", "mill", "answerBy", sunday.Format("2006-01-02T15:04"), "answerBy_zone", "UTC")
	preview := d.form(d.Get("/cases/vault7/ask"), "/cases/vault7/ask", append(fields, "step", "preview")...)
	require.Contains(t, preview.Text(), "Nobody may be there to answer then: their office is closed on that day")
	monday := sunday.AddDate(0, 0, 1)
	require.Contains(t, preview.Body, `name="better" value="`+monday.Format(time.RFC3339)+`"`)
	better := d.form(preview, "/cases/vault7/ask", append(fields, "better", monday.Format(time.RFC3339))...)
	require.NotContains(t, better.Text(), "Nobody may be there")
	live := d.form(preview, "/cases/vault7/ask", append(fields, "step", "live")...)
	require.Contains(t, live.Body, `name="better"`)
	require.Contains(t, live.Body, `value="send live"`)
	for _, page := range []webtest.Answer{d.Get("/cases/vault7/ask"), preview} {
		first := firstSubmit(t, page)
		step, _ := attribute(first, "value")
		require.Equal(t, "preview", step, "Enter in a field sends nothing, and changes nothing")
		stop, _ := attribute(first, "tabindex")
		require.Equal(t, "-1", stop)
	}

	both := slices.Clone(fields)
	both[slices.Index(both, "mill")] = "mill; google"
	several := d.form(preview, "/cases/vault7/ask", append(both, "step", "preview")...)
	require.Contains(t, several.Text(), "Nobody may be there")
	require.Contains(t, several.Text(), "Ask them by themselves")
	require.NotContains(t, several.Body, `name="better"`, "it would be the instant of both")
	refused := d.form(preview, "/cases/vault7/ask", append(both, "better", monday.Format(time.RFC3339))...)
	require.Equal(t, 422, refused.Status)
	require.Equal(t, fields[slices.Index(fields, "answerBy")+1], fieldOf(t, refused.Body, "answerBy"), "what was typed stays")

	sent := d.form(better, "/cases/vault7/ask", "claims", "contact", "questions", "Is it so?", "answerByWords", "", "channel", "e-mail", "party", "mill",
		"answerBy", fieldOf(t, better.Body, "answerBy"), "answerBy_zone", "", "step", "send", "seen", seenField.FindStringSubmatch(better.Body)[1])
	require.Equal(t, 303, sent.Status, sent.Text())
	require.True(t, monday.Equal(d.theLetters()["mill"]))
}

// fieldOf is what stands in a field of the page.
func fieldOf(t *testing.T, page, name string) string {
	t.Helper()
	found := regexp.MustCompile(`<input[^>]*name="` + name + `"[^>]*value="([^"]*)"`).FindStringSubmatch(page)
	require.NotNil(t, found, name)
	return found[1]
}

// firstSubmit is the control that Enter in a field of the form to ask presses.
func firstSubmit(t *testing.T, page webtest.Answer) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page.Body))
	require.NoError(t, err)
	for form := range root.Descendants() {
		if id, _ := attribute(form, "id"); form.Data != "form" || id != "ask" {
			continue
		}
		for n := range form.Descendants() {
			kind, typed := attribute(n, "type")
			if n.Data == "button" && (!typed || kind == "submit") || n.Data == "input" && kind == "submit" {
				return n
			}
		}
	}
	require.Fail(t, "there is no form to ask")
	return nil
}
