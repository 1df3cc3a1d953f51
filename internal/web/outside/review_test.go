package outside_test

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/house"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// known are the properties that a type may have here, of those that schema.org gives
// it (schema.org/ClaimReview, /Claim, /Rating, /Organization, /Person, /CreativeWork),
// and whether search engines ask for them (developers.google.com, "Fact Check
// (ClaimReview) structured data", section "Structured data type definitions").
var known = map[string]map[string]bool{
	"ClaimReview": {
		"@context": true, "@type": true, "@id": false, "url": true, "claimReviewed": true, "reviewRating": true,
		"author": false, "itemReviewed": false, "datePublished": false, "dateModified": false, "inLanguage": false,
	},
	"Claim":        {"@type": true, "author": false, "datePublished": false, "appearance": false, "inLanguage": false},
	"Rating":       {"@type": true, "alternateName": true, "ratingValue": false, "bestRating": false, "worstRating": false},
	"Organization": {"@type": true, "name": true, "url": false},
	"Person":       {"@type": true, "name": true, "url": false},
	"CreativeWork": {"@type": true, "url": true},
}

// ranges are the types that the value of a property may have.
var ranges = map[string][]string{
	"author": {"Organization", "Person"}, "itemReviewed": {"Claim"}, "reviewRating": {"Rating"}, "appearance": {"CreativeWork"},
}

// faultsOf are what a strict reader finds wrong with a ClaimReview.
func faultsOf(path string, node map[string]any) []string {
	kind, _ := node["@type"].(string)
	properties, ok := known[kind]
	if !ok {
		return []string{fmt.Sprintf("%s: %q is no type that can stand here", path, kind)}
	}
	var faults []string
	for name, needed := range properties {
		if _, ok := node[name]; needed && !ok {
			faults = append(faults, fmt.Sprintf("%s: %s needs %s", path, kind, name))
		}
	}
	for name, value := range node {
		if _, ok := properties[name]; !ok {
			faults = append(faults, fmt.Sprintf("%s: %s has no %s", path, kind, name))
			continue
		}
		faults = append(faults, faultsOfValue(path+"."+name, name, value)...)
	}
	if kind == "Rating" {
		faults = append(faults, faultsOfRating(path, node)...)
	}
	return faults
}

func faultsOfValue(path, name string, value any) []string {
	if of, ok := ranges[name]; ok {
		node, ok := value.(map[string]any)
		if !ok {
			return []string{path + ": not a thing"}
		}
		if kind, _ := node["@type"].(string); !slices.Contains(of, kind) {
			return []string{fmt.Sprintf("%s: %q is none of %v", path, kind, of)}
		}
		return faultsOf(path, node)
	}
	text, ok := value.(string)
	if !ok || strings.TrimSpace(text) == "" {
		return []string{path + ": not a text, or an empty one"}
	}
	switch name {
	case "@context":
		if text != "https://schema.org" {
			return []string{path + ": " + text}
		}
	case "url", "@id":
		if u, err := url.Parse(text); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			return []string{path + ": not an absolute address"}
		}
	case "datePublished", "dateModified": // ISO 8601: a date, or an instant with its zone
		if !slices.ContainsFunc([]string{time.DateOnly, time.RFC3339}, func(layout string) bool { _, err := time.Parse(layout, text); return err == nil }) {
			return []string{path + ": not a date: " + text}
		}
	}
	return nil
}

// faultsOfRating: a number stands within its bounds, and not without them.
func faultsOfRating(path string, node map[string]any) []string {
	if node["ratingValue"] == nil {
		if node["bestRating"] != nil || node["worstRating"] != nil {
			return []string{path + ": bounds of no number"}
		}
		return nil
	}
	number := func(name string) int {
		text, _ := node[name].(string)
		n, err := strconv.Atoi(text)
		if err != nil {
			return -1
		}
		return n
	}
	worst, value, best := number("worstRating"), number("ratingValue"), number("bestRating")
	if worst < 1 || value < worst || value > best {
		return []string{fmt.Sprintf("%s: %d is not between %d and %d", path, value, worst, best)}
	}
	return nil
}

func TestTheCheckerFindsFaults(t *testing.T) {
	require.NotEmpty(t, faultsOf("", map[string]any{"@type": "Review"}))
	require.Len(t, faultsOf("", map[string]any{
		"@context": "https://schema.org", "@type": "ClaimReview", "url": "/claims/a", "claimReviewed": " ", "verdict": "true",
		"datePublished": "17 March 2017", "author": map[string]any{"@type": "Thing", "name": "The Example"},
		"reviewRating": map[string]any{"@type": "Rating", "alternateName": "False", "ratingValue": "9", "bestRating": "5", "worstRating": "1"},
	}), 6)
}

func TestEachFindingIsAClaimReviewOnOnePage(t *testing.T) {
	w := published(t)
	for _, path := range []string{"/public/", "/public/vault7", "/public/vault7/embed", "/public/vault7/claims/microsoft/embed"} {
		require.Empty(t, jsonLD(t, w.get(path).is(200)), path)
	}
	found := map[string]map[string]any{}
	for _, key := range []string{"microsoft", "google"} {
		reviews := jsonLD(t, w.get("/public/vault7/claims/"+key).is(200))
		require.Len(t, reviews, 1)
		require.Empty(t, faultsOf("review", reviews[0]))
		require.Equal(t, "https://desk.example/public/vault7/claims/"+key, reviews[0]["url"], "the page that it stands on")
		found[key] = reviews[0]
	}
	review := found["microsoft"]
	require.Equal(t, "WikiLeaks contacted microsoft.", review["claimReviewed"])
	require.Equal(t, map[string]any{"@type": "Organization", "name": "The Example", "url": "https://desk.example/public/"}, review["author"])
	require.Equal(t, map[string]any{
		"@type": "Rating", "alternateName": "Confirmed", "ratingValue": "5", "bestRating": "5", "worstRating": "1",
	}, review["reviewRating"])
	item := review["itemReviewed"].(map[string]any)
	require.Nil(t, item["author"], "nobody has said whether WikiLeaks is a person")
	require.Nil(t, item["datePublished"], "nor when it said so")
	require.Equal(t, "https://wikileaks.example/microsoft", item["appearance"].(map[string]any)["url"])
	require.Equal(t, map[string]any{"@type": "Rating", "alternateName": "Not verified"}, found["google"]["reviewRating"], "no number for what nobody knows")
}

func TestAClaimantIsWhatItsPartyIs(t *testing.T) {
	for nature, want := range map[people.Nature]any{
		people.Organisation: map[string]any{"@type": "Organization", "name": "Ada Example"},
		people.Individual:   map[string]any{"@type": "Person", "name": "Ada Example"},
		"":                  nil,
	} {
		w := newWorld(t)
		w.must(writing.AddClaim(w.ctx(), w.desk.Door, w.mara, "vault7", writing.ClaimInput{Key: "a", Statement: "The pump failed.", Claimant: "Ada Example"}))
		w.must(w.desk.AddParty(w.ctx(), w.mara, casework.PartyInput{Key: "ada", Name: "Ada Example", Nature: nature, Email: "ada@example.com"}))
		w.ask("vault7", "ada", "a")
		w.publish("vault7/a", claim.Unverified)
		reviews := jsonLD(t, w.get("/public/vault7/claims/a").is(200).says("Claimed by Ada Example"))
		require.Empty(t, faultsOf("review", reviews[0]))
		require.Equal(t, want, reviews[0]["itemReviewed"].(map[string]any)["author"])
	}
}

func TestAReviewSaysWhenTheClaimWasMadeAsItWasGiven(t *testing.T) {
	w := newWorld(t)
	settings, err := w.desk.DeskSettings(w.ctx())
	require.NoError(t, err)
	settings.Publication, settings.Zone = "The Example", "America/New_York"
	_, err = house.ReviseSettings(w.ctx(), w.desk.Door, w.mara, settings, 0)
	require.NoError(t, err)
	for key, test := range map[string]struct{ given, published, shown string }{
		"day":     {"2026-11-05", "2026-11-05", "on 5 November 2026"},
		"instant": {"2026-11-05T01:30:00+02:00", "2026-11-04T23:30:00Z", "at 18:30 EST on 4 November 2026"},
	} {
		made, err := claim.ParseWhen(test.given)
		require.NoError(t, err)
		w.must(writing.AddClaim(w.ctx(), w.desk.Door, w.mara, "vault7", writing.ClaimInput{Key: key, Statement: "It is so.", Claimant: "WikiLeaks", MadeAt: &made}))
		w.publish("vault7/"+key, claim.Unverified)
		page := w.get("/public/vault7/claims/" + key).is(200).says("Claimed by WikiLeaks " + test.shown)
		review := jsonLD(t, page)[0]
		require.Empty(t, faultsOf("review", review))
		require.Equal(t, test.published, review["itemReviewed"].(map[string]any)["datePublished"])
	}
}
