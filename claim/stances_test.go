package claim_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// What a party says about a claim, by what it takes the place of.
var (
	saysSomething = []claim.Stance{claim.Confirms, claim.ConfirmsInPart, claim.Denies, claim.RetractsEarlierAnswer}
	saysNoMore    = []claim.Stance{claim.NeitherConfirmsNorDenies, claim.NoComment, claim.DeclinesToAnswer, claim.DoesNotKnow}
	saysAside     = []claim.Stance{claim.RefersElsewhere, claim.ContextOnly, claim.Unclear}
)

// TestWhatTakesThePlaceOfWhat walks every pair of stances that one party takes one
// after the other, recorded in that order and in the other one. A denial never
// ends as silence: only who says something, or takes it back, replaces what was said.
func TestWhatTakesThePlaceOfWhat(t *testing.T) {
	if n := len(saysSomething) + len(saysNoMore) + len(saysAside); n != len(claim.Stances) {
		t.Fatalf("%d of %d stances have a place here", n, len(claim.Stances))
	}
	for _, first := range claim.Stances {
		for _, then := range claim.Stances {
			replaced := slices.Contains(saysSomething, then) || slices.Contains(saysNoMore, then) && slices.Contains(saysNoMore, first)
			for _, recorded := range []string{"in order", "the other way round"} {
				t.Run(fmt.Sprintf("%s, then %s, recorded %s", first, then, recorded), func(t *testing.T) {
					checkPair(newWorld(t), first, then, recorded == "in order", replaced)
				})
			}
		}
	}
}

func checkPair(w *world, first, then claim.Stance, inOrder, replaced bool) {
	w.t.Helper()
	w.checked = true
	w.add(claim.DefaultPolicy, "c")
	w.ask("google", "r", week, "c")
	said := []letters.RecordResponse{w.answering("first", first, "c")}
	w.now = w.now.Add(time.Hour)
	said = append(said, w.answering("then", then, "c"))
	if !inOrder {
		slices.Reverse(said)
	}
	for _, s := range said {
		w.must(author, party("google"), s)
	}
	c := w.claim("c")
	for _, a := range c.Answers {
		if want := a.Response == id("then") || !replaced; a.Current() != want {
			w.t.Fatalf("that %q stands is %v", a.Stance, a.Current())
		}
	}
	for _, b := range []claim.Bearing{claim.SupportsClaim, claim.ContradictsClaim} {
		want := 0
		if then.Bearing() == b || first.Bearing() == b && !replaced {
			want = 1
		}
		w.same(c.Origins(b), want)
	}
	declined := first.Declines() && then.Declines()
	w.same(w.letters("google").Request(id("r")).Lifecycle == letters.DeclinedToAnswer, declined)
}

// TestWhereAPartyStands: of two answers that both stand, the one that says more is
// where the party stands, whichever came later; of two that say as much, the later.
func TestWhereAPartyStands(t *testing.T) {
	later := monday.Add(time.Hour)
	rank := func(s claim.Stance) int {
		return slices.IndexFunc([][]claim.Stance{saysAside, saysNoMore, saysSomething}, func(group []claim.Stance) bool { return slices.Contains(group, s) })
	}
	for _, first := range claim.Stances {
		if !first.Prevails(monday, "", time.Time{}) {
			t.Errorf("%q is not where a party stands that has said nothing else", first)
		}
		for _, then := range claim.Stances {
			if got, want := then.Prevails(later, first, monday), rank(then) >= rank(first); got != want {
				t.Errorf("%q prevails over %q, which came earlier: %v", then, first, got)
			}
			if got, want := first.Prevails(monday, then, later), rank(first) > rank(then); got != want {
				t.Errorf("%q prevails over %q, which came later: %v", first, then, got)
			}
		}
	}
}

// TestWhoHasAnsweredOneClaimHasNotDeclined: to say that no more will be said about
// one claim leaves what was said about the other one an answer.
func TestWhoHasAnsweredOneClaimHasNotDeclined(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c", "d")
	w.ask("google", "r", week, "c", "d")
	w.answer("google", "denial", claim.Denies, "c")
	w.answer("google", "no more", claim.DeclinesToAnswer, "d")
	w.same(w.letters("google").Request(id("r")).Lifecycle, letters.Answered)
}
