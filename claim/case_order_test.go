package claim_test

import (
	"fmt"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/draft"
	"github.com/onrecord/onrecord/claim/verification"
)

func TestClaimsStandAsTheStoryHasThemUntilSomebodyOrdersThem(t *testing.T) {
	a, b, c, d := claimStream("a"), claimStream("b"), claimStream("c"), claimStream("d")
	of := func(s claim.Stream) claim.Aggregate {
		return &verification.Claim{Head: claim.Head{ID: s.ID, Version: 1}}
	}
	keys := func(theCase *cases.Case, story ...uuid.UUID) (ids []uuid.UUID) {
		states := []claim.Aggregate{of(a), theCase, of(b), of(c), of(d)}
		verification.Ordered(states, story)
		require.Same(t, theCase, states[1], "what is no claim keeps its place")
		for _, s := range states {
			if s.Stream().Kind == claim.StreamClaim {
				ids = append(ids, s.Stream().ID)
			}
		}
		return ids
	}
	require.Equal(t, []uuid.UUID{a.ID, b.ID, c.ID, d.ID}, keys(&cases.Case{}))
	require.Equal(t, []uuid.UUID{c.ID, a.ID, b.ID, d.ID}, keys(&cases.Case{}, c.ID, a.ID, c.ID))
	require.Equal(t, []uuid.UUID{d.ID, a.ID, b.ID, c.ID}, keys(&cases.Case{Order: []uuid.UUID{d.ID}}, c.ID), "what somebody has said goes before the story")

	text := draft.Draft{Passages: []draft.Passage{{Claim: a.ID, From: 9, To: 12}, {Claim: b.ID, From: 3, To: 3}, {Claim: c.ID, From: 1, To: 2}, {Claim: a.ID, From: 0, To: 1}}}
	require.Equal(t, []uuid.UUID{a.ID, c.ID, a.ID}, text.Order(), "words that are gone stand nowhere")
}

func TestClaimsAreOrderedAsSomebodySaysAndNobodyElseMeanwhile(t *testing.T) {
	w := aDraft(t)
	c, d := claimStream("c").ID, claimStream("d").ID
	ordering := func(body cases.OrderClaims) error { return w.inCase(body) }
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(ordering(cases.OrderClaims{Order: []uuid.UUID{d, claimStream("never").ID}})))
	require.Equal(t, claim.CodeInvalid, claim.CodeOf(ordering(cases.OrderClaims{Order: []uuid.UUID{d, d}})))
	require.Equal(t, claim.CodeTooLarge, claim.CodeOf(ordering(cases.OrderClaims{Order: make([]uuid.UUID, cases.MaxOrdered+1)})))
	require.NoError(t, ordering(cases.OrderClaims{Order: []uuid.UUID{d, c}}))
	of := w.State(claim.Stream{Kind: claim.StreamCase, ID: story}).(*cases.Case)
	require.Equal(t, []uuid.UUID{d, c}, of.Order)
	require.Equal(t, claim.CodeConflict, claim.CodeOf(ordering(cases.OrderClaims{Order: []uuid.UUID{c, d}})), "somebody else was quicker")
	require.NoError(t, ordering(cases.OrderClaims{Order: []uuid.UUID{c, d}, On: of.Reordered}))
}

// inCase sends a command of the author's to the story's case.
func (w *world) inCase(body claim.Body) error {
	w.serial++
	l := w.lane(claim.Stream{Kind: claim.StreamCase, ID: story})
	cmd := claim.Command{ID: id(fmt.Sprint("order", w.serial)), Actor: claim.PersonActor(author), Body: body}
	facts, err := l.state.Decide(cmd, w.now, w)
	l.entries = append(l.entries, claim.Apply(l.state, cmd, w.now, facts)...)
	return err
}
