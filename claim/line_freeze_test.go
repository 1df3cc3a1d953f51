package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/received"
)

// lineToFreeze freezes a line of the case, or one that was frozen before.
func (w *world) lineToFreeze(t *rapid.T) claim.Body {
	if oneIn(t, 4) {
		return cases.WithdrawLine{Line: some(t, "line", 3), Reason: draw(t, []claim.Ref{"", "reason"})}
	}
	return cases.FreezeLine{
		Line: some(t, "line", 3), Text: "line", Reason: draw(t, []claim.Ref{"", "reason"}), Against: below(t, 2),
		AsOf: w.now.Add(draw(t, []time.Duration{-week, 0, time.Hour})), Claims: []uuid.UUID{id("one")}, Of: []claim.Ref{"text"},
	}
}

func TestALineIsFrozenWithItsInstant(t *testing.T) {
	w := newWorld(t)
	s := claim.Stream{Kind: claim.StreamCase, ID: story}
	w.now = monday.Add(2 * time.Hour)
	line := cases.FreezeLine{Line: id("code"), Text: "line", Against: 2, AsOf: monday.Add(time.Hour), Claims: []uuid.UUID{id("one")}}
	why := line
	why.Reason = "reason"

	w.refused(claim.CodeInvalid, editor, s, line) // something speaks against it, and nobody says why it is printed
	early, late := why, why
	early.AsOf, late.AsOf = monday.Add(-time.Hour), w.now.Add(time.Second)
	w.refused(claim.CodeInvalid, editor, s, early)
	w.refused(claim.CodeInvalid, editor, s, late)
	many := why
	many.Claims = make([]uuid.UUID, cases.MaxLineClaims+1)
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

// TestALineIsFrozenAsItWasRead: what came in between the reading and the freezing is in its way.
func TestALineIsFrozenAsItWasRead(t *testing.T) {
	s := claim.Stream{Kind: claim.StreamCase, ID: story}
	of := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(story, id("google"))}
	for _, c := range []struct {
		says  string
		then  func(w *world)
		fails bool
	}{
		{"nothing came", func(*world) {}, false},
		{"a message came", func(w *world) {
			w.mailIn("google", "answer", received.Mail{Raw: "raw", Class: received.MailAnswer, ReceivedAt: w.now})
		}, true},
		{"the claim changed", func(w *world) { w.must(editor, claimStream("c"), w.stating("said", "google", claim.Denies)) }, true},
		{"another claim was added", func(w *world) { w.add(claim.DefaultPolicy, "d") }, true},
		{"somebody else was asked", func(w *world) { w.ask("apple", "r2", week, "c") }, true},
	} {
		t.Run(c.says, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "c")
			w.ask("google", "r", week, "c")
			freeze := cases.FreezeLine{Line: id("code"), Text: "line", AsOf: w.now, Claims: []uuid.UUID{claimStream("c").ID}}
			for _, made := range []claim.Stream{s, claimStream("c"), of} {
				freeze.Made = append(freeze.Made, cases.Read{Kind: made.Kind, ID: made.ID, Version: w.State(made).StreamVersion()})
			}
			c.then(w)
			if c.fails {
				w.refused(claim.CodeConflict, editor, s, freeze)
				return
			}
			w.must(editor, s, freeze)
		})
	}
}

func TestAFrozenLineIsWithdrawn(t *testing.T) {
	w := newWorld(t)
	s := claim.Stream{Kind: claim.StreamCase, ID: story}
	w.must(editor, s, cases.FreezeLine{Line: id("code"), Text: "line", AsOf: monday})
	w.refused(claim.CodeInvalid, editor, s, cases.WithdrawLine{Line: id("code")})
	w.refused(claim.CodeNotFound, editor, s, cases.WithdrawLine{Line: id("another"), Reason: "reason"})
	w.now = w.now.Add(time.Hour)
	w.must(author, s, cases.WithdrawLine{Line: id("code"), Reason: "reason"})
	if d := w.theCase().FrozenLine(id("code")).Withdrawn; d == nil || d.By != author || !d.At.Equal(w.now) || d.Reason != "reason" {
		t.Errorf("withdrawn: %+v", d)
	}
	w.refused(claim.CodeWrongStage, editor, s, cases.WithdrawLine{Line: id("code"), Reason: "again"})
}
