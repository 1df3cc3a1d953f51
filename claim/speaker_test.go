package claim_test

import (
	"testing"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/sources"
)

// TestWhoSpokeForAPartyIsNamedInPrintOnlyIfTheNameWasGivenForIt, and a sign-off covers it.
func TestWhoSpokeForAPartyIsNamedInPrintOnlyIfTheNameWasGivenForIt(t *testing.T) {
	known, given := sources.Spoken{Speaker: "Ms Ito"}, sources.Spoken{Speaker: "Ms Ito", SpeakerNamed: true}
	for _, c := range []struct {
		says    string
		by      sources.Spoken
		on      claim.GroundRules
		printed claim.Ref
		refused bool
	}{
		{"the party alone is named where nothing says otherwise", known, claim.OnTheRecord, "", false},
		{"a name that was given for print is printed", given, claim.OnTheRecord, "Ms Ito", false},
		{"nobody is named who is not known", sources.Spoken{SpeakerNamed: true}, claim.OnTheRecord, "", true},
		{"nor on background", given, claim.OnBackground, "", true},
		{"nor off the record", given, claim.OffTheRecord, "", true},
	} {
		t.Run(c.says, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "c")
			statement := sources.RecordStatement{
				Statement: id("said"), Party: id("google"), Stance: claim.Denies, Words: "no", GroundRules: c.on,
				Channel: claim.ByPhone, SaidAt: claim.At(w.now), Spoken: c.by,
			}
			if c.refused {
				w.refused(claim.CodeInvalid, editor, claimStream("c"), statement)
				return
			}
			w.must(editor, claimStream("c"), statement)
			said := w.claim("c").Statement(id("said"))
			w.same(said.Speaker, c.by.Speaker)
			w.same(said.Printed(), c.printed)
		})
	}
}

// TestANameGivenOnTheAnswerPageIsForTheDeskAlone: whoever has the link can give any, and nobody asks whether it may be printed.
func TestANameGivenOnTheAnswerPageIsForTheDeskAlone(t *testing.T) {
	for _, rules := range []claim.GroundRules{claim.OnTheRecord, claim.OnBackground} {
		w := pageWorld(t)
		body := w.onPage(office, "s", "request", claim.Denies, "a")
		body.GroundRules = rules
		w.pageTaken(office, body)
		said := w.claim("a").Statement(letters.PageResponseID(id("s")))
		w.same(said.Speaker, claim.Ref("speaker"))
		w.same(said.Printed(), claim.Ref(""))
	}
}
