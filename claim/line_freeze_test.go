package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
)

// lineToFreeze freezes a line of the case, or one that was frozen before.
func (w *world) lineToFreeze(t *rapid.T) claim.Body {
	return claim.FreezeLine{
		Line: some(t, "line", 3), Text: "line", Reason: draw(t, []claim.Ref{"", "reason"}), Against: below(t, 2),
		AsOf: w.now.Add(draw(t, []time.Duration{-week, 0, time.Hour})), Claims: []uuid.UUID{id("one")}, Of: []claim.Ref{"text"},
	}
}

func TestALineIsFrozenWithItsInstant(t *testing.T) {
	w := newWorld(t)
	s := claim.Stream{Kind: claim.StreamCase, ID: story}
	w.now = monday.Add(2 * time.Hour)
	line := claim.FreezeLine{Line: id("code"), Text: "line", Against: 2, AsOf: monday.Add(time.Hour), Claims: []uuid.UUID{id("one")}}
	why := line
	why.Reason = "reason"

	w.refused(claim.CodeInvalid, editor, s, line) // something speaks against it, and nobody says why it is printed
	early, late := why, why
	early.AsOf, late.AsOf = monday.Add(-time.Hour), w.now.Add(time.Second)
	w.refused(claim.CodeInvalid, editor, s, early)
	w.refused(claim.CodeInvalid, editor, s, late)
	many := why
	many.Claims = make([]uuid.UUID, claim.MaxLineClaims+1)
	w.refused(claim.CodeTooLarge, editor, s, many)

	w.must(editor, s, why)
	if n := len(w.must(editor, s, why)); n != 0 {
		t.Errorf("the same line was frozen twice: %d entries", n)
	}
	frozen := w.theCase().FrozenLine(id("code"))
	if frozen == nil || !frozen.AsOf.Equal(why.AsOf) || !frozen.At.Equal(w.now) || frozen.By != editor || len(w.theCase().Frozen) != 1 {
		t.Errorf("frozen: %+v", frozen)
	}
	if w.theCase().FrozenLine(id("another")) != nil {
		t.Error("a line is there that nobody froze")
	}
}
