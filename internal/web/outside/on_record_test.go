package outside_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// TestLineMatrixAndAnswersTellTheSameOfWhoSpokeOnTwoTerms: what was said on the record, as
// if nothing else had been.
func TestLineMatrixAndAnswersTellTheSameOfWhoSpokeOnTwoTerms(t *testing.T) {
	for name, c := range map[string]struct {
		first, then claim.Stance // on the record, and on other terms
		line        string
	}{
		"denied, and confirmed":     {claim.Denies, claim.Confirms, "Google denies it"},
		"confirmed, and taken back": {claim.Confirms, claim.RetractsEarlierAnswer, "Google has confirmed"},
		"no comment, and confirmed": {claim.NoComment, claim.Confirms, "Google has not confirmed"},
	} {
		for _, rules := range []claim.GroundRules{claim.OffTheRecord, claim.OnBackground, claim.NotForAttribution} {
			t.Run(name+" "+string(rules), func(t *testing.T) {
				w := newWorld(t)
				w.claims("vault7", "google", "apple")
				w.party("google", "Google")
				w.party("apple", "Apple")
				w.ask("vault7", "google", "google")
				w.ask("vault7", "apple", "apple")
				w.said("vault7", "google", "google", c.first, claim.OnTheRecord, "With our name.")
				w.said("vault7", "apple", "apple", claim.Denies, claim.OnTheRecord, "No.")
				require.NoError(t, w.desk.Pass(w.ctx(), time.Hour))
				w.said("vault7", "google", "google", c.then, rules, "Between us.")
				w.publish("vault7/google", claim.Unverified)
				w.publish("vault7/apple", claim.Unverified)

				page := w.get("/public/vault7").is(200).says("With our name.").never("Between us.")
				lines, rest, _ := strings.Cut(page.Body.String(), `class="quiet"`)
				require.Contains(t, lines, "on “WikiLeaks contacted google”, "+c.line)
				cell := `<td data-of="Google"><span class="badge`
				_, rest, found := strings.Cut(rest, cell)
				require.True(t, found)
				badge, rest, _ := strings.Cut(rest, "</td>")
				require.Contains(t, badge, ">"+string(c.first)+"<", "in the matrix")
				require.NotContains(t, rest, "a later answer took its place")
			})
		}
	}
}

// TestAFindingInShortCountsWhoWasAsked, and nobody else among them.
func TestAFindingInShortCountsWhoWasAsked(t *testing.T) {
	w := newWorld(t)
	var claims []string
	for n := range 61 { // more than stand in full on one page
		claims = append(claims, "c"+strconv.Itoa(n))
	}
	w.claims("vault7", claims...)
	w.party("google", "Google")
	w.party("apple", "Apple")
	w.party("microsoft", "Microsoft")
	w.ask("vault7", "google", "c0")
	w.ask("vault7", "apple", "c0")
	said := claim.At(w.desk.Clock.Now())
	w.must(writing.RecordStatement(w.ctx(), w.desk.Door, w.mara, "vault7/c0", writing.StatementInput{
		Party: "microsoft", Stance: claim.Confirms, Statement: "We were.", SaidAt: &said,
	}))
	w.said("vault7", "google", "c0", claim.Denies, claim.OnTheRecord, "No.")
	for _, key := range claims {
		w.publish("vault7/"+key, claim.Unverified)
	}
	w.get("/public/vault7").is(200).says("2 asked, 1 answered on the record, 1 spoke without being asked", "nobody named")
}

// TestTheClaimantIsNobodyElseOnBackground: its own word, on other terms, would be taken for another's.
func TestTheClaimantIsNobodyElseOnBackground(t *testing.T) {
	w := newWorld(t)
	w.claims("vault7", "google")
	w.party("google", "Google")
	w.party("carver", "Ines Carver")
	w.must(writing.AddClaim(w.ctx(), w.desk.Door, w.mara, "vault7", writing.ClaimInput{Key: "hers", Statement: "The ward stayed open.", Claimant: "Ines Carver"}))
	w.ask("vault7", "carver", "hers", "google")
	for about, shown := range map[string]bool{"hers": false, "google": true} {
		w.said("vault7", "carver", about, claim.Confirms, claim.OnBackground, "It is so.")
		w.publish("vault7/"+about, claim.Unverified)
		page := w.get("/public/vault7/claims/" + about).is(200)
		if shown {
			page.says("Somebody whom we may not name")
		} else {
			page.never("Somebody whom we may not name")
		}
	}
}

// TestReadersAreToldWhoSpokeIfTheNameWasGivenForPrint, and of nobody else who spoke for a party.
func TestReadersAreToldWhoSpokeIfTheNameWasGivenForPrint(t *testing.T) {
	w := newWorld(t)
	w.claims("vault7", "google", "apple")
	w.party("google", "Google")
	w.party("apple", "Apple")
	said := claim.At(w.desk.Clock.Now())
	for party, by := range map[string]casework.SpeakerInput{
		"google": {Speaker: "Aiko Ito, spokeswoman", SpeakerNamed: true},
		"apple":  {Speaker: "Bo Berg, a lawyer"},
	} {
		w.must(writing.RecordStatement(w.ctx(), w.desk.Door, w.mara, "vault7/"+party, writing.StatementInput{
			Party: party, Stance: claim.Denies, Statement: "No.", SaidAt: &said, SpeakerInput: by,
		}))
		w.publish("vault7/"+party, claim.Unverified)
		w.get("/public/vault7/claims/" + party).is(200).never("Bo Berg")
	}
	w.get("/public/vault7").is(200).says("said Aiko Ito, spokeswoman").never("Bo Berg")
}
