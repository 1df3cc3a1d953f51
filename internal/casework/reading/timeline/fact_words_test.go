package timeline

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// streamsOf says in which streams a fact stands, by the beginning of its kind.
var streamsOf = map[string][]claim.StreamKind{
	"case": {claim.StreamCase}, "claim": {claim.StreamClaim}, "mail": {claim.StreamIntake}, "party": {claim.StreamParty},
	"person": {claim.StreamPerson}, "desk": {claim.StreamDesk}, "turn": {claim.StreamCase, claim.StreamIntake}, "webhook": {claim.StreamPerson, claim.StreamDesk},
	"draft": {claim.StreamDraft}, "passage": {claim.StreamDraft}, "comment": {claim.StreamComments},
	"request": {claim.StreamCorrespondence}, "message": {claim.StreamCorrespondence}, "response": {claim.StreamCorrespondence},
	"reminders": {claim.StreamClaim, claim.StreamCase, claim.StreamParty, claim.StreamDesk},
	"page":      {claim.StreamCorrespondence}, "correspondence": {claim.StreamCorrespondence}, "follow_up": {claim.StreamCorrespondence}, "telling": {claim.StreamCorrespondence},
}

// sampleOf is an entry with a fact of a kind, as the golden files of package claim have it.
func sampleOf(t *testing.T, kind string) claim.Entry {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../../../claim/testdata/golden/facts", kind+".json"))
	require.NoError(t, err)
	var e claim.Entry
	require.NoError(t, json.Unmarshal(data, &e))
	return e
}

// everybodyKnown is a teller who knows a name for whatever an entry names.
func everybodyKnown(e claim.Entry) teller {
	b := report.NamesOf(nil)
	b.Parties[e.Stream.ID] = report.PartyName{Key: "apple", Name: "Apple"}
	b.People[e.Stream.ID], b.People[e.Actor.ID] = "Jonas", "Mara"
	mail := &letters.Correspondence{Head: claim.Head{ID: e.Stream.ID}, Party: e.Stream.ID}
	return teller{Names: b, byStream: map[uuid.UUID]*letters.Correspondence{e.Stream.ID: mail}}
}

func TestEveryFactIsToldInASentence(t *testing.T) {
	for _, kind := range claim.FactKinds() {
		e := sampleOf(t, kind)
		prefix, _, _ := strings.Cut(kind, ".")
		require.NotEmpty(t, streamsOf[prefix], "say in which streams %s stands", kind)
		for _, stream := range streamsOf[prefix] {
			e.Stream.Kind = stream
			text := everybodyKnown(e).text(e)
			require.NotContains(t, text, plainKind(e.Fact), "%s in the stream of a %s has no sentence", kind, stream)
			require.NotContains(t, text, "_", kind)
			require.GreaterOrEqual(t, len(strings.Fields(text)), 3, "%s: %q is no sentence", kind, text)
		}
	}
}

func TestEveryFactIsInAGroupOfActivity(t *testing.T) {
	for _, kind := range claim.FactKinds() {
		in := 0
		for _, g := range ActivityGroups {
			if slices.Contains(g.facts(), kind) {
				in++
			}
		}
		require.Equal(t, 1, in, "%s is in %d groups", kind, in)
	}
	for _, g := range ActivityGroups {
		for _, k := range g.kinds {
			require.True(t, slices.ContainsFunc(claim.FactKinds(), func(kind string) bool { return strings.HasPrefix(kind, k) }), "there is no fact %s", k)
		}
	}
}

func TestWhatIsToldOfAPersonSaysWhoseAccountItIs(t *testing.T) {
	e := sampleOf(t, people.RolesChanged{}.FactKind())
	e.Stream.Kind = claim.StreamPerson
	require.Contains(t, everybodyKnown(e).text(e), "Jonas: ", "Mara did it, of Jonas's account")
	e.Actor.ID = e.Stream.ID
	require.NotContains(t, everybodyKnown(e).text(e), ": has these", "one's own needs no name")
}

func TestWhatBecameOfALetterIsSaidAsAColleagueWould(t *testing.T) {
	require.Equal(t, "the mail server of Microsoft took the request", settledText("request", "Microsoft", letters.DeliveryAccepted))
	said := map[string]bool{}
	for _, d := range letters.Deliveries {
		text := settledText("reminder", "Apple", d)
		require.False(t, said[text], "two outcomes are told alike: %s", text)
		said[text] = true
		if d != letters.DeliveryNone {
			require.NotContains(t, text, ": ", "a sentence, and no label: %s", text)
		}
	}
}
