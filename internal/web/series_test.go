package web_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// withSeries adds parties, and the series contact, which is about Google and each of them.
func (d *caseDesk) withSeries(more ...string) {
	d.t.Helper()
	for _, name := range more {
		_, err := d.AddParty(d.t.Context(), d.as, casework.PartyInput{Name: name, Email: "press@" + name + ".example"})
		require.NoError(d.t, err)
	}
	made, err := d.OpenSeries(d.t.Context(), d.as, "vault7", casework.SeriesInput{
		ClaimInput: casework.ClaimInput{Key: "contact", Statement: "Somebody wrote to {party}. " + nasty}, Parties: append([]string{"google"}, more...),
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
	_, err := d.Ask(t.Context(), d.as, "vault7", casework.AskInput{
		Party: "apple", Claims: []string{"contact-apple", "contact-google"}, Questions: "Is it so?", AnswerBy: d.Clock.Now().Add(24 * time.Hour),
	})
	require.NoError(t, err)

	page := d.mara.Get("/cases/vault7")
	fine(t, page, http.StatusOK)
	text := page.Text()
	for _, want := range []string{"Somebody wrote to ….", "3 claims", "open 1", "gathering 2", "unverified 3", "about Google", "Google was told."} {
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

