package claim_test

import (
	"testing"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
)

// because is a proposal that says why nothing is established.
func (w *world) because(o claim.Outcome, why finding.Why) finding.Assess {
	b := w.assessing(o)
	b.Why = why
	return b
}

func TestAnOutcomeNeedsItsGround(t *testing.T) {
	c := claimStream("c")
	for _, test := range []struct {
		sentence string
		play     func(w *world)
	}{
		{"an outcome that establishes something has no why, and one that does not goes without saying: not yet", func(w *world) {
			w.must(author, c, exhibiting("memo", claim.ContradictsClaim))
			w.refused(claim.CodeInvalid, editor, c, w.because(claim.Refuted, finding.NotYet))
			w.refused(claim.CodeInvalid, editor, c, w.because(claim.Unverifiable, ""))
			w.refused(claim.CodeInvalid, editor, c, w.because(claim.Unverifiable, finding.NotYet))
			w.refused(claim.CodeInvalid, editor, c, w.because(claim.Unverified, finding.CannotBeKnown))
			w.must(editor, c, w.because(claim.Unverified, ""))
			w.same(w.claim("c").Proposal.Why, finding.NotYet)
		}},
		{"nobody is said to be silent who was not asked, who may still answer, or whom nothing reached", func(w *world) {
			silent := w.because(claim.Unverified, finding.NotAnswered)
			w.refused(claim.CodePolicy, editor, c, silent)
			w.ask("google", "r", week, "c")
			w.refused(claim.CodePolicy, editor, c, silent)
			w.pass("google", 2*week)
			w.must(editor, c, w.because(claim.Unverified, finding.NotAnswered))
			w.add(claim.DefaultPolicy, "d")
			w.must(author, party("apple"), w.asking("apple", "s", week, "d"))
			w.deliver("apple", letters.DeliveryHardBounce)
			w.pass("apple", 2*week)
			w.refused(claim.CodePolicy, editor, claimStream("d"), w.because(claim.Unverified, finding.NotAnswered))
		}},
		{"who answers late was not silent", func(w *world) {
			w.ask("google", "r", week, "c")
			w.pass("google", 2*week)
			w.answer("google", "answer", claim.DoesNotKnow, "c")
			w.refused(claim.CodePolicy, editor, c, w.because(claim.Unverified, finding.NotAnswered))
		}},
		{"will not say takes an answer that says so, and that may be used", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "a", claim.DoesNotKnow, "c")
			w.refused(claim.CodePolicy, editor, c, w.because(claim.Unverified, finding.WillNotSay))
			said := w.answering("b", claim.NoComment, "c")
			said.GroundRules = claim.OffTheRecord
			w.must(author, party("google"), said)
			w.refused(claim.CodePolicy, editor, c, w.because(claim.Unverified, finding.WillNotSay))
			w.now = w.now.Add(1)
			w.answer("google", "d", claim.NeitherConfirmsNorDenies, "c")
			w.must(editor, c, w.because(claim.Unverifiable, finding.WillNotSay))
		}},
		{"sources disagree takes one for it and one against it", func(w *world) {
			w.must(author, c, exhibiting("memo", claim.SupportsClaim))
			w.refused(claim.CodePolicy, editor, c, w.because(claim.Unverified, finding.SourcesDisagree))
			w.ask("google", "r", week, "c")
			w.answer("google", "a", claim.Denies, "c")
			w.must(editor, c, w.because(claim.Unverified, finding.SourcesDisagree))
		}},
		{"cannot be known is not said while somebody may answer, nor of what somebody has answered", func(w *world) {
			unknown := w.because(claim.Unverifiable, finding.CannotBeKnown)
			w.ask("google", "r", week, "c")
			w.refused(claim.CodePolicy, editor, c, unknown)
			w.answer("google", "a", claim.DoesNotKnow, "c")
			w.must(editor, c, w.because(claim.Unverifiable, finding.CannotBeKnown))
			w.answer("google", "b", claim.Confirms, "c")
			w.refused(claim.CodePolicy, editor, c, w.because(claim.Unverifiable, finding.CannotBeKnown))
		}},
		{"what no longer holds is not published, whatever was signed", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "a", claim.NoComment, "c")
			w.must(editor, c, w.because(claim.Unverified, finding.WillNotSay))
			w.sign(reviewer, "c")
			forged := *w.claim("c")
			forged.Answers = nil
			forged.SignOffs = []finding.SignOff{{By: reviewer, Subject: forged.Subject()}}
			_, err := forged.Decide(claim.Command{Actor: claim.PersonActor(editor), Body: finding.Publish{}}, w.now, w)
			w.same(claim.CodeOf(err), claim.CodePolicy)
		}},
		{"an outcome that establishes something needs its reason for readers; it is part of what is signed", func(w *world) {
			w.ask("google", "r", week, "c")
			w.answer("google", "a", claim.Denies, "c")
			b := w.assessing(claim.Refuted)
			b.ForReaders = ""
			w.refused(claim.CodeInvalid, editor, c, b)
			w.must(editor, c, w.assessing(claim.Refuted))
			before, other := *w.claim("c"), *w.claim("c").Proposal
			other.ForReaders = "other words"
			after := before
			after.Proposal = &other
			w.same(before.Subject() == after.Subject(), false)
			other.ForReaders, other.Why = before.Proposal.ForReaders, finding.NotYet
			w.same(before.Subject() == after.Subject(), false)
		}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "c")
			test.play(w)
		})
	}
}

func TestEveryWhyFitsAnOutcomeAndIsSaidToReaders(t *testing.T) {
	for _, o := range claim.Outcomes {
		if o.Establishes() == (len(finding.WhysOf(o)) > 0) {
			t.Errorf("the outcome %q establishes something, and says why it does not", o)
		}
	}
	for _, w := range finding.Whys {
		if w.ForReaders() == "" {
			t.Errorf("readers are told nothing of %q", w)
		}
	}
}
