package outside_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// series opens the series contact about parties, and asks each about its own claim.
func (w *world) series(names ...string) {
	w.t.Helper()
	keys := make([]string, len(names))
	for i, name := range names {
		keys[i] = strings.ToLower(name)
		w.party(keys[i], name)
	}
	w.must(writing.OpenSeries(w.ctx(), w.desk.Door, w.mara, "vault7", writing.SeriesInput{
		ClaimInput: writing.ClaimInput{Key: "contact", Statement: "WikiLeaks contacted {party} about the tools.", Claimant: "WikiLeaks"}, Parties: keys,
	}))
	for _, key := range keys {
		w.ask("vault7", key, "contact")
	}
}

// publishSeries publishes all of the series contact in three acts.
func (w *world) publishSeries(n int) {
	w.t.Helper()
	carried := func(m casework.Many, err error) {
		w.t.Helper()
		require.NoError(w.t, err)
		require.Equal(w.t, n, m.Carried)
	}
	keys := []string{"contact"}
	carried(findings.AssessMany(w.ctx(), w.desk.Door, w.mara, "vault7", findings.AssessInputs{Claims: keys, AssessInput: findings.AssessInput{
		Outcome: claim.Unverified, Why: finding.NotAnswered, ForReaders: "Nobody answered.", Rationale: "the secret rationale",
	}}))
	seen, err := w.desk.ReviewList(w.ctx(), w.jonas, "vault7")
	require.NoError(w.t, err)
	carried(findings.SignMany(w.ctx(), w.desk.Door, w.jonas, "vault7", findings.SignInputs{Claims: []findings.SeenClaim{{Claim: "contact", Subject: seen.Series[0].Subject}}}))
	carried(findings.PublishMany(w.ctx(), w.desk.Door, w.mara, "vault7", findings.PublishInputs{Claims: keys}))
}

func TestASeriesIsOneTableForReaders(t *testing.T) {
	w := newWorld(t)
	w.series("Microsoft", "Google", "Apple", "Mozilla")
	w.ask("vault7", "microsoft", "contact-google")
	require.NoError(t, w.desk.Pass(w.ctx(), 24*time.Hour))
	w.said("vault7", "microsoft", "contact-microsoft", claim.Confirms, claim.OnTheRecord, "They wrote to us.")
	w.said("vault7", "microsoft", "contact-google", claim.Denies, claim.OnTheRecord, "Not to them.")
	w.said("vault7", "apple", "contact-apple", claim.Denies, claim.OffTheRecord, "the off words")
	require.NoError(t, w.desk.Pass(w.ctx(), 8*24*time.Hour))
	w.publish("vault7/contact-microsoft", claim.Confirmed)
	one := w.get("/public/vault7").is(200).never("WikiLeaks contacted … about the tools.")
	one.says("WikiLeaks contacted Microsoft about the tools.")
	w.publish("vault7/contact-google", claim.Unverified)
	w.publish("vault7/contact-apple", claim.Unverified)

	page := w.get("/public/vault7").is(200)
	page.wellFormed()
	page.says("WikiLeaks contacted … about the tools.", "Microsoftconfirms Confirmed", "GoogleMicrosoft: denies Not verified", "Apple– Not verified").
		never("Mozilla", "the off words", "Who said what about each statement")
	require.Contains(t, page.Body.String(), `/claims/contact-google">Google</a>`)
	w.get("/public/vault7/embed").is(200).says("WikiLeaks contacted … about the tools.", "Microsoftconfirms").never("Mozilla", "off words")

	seen, err := w.desk.Claim(w.ctx(), w.mara, "vault7/contact-mozilla", nil)
	require.NoError(t, err)
	w.must(writing.ReviseClaim(w.ctx(), w.desk.Door, w.mara, "vault7/contact-mozilla", writing.ClaimRevision{Seen: seen.Version, ClaimInput: writing.ClaimInput{Statement: "Nobody wrote to Mozilla."}}))
	w.publish("vault7/contact-mozilla", claim.Unverified)
	w.get("/public/vault7").is(200).says("Nobody wrote to Mozilla.").never("Mozilladelivered, no answer")
}

// TestASourceInASeriesIsNotKnownByWhatIsLeftOut: who was asked and is silent is named in a series,
// but where the one that is not would be known for a source by that.
func TestASourceInASeriesIsNotKnownByWhatIsLeftOut(t *testing.T) {
	for _, rules := range []claim.GroundRules{claim.OnBackground, claim.NotForAttribution, claim.OffTheRecord} {
		w := newWorld(t)
		w.series("Microsoft", "Google", "Apple")
		require.NoError(t, w.desk.Pass(w.ctx(), 24*time.Hour))
		w.said("vault7", "microsoft", "contact-microsoft", claim.Confirms, claim.OnTheRecord, "They wrote to us.")
		w.said("vault7", "apple", "contact-apple", claim.Confirms, rules, "the source's words")
		require.NoError(t, w.desk.Pass(w.ctx(), 8*24*time.Hour))
		for _, key := range []string{"contact-microsoft", "contact-google", "contact-apple"} {
			w.publish("vault7/"+key, claim.Unverified)
		}
		for _, page := range []string{"", "/embed"} {
			source := strings.NewReplacer("google", "*", "Google", "*", "apple", "*", "Apple", "*")
			of := func(name string) string {
				return source.Replace(w.get("/public/vault7/claims/contact-" + name + page).is(200).never("the source's words").text())
			}
			require.Equal(t, of("google"), of("apple"), "%s%s", rules, page)
			w.get("/public/vault7"+page).is(200).says("Google– Not verified", "Apple– Not verified", "Microsoftconfirms")
			w.get("/public/vault7"+page).is(200).never("has not", "have not answered", "have not confirmed", "no answer", "on background", "not for attribution")
		}
		short, err := w.desk.Room.Line(w.ctx(), w.mara, "vault7", report.LineQuery{Public: true, About: []string{"contact-google"}})
		require.NoError(t, err)
		require.NotContains(t, short.Long, "Google has not")
	}
}

func TestALargeSeriesIsOneTableInShort(t *testing.T) {
	w := newWorld(t)
	names := make([]string, 70)
	for i := range names {
		names[i] = fmt.Sprintf("Vendor%c%c", 'a'+i/26, 'a'+i%26)
	}
	w.series(names...)
	require.NoError(t, w.desk.Pass(w.ctx(), 8*24*time.Hour))
	w.publishSeries(len(names))
	page := w.get("/public/vault7").is(200).says("WikiLeaks contacted … about the tools.", "Page 1 of 2").never("WikiLeaks contacted Vendoraa about", "on “WikiLeaks")
	require.Less(t, page.Body.Len()+w.get("/public/style.css").Body.Len(), 50<<10)
	require.Contains(t, page.Body.String(), `id="claim-contact-vendoraa"`)
	w.get("/public/vault7?page=2").is(200).says("WikiLeaks contacted … about the tools.", "Vendorcr")
}

// TestWhatTheCaseIsAboutStandsFirst: the line speaks of the first claims, and a reader looks for them under it.
func TestWhatTheCaseIsAboutStandsFirst(t *testing.T) {
	w := newWorld(t)
	w.claims("vault7", "first", "second")
	w.party("cisco", "Cisco")
	w.ask("vault7", "cisco", "first", "second")
	w.series("Microsoft", "Google")
	require.NoError(t, w.desk.Pass(w.ctx(), 24*time.Hour))
	w.said("vault7", "cisco", "first", claim.Confirms, claim.OnTheRecord, "They did.")
	require.NoError(t, w.desk.Pass(w.ctx(), 8*24*time.Hour))
	for _, key := range []string{"first", "second", "contact-microsoft", "contact-google"} {
		w.publish("vault7/"+key, claim.Unverified)
	}
	for _, path := range []string{"/public/vault7", "/public/vault7/embed"} {
		body := w.get(path).is(200).Body.String()
		alone, series := strings.Index(body, "Who said what about each statement"), strings.Index(body, "WikiLeaks contacted … about the tools.")
		require.Positive(t, alone, path)
		require.Greater(t, series, alone, path)
	}
}
