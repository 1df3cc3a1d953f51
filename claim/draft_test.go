package claim_test

import (
	"fmt"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// textOf is the draft of the story's case.
func (w *world) textOf() *draft.Draft { return w.State(draft.StreamOf(story)).(*draft.Draft) }

// draftDo sends a command of the author's to the draft.
func (w *world) draftDo(body claim.Body) error {
	w.serial++
	l := w.lane(draft.StreamOf(story))
	cmd := claim.Command{ID: id(fmt.Sprint("draft command", w.serial)), Actor: claim.PersonActor(author), Body: body}
	facts, err := l.state.Decide(cmd, w.now, w)
	l.entries = append(l.entries, claim.Apply(l.state, cmd, w.now, facts)...)
	return err
}

func aDraft(t *testing.T) *world {
	w := newWorld(t)
	for _, key := range []string{"c", "d"} {
		c := w.lane(claimStream(key))
		c.entries = claim.Apply(c.state, claim.Command{ID: id(key), Actor: claim.PersonActor(author)}, monday,
			[]claim.Fact{verification.ClaimDrafted{Case: story, Text: "text", Author: author, Policy: claim.DefaultPolicy, Stage: claim.StageOpen}})
	}
	require.NoError(t, w.draftDo(draft.PutDraft{Case: story, Text: "words", Form: draft.PlainText, Length: 100}))
	require.NoError(t, w.draftDo(draft.MarkPassage{Passage: id("p"), Claim: claimStream("c").ID, From: 10, To: 20, Seen: 1}))
	return w
}

func TestAPassageThatChangedIsToBeLookedAtAgain(t *testing.T) {
	w := aDraft(t)
	on := w.textOf().Version
	require.NoError(t, w.draftDo(draft.PutDraft{Case: story, Text: "second", Form: draft.Word, Length: 90, On: on, Seen: 1, Moved: []draft.Moved{{Passage: id("p"), From: 12, To: 25, Changed: true}}}))
	c := w.State(claimStream("c")).(*verification.Claim)
	p := *w.textOf().Passage(id("p"))
	require.Equal(t, draft.LookAgain, p.StandingOf(c))
	require.Equal(t, draft.Place{Version: 1, From: 10, To: 20}, p.Seen, "what it said before is known")
	require.Len(t, w.textOf().ChangedOf(c.ID), 1)

	require.NoError(t, w.draftDo(draft.PutDraft{Case: story, Text: "third", Form: draft.Word, Length: 90, On: w.textOf().Version, Moved: []draft.Moved{{Passage: id("p"), From: 12, To: 25}}}))
	require.Len(t, w.textOf().ChangedOf(c.ID), 1, "a version that leaves it alone is no look")
	require.Equal(t, claim.CodeStale, claim.CodeOf(w.draftDo(draft.SettlePassage{Passage: id("p"), Seen: 2})))
	require.NoError(t, w.draftDo(draft.SettlePassage{Passage: id("p"), Seen: 3}))
	require.Empty(t, w.textOf().ChangedOf(c.ID))
	require.Equal(t, draft.Unasked, w.textOf().Passage(id("p")).StandingOf(c))
}

// TestAPassageIsLookedAtAgainWhenItsClaimSaysSomethingElse: what stands beside the words of
// the claim changes nothing.
func TestAPassageIsLookedAtAgainWhenItsClaimSaysSomethingElse(t *testing.T) {
	w := aDraft(t)
	l := w.lane(claimStream("c"))
	c := l.state.(*verification.Claim)
	revise := func(text claim.Ref, same bool) {
		l.entries = append(l.entries, claim.Apply(c, claim.Command{ID: id(string(text)), Actor: claim.PersonActor(author)}, monday,
			[]claim.Fact{verification.ClaimRevised{Text: text, By: author, Stage: claim.StageSignedOff, SameWords: same}})...)
		c.Outcome = claim.Confirmed
	}
	standing := func() draft.Standing { return w.textOf().Passage(id("p")).StandingOf(c) }
	revise("another language", true)
	require.Equal(t, draft.Stands, standing())
	revise("twice", false)
	revise("twice, of another tier", true)
	require.Equal(t, draft.LookAgain, standing(), "the passage says four times")
	require.Equal(t, draft.Stands, draft.Passage{}.StandingOf(c), "of a mark that kept no words")
	require.NoError(t, w.draftDo(draft.SettlePassage{Passage: id("p"), Seen: 1}))
	require.Equal(t, draft.Stands, standing())
}

func TestADraftRefusesWhatItCannotTake(t *testing.T) {
	w := aDraft(t)
	on, moved := w.textOf().Version, []draft.Moved{{Passage: id("p"), From: 0, To: 5}}
	put := draft.PutDraft{Case: story, Text: "second", Form: draft.PlainText, Length: 50, On: on, Moved: moved}
	with := func(change func(*draft.PutDraft)) draft.PutDraft { b := put; change(&b); return b }
	for name, c := range map[string]struct {
		body claim.Body
		code claim.Code
	}{
		"of another case":           {with(func(b *draft.PutDraft) { b.Case = id("other") }), claim.CodeNotFound},
		"on what is there no more":  {with(func(b *draft.PutDraft) { b.On-- }), claim.CodeConflict},
		"over a version not seen":   {with(func(b *draft.PutDraft) { b.Seen = 7 }), claim.CodeStale},
		"without words":             {with(func(b *draft.PutDraft) { b.Length = 0 }), claim.CodeInvalid},
		"in no form":                {with(func(b *draft.PutDraft) { b.Form = "scroll" }), claim.CodeInvalid},
		"that loses a passage":      {with(func(b *draft.PutDraft) { b.Moved = nil }), claim.CodeInvalid},
		"with a passage outside":    {with(func(b *draft.PutDraft) { b.Moved = []draft.Moved{{Passage: id("p"), From: 40, To: 51}} }), claim.CodeInvalid},
		"with one gone unsaid":      {with(func(b *draft.PutDraft) { b.Moved = []draft.Moved{{Passage: id("p"), From: 4, To: 4}} }), claim.CodeInvalid},
		"a passage twice":           {draft.MarkPassage{Passage: id("p"), Claim: claimStream("d").ID, From: 1, To: 2, Seen: 1}, claim.CodeExists},
		"a passage of no claim":     {draft.MarkPassage{Passage: id("q"), Claim: id("nothing"), From: 1, To: 2, Seen: 1}, claim.CodeNotFound},
		"a passage without words":   {draft.MarkPassage{Passage: id("q"), Claim: claimStream("d").ID, From: 2, To: 2, Seen: 1}, claim.CodeInvalid},
		"a passage behind the end":  {draft.MarkPassage{Passage: id("q"), Claim: claimStream("d").ID, From: 2, To: 101, Seen: 1}, claim.CodeInvalid},
		"a passage of old words":    {draft.MarkPassage{Passage: id("q"), Claim: claimStream("d").ID, From: 2, To: 3, Seen: 0}, claim.CodeStale},
		"a look at no passage":      {draft.SettlePassage{Passage: id("q"), Seen: 1}, claim.CodeNotFound},
		"a command of another kind": {verification.OpenClaim{}, claim.CodeInvalid},
	} {
		require.Equal(t, c.code, claim.CodeOf(w.draftDo(c.body)), name)
	}
	before := w.textOf().Version
	require.NoError(t, w.draftDo(draft.MarkPassage{Passage: id("q"), Claim: claimStream("c").ID, From: 10, To: 20, Seen: 1}), "it is anchored there already")
	require.NoError(t, w.draftDo(draft.ClearPassage{Passage: id("never")}))
	require.NoError(t, w.draftDo(draft.SettlePassage{Passage: id("p"), Seen: 1}), "nothing has changed")
	require.Equal(t, before, w.textOf().Version)
}

func TestAPassageStandsAsItsClaimDoes(t *testing.T) {
	for _, c := range []struct {
		stage   claim.Stage
		outcome claim.Outcome
		want    draft.Standing
	}{
		{claim.StageDraft, claim.Unverified, draft.Unasked}, {claim.StageGathering, claim.Unverified, draft.Unasked},
		{claim.StageAssessing, claim.Unverified, draft.Assessing}, {claim.StageCorrecting, claim.Confirmed, draft.Assessing},
		{claim.StageInReview, claim.Confirmed, draft.Reviewing}, {claim.StageOnHold, claim.Confirmed, draft.Aside},
		{claim.StageSignedOff, claim.Confirmed, draft.Stands}, {claim.StagePublished, claim.Corroborated, draft.Stands}, {claim.StageClosed, claim.Confirmed, draft.Stands},
		{claim.StageSignedOff, claim.Refuted, draft.Against}, {claim.StagePublished, claim.Unverified, draft.Against}, {claim.StageSignedOff, claim.PartlyConfirmed, draft.Against},
		{claim.StageWithdrawn, claim.Confirmed, draft.Against}, {claim.StageRetracted, claim.Confirmed, draft.Against}, {claim.StageTakenDown, claim.Confirmed, draft.Against},
	} {
		got := draft.Passage{}.StandingOf(&verification.Claim{Stage: c.stage, Outcome: c.outcome})
		require.Equal(t, c.want, got, c.stage)
		require.Equal(t, c.want == draft.Stands, got.Runs())
		require.NotEmpty(t, got.Sign())
	}
	asked := &verification.Claim{Stage: claim.StageGathering, Known: sources.Known{Asked: []sources.Asked{{Ended: true}, {}}}}
	require.Equal(t, draft.Waiting, draft.Passage{}.StandingOf(asked))
	asked.Asked[1].Ended = true
	require.Equal(t, draft.Unasked, draft.Passage{}.StandingOf(asked), "nobody is being asked any more")
	for _, s := range claim.Stages {
		require.Contains(t, draft.Standings, draft.Passage{}.StandingOf(&verification.Claim{Stage: s}))
	}
}

// TestNoPassageIsEverLost plays commands at random: whatever is taken, every passage that
// was marked and not cleared is there, within the latest words, and one whose words have
// changed says so until somebody has looked.
func TestNoPassageIsEverLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		c := w.lane(claimStream("c"))
		c.entries = claim.Apply(c.state, claim.Command{ID: id("c"), Actor: claim.PersonActor(author)}, monday,
			[]claim.Fact{verification.ClaimDrafted{Case: story, Text: "text", Author: author, Policy: claim.DefaultPolicy, Stage: claim.StageOpen}})
		there, changed := map[uuid.UUID]bool{}, map[uuid.UUID]bool{}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			p := some(t, "passage", 4)
			switch rapid.IntRange(0, 3).Draw(t, "command") {
			case 0:
				put := draft.PutDraft{Case: story, Text: "words", Form: draft.PlainText, Length: rapid.IntRange(0, 30).Draw(t, "length"), On: w.textOf().Version}
				for _, p := range w.textOf().Passages {
					from := rapid.IntRange(0, 30).Draw(t, "from")
					put.Moved = append(put.Moved, draft.Moved{Passage: p.ID, From: from, To: from + rapid.IntRange(0, 3).Draw(t, "size"), Changed: rapid.Bool().Draw(t, "changed")})
				}
				if w.draftDo(put) == nil {
					for _, m := range put.Moved {
						changed[m.Passage] = changed[m.Passage] || m.Changed
					}
				}
			case 1:
				from, before := rapid.IntRange(0, 20).Draw(t, "from"), w.textOf().Version
				_, number := w.textOf().Latest()
				if w.draftDo(draft.MarkPassage{Passage: p, Claim: claimStream("c").ID, From: from, To: from + 1, Seen: number}) == nil && w.textOf().Version > before {
					there[p] = true
				}
			case 2:
				require.NoError(t, w.draftDo(draft.ClearPassage{Passage: p}))
				delete(there, p)
				delete(changed, p)
			case 3:
				_, number := w.textOf().Latest()
				if w.draftDo(draft.SettlePassage{Passage: p, Seen: number}) == nil {
					delete(changed, p)
				}
			}
			latest, _ := w.textOf().Latest()
			require.Len(t, w.textOf().Passages, len(there))
			for _, p := range w.textOf().Passages {
				require.True(t, there[p.ID] && 0 <= p.From && p.From <= p.To && p.To <= latest.Length)
				require.Equal(t, changed[p.ID], p.Changed > 0)
				require.False(t, p.Gone() && p.Changed == 0)
			}
		}
	})
}
