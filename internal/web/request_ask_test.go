package web_test

import (
	"net/url"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
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
	sent := d.form(preview, "/cases/vault7/ask", wanted("step", "send", "seen", seen, "parties", "google", "party", "mozilla; google")...)
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
	sent := d.form(preview, "/cases/vault7/ask", append(fields, "step", "send", "seen", seenField.FindStringSubmatch(preview.Body)[1])...)
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
	sent := d.form(preview, "/cases/vault7/ask", append(fields, "step", "send", "seen", seenField.FindStringSubmatch(preview.Body)[1])...)
	require.Equal(t, 303, sent.Status, sent.Text())
	report, err := d.Report(t.Context(), d.mara, "vault7", nil)
	require.NoError(t, err)
	require.True(t, at.Equal(*report.Claims[0].Parties[0].AskedAt), report.Claims[0].Parties[0].AskedAt)
}

func TestTheLiveLetterCanBeSentAsItStands(t *testing.T) {
	d := newLetterDesk(t)
	live := d.form(d.Get("/cases/vault7/ask"), "/cases/vault7/ask", wanted("step", "live", "party", "google")...)
	require.Equal(t, 200, live.Status)
	seen := seenField.FindStringSubmatch(live.Body)
	require.Len(t, seen, 2, live.Body)
	require.Equal(t, 303, d.Post("/cases/vault7/ask", url.Values{
		"_key": {"c0ffee00-0000-4000-8000-000000000001"}, "step": {"send"}, "seen": {seen[1]}, "claims": {"contact"}, "questions": {"Is it so?"},
		"answerByWords": {"tomorrow 18:00 theirs"}, "channel": {"e-mail"}, "party": {"google"},
	}).Status)
	require.Len(t, d.theLetters(), 1)
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
