package outside_test

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

func TestTheLogOfCorrectionsSaysWhatWasChangedWhenAndWhy(t *testing.T) {
	w := published(t)
	w.get("/public/corrections").is(200).says("Nothing has been changed so far.")
	w.said("vault7", "google", "google", claim.Confirms, claim.OnTheRecord, "the late words")
	w.publish("vault7/google", claim.Confirmed)
	w.get("/public/corrections").is(200).says("Corrected", "More is known.", "WikiLeaks contacted google.", "Days and times are in UTC.")
	w.must(findings.Retract(w.ctx(), w.desk.Door, w.mara, "vault7/microsoft", findings.TakeBackInput{Reason: "We had the wrong Microsoft."}))
	page := w.get("/public/corrections").is(200).says("Retracted", "We had the wrong Microsoft.").never("secret")
	require.Less(t, indexOf(page, "wrong Microsoft"), indexOf(page, "More is known"), "the newest first")

	var log struct {
		Items []struct{ Kind, Statement, Reason, URL string }
	}
	require.NoError(t, json.Unmarshal(w.get("/public/corrections.json").is(200).Body.Bytes(), &log))
	require.Len(t, log.Items, 2)
	require.Equal(t, "retraction", log.Items[0].Kind)
}

func indexOf(page shown, words string) int { return strings.Index(page.Body.String(), words) }

func TestATakedownLeavesANoticeAndNoWord(t *testing.T) {
	w := published(t)
	w.said("vault7", "google", "google", claim.Confirms, claim.OnTheRecord, "the late words")
	w.publish("vault7/google", claim.Confirmed)
	w.get("/public/vault7").says("WikiLeaks contacted google.", "the late words", "They told us so.")
	w.must(findings.TakeDown(w.ctx(), w.desk.Door, w.mara, "vault7/google", findings.TakeBackInput{Reason: "By order of a court."}))
	removed := w.claimID("vault7", "google").String()
	require.Equal(t, "/public/vault7/claims/"+removed, w.get("/public/vault7/claims/google").is(302).Header().Get("Location"))
	require.Equal(t, "/public/vault7/claims/"+removed+"/embed", w.get("/public/vault7/claims/google/embed").is(302).Header().Get("Location"))
	for _, path := range []string{"/public/vault7", "/public/vault7/claims/" + removed, "/public/vault7/feed.atom", "/public/vault7/feed.json", "/public/vault7/embed", "/public/vault7/claims/" + removed + "/embed", "/public/corrections", "/public/corrections.json", "/public/"} {
		w.get(path).is(200).never("google").never("contacted google").never("the late words").never("More is known.").never("secret")
	}
	var feed struct {
		Items []struct {
			Title    string
			Modified time.Time `json:"date_modified"`
		}
	}
	require.NoError(t, json.Unmarshal(w.get("/public/vault7/feed.json").is(200).Body.Bytes(), &feed))
	anew := 0
	for _, item := range feed.Items {
		if item.Title == "A finding that was removed" {
			anew++
			require.Equal(t, feed.Items[0].Modified, item.Modified, "whoever has the words already is to read it anew")
		}
	}
	require.Equal(t, "Takedown of a finding", feed.Items[0].Title)
	require.Equal(t, 2, anew)
	w.get("/public/vault7").says("A finding was removed for a legal reason at", "By order of a court.", "WikiLeaks contacted microsoft.")
	w.get("/public/vault7").says("To follow this case, add its feed to a feed reader")
	w.get("/public/vault7/claims/"+removed).says("To follow this case, add its feed to a feed reader", "Removed on", "By order of a court.")
	desk, err := w.desk.Corrections(w.ctx(), w.mara, "", 1)
	require.NoError(t, err)
	require.Equal(t, []casework.Correction{{
		Kind: finding.Takedown, At: desk.Items[0].At, CaseSlug: "vault7", CaseTitle: desk.Items[0].CaseTitle, Key: removed, Reason: "By order of a court.",
	}}, desk.Items, "the desk reads what the public reads")
	desk, err = w.desk.Corrections(w.ctx(), w.mara, desk.Next, 1)
	require.NoError(t, err)
	require.Empty(t, desk.Items[0].Statement+desk.Items[0].Reason+desk.Next)
	_, err = w.desk.Corrections(w.ctx(), w.mara, "-1", 1)
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(err))
	require.Empty(t, jsonLD(t, w.get("/public/vault7/claims/"+removed)), "what was removed is no review any more")
	require.Len(t, jsonLD(t, w.get("/public/vault7/claims/microsoft")), 1)
}

func TestAPreviewShowsWhatWouldBePublic(t *testing.T) {
	w := published(t)
	w.said("vault7", "google", "google", claim.Denies, claim.OnTheRecord, "the late words")
	w.must(findings.Assess(w.ctx(), w.desk.Door, w.mara, "vault7/google", findings.AssessInput{Outcome: claim.Refuted, ForReaders: "Google says no.", Rationale: "the secret rationale"}))
	c, err := w.desk.TheClaim(w.ctx(), w.mara, "vault7/google")
	require.NoError(t, err)
	r := httptest.NewRequest("GET", "/cases/vault7/claims/google/preview", nil)
	page := httptest.NewRecorder()
	require.NoError(t, w.pages.Preview(page, r, c))
	for _, words := range []string{"A preview, which nobody else sees.", "Refuted", "Google says no.", "the late words"} {
		require.Contains(t, page.Body.String(), words)
	}
	require.NotContains(t, page.Body.String(), "secret")
	w.get("/public/vault7/claims/google").never("Google says no.").never("the late words")
}

func TestReadersSeePublicEvidenceAndNothingOfTheRest(t *testing.T) {
	w := newWorld(t)
	w.claims("vault7", "google")
	add := func(title string, public bool) casework.Receipt {
		made, err := writing.AddEvidence(w.ctx(), w.desk.Door, w.mara, "vault7/google", writing.EvidenceInput{
			Kind: claim.NoteEvidence, Bearing: claim.SupportsClaim, Title: title, Origin: "The archive", Source: "https://archive.example/1",
			Text: "secret text", File: &writing.FileInput{Name: "secret.txt", Data: []byte(title)}, Public: public,
		})
		require.NoError(t, err)
		return made
	}
	add("The letter", true)
	hidden := add("The secret memo", false)
	w.publish("vault7/google", claim.Corroborated)
	w.get("/public/vault7/claims/google").is(200).says("The letter", "The archive", "https://archive.example/1", "SHA-256").never("secret")

	_, err := writing.DiscloseEvidence(w.ctx(), w.desk.Door, w.mara, "vault7/google", hidden.ID, writing.DiscloseInput{Public: true})
	require.NoError(t, err)
	w.get("/public/vault7/claims/google").is(200).says("Being checked again").never("secret memo")
	w.publish("vault7/google", claim.Corroborated)
	w.get("/public/vault7/claims/google").is(200).says("The secret memo")
	_, err = writing.DiscloseEvidence(w.ctx(), w.desk.Door, w.mara, "vault7/google", hidden.ID, writing.DiscloseInput{})
	require.NoError(t, err)
	w.get("/public/vault7/claims/google").is(200).says("The letter").never("secret memo")
}

func TestTheOriginOfEvidenceIsNamedAsItsPartyMayBe(t *testing.T) {
	w := newWorld(t)
	w.claims("vault7", "google")
	for _, name := range []string{"Apple", "Microsoft"} {
		w.party(strings.ToLower(name), name)
		w.ask("vault7", strings.ToLower(name), "google")
		w.must(writing.AddEvidence(w.ctx(), w.desk.Door, w.mara, "vault7/google", writing.EvidenceInput{
			Kind: claim.NoteEvidence, Bearing: claim.SupportsClaim, Title: "The letter of one", Origin: strings.ToLower(name), Text: "secret text", Public: true,
		}))
	}
	w.said("vault7", "apple", "google", claim.Confirms, claim.OffTheRecord, "the off words")
	w.publish("vault7/google", claim.Corroborated)
	page := w.get("/public/vault7/claims/google").is(200).says("from Microsoft").never("secret", "Apple", "apple")
	require.Equal(t, 2, strings.Count(page.text(), "The letter of one"))
}

// TestATitleIsChangedOnThePublicPagesAtOnce: it may say what had to be taken down.
func TestATitleIsChangedOnThePublicPagesAtOnce(t *testing.T) {
	w := newWorld(t)
	w.openCase(writing.CaseInput{Slug: "google-hid-it", Title: "Google hid it"})
	w.claims("google-hid-it", "google", "other")
	w.publish("google-hid-it/google", claim.Unverified)
	w.publish("google-hid-it/other", claim.Unverified)
	require.NoError(t, w.desk.Pass(w.ctx(), time.Hour))
	w.must(findings.TakeDown(w.ctx(), w.desk.Door, w.mara, "google-hid-it/google", findings.TakeBackInput{Reason: "By order of a court."}))
	c, err := w.desk.TheCase(w.ctx(), w.mara, "google-hid-it")
	require.NoError(t, err)
	w.must(writing.ReviseCase(w.ctx(), w.desk.Door, w.mara, "google-hid-it", writing.CaseRevision{Seen: c.Version, Title: "Who hid it", Policy: c.Policy, Plan: c.Plan}))
	everywhere := func(name string, title string) {
		for _, path := range []string{"/public/", "/public/feed.atom", "/public/feed.json", "/public/corrections", "/public/corrections.json", "/public/" + name, "/public/" + name + "/embed", "/public/" + name + "/feed.atom", "/public/" + name + "/feed.json"} {
			require.Contains(t, w.get(path).is(200).never("Google hid it").Body.String(), title, path)
		}
	}
	everywhere("google-hid-it", "Who hid it")

	w.must(findings.TakeDown(w.ctx(), w.desk.Door, w.mara, "google-hid-it/other", findings.TakeBackInput{Reason: "By order of a court."}))
	name := c.ID.String()
	everywhere(name, "Findings that were removed")
	for _, path := range []string{"/public/", "/public/corrections", "/public/" + name, "/public/" + name + "/feed.json", "/public/" + name + "/embed"} {
		w.get(path).is(200).never("google", "Who hid it")
	}
	require.Equal(t, "/public/"+name+"/feed.atom", w.get("/public/google-hid-it/feed.atom").is(302).Header().Get("Location"))
	require.Equal(t, "/public/"+name, w.get("/public/google-hid-it").is(302).Header().Get("Location"))
	w.get("/public/" + w.caseID("vault7")).is(404)

	w.claims("google-hid-it", "third")
	w.publish("google-hid-it/third", claim.Unverified)
	for _, path := range []string{"", "/feed.atom", "/embed", "/claims/third"} {
		require.Equal(t, "/public/google-hid-it"+path, w.get("/public/"+name+path).is(302).Header().Get("Location"), "it leads back")
	}
}

func (w *world) caseID(name string) string {
	w.t.Helper()
	c, err := w.desk.TheCase(w.ctx(), w.mara, name)
	require.NoError(w.t, err)
	return c.ID.String()
}
