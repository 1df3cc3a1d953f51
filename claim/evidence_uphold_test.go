package claim_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/policy"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

func TestEvidenceIsOfTheWordsThatItWasJudgedOf(t *testing.T) {
	c := claimStream("c")
	uphold := func(w *world, evidence ...string) sources.UpholdEvidence {
		b := sources.UpholdEvidence{Seen: w.claim("c").Version, Reason: "it names both months"}
		for _, name := range evidence {
			b.Evidence = append(b.Evidence, id(name))
		}
		return b
	}
	turns := func(w *world) int {
		n := 0
		for _, t := range w.claim("c").Turns() {
			if t.Kind == claim.TurnEvidence {
				n++
			}
		}
		return n
	}
	for _, test := range []struct {
		sentence string
		play     func(*world)
	}{
		{"of earlier words it counts for nothing, and is to be looked at again", func(w *world) {
			w.must(author, c, w.revising("c", "other"))
			w.same(w.claim("c").Origins(claim.SupportsClaim), 0)
			w.same(w.claim("c").ToLookAt(), []uuid.UUID{id("one"), id("two")})
			w.same(turns(w), 1)
			w.refused(claim.CodePolicy, editor, c, w.assessing(claim.Corroborated))
		}},
		{"nor for a policy that asks for a file", func(w *world) {
			captured := func() bool {
				for _, q := range w.claim("c").Asks(w) {
					if q.Key == policy.KeyCaptured {
						return q.Met
					}
				}
				w.t.Fatalf("the policy asks for a file")
				return false
			}
			filed := exhibiting("filed", claim.NeutralToClaim)
			filed.File = "bytes"
			w.must(author, c, filed)
			w.must(editor, c, verification.RepinPolicy{Under: "blind-cross-check", Reason: "it is one"})
			w.same(captured(), true)
			w.must(author, c, w.revising("c", "other"))
			w.same(captured(), false)
			w.must(author, c, uphold(w, "filed"))
			w.same(captured(), true)
		}},
		{"what is added since is of the new words", func(w *world) {
			w.must(author, c, w.revising("c", "other"))
			w.must(author, c, exhibiting("three", claim.SupportsClaim))
			w.same(w.claim("c").Origins(claim.SupportsClaim), 1)
			w.same(w.claim("c").Exhibit(id("three")).Wording, w.claim("c").Wording())
		}},
		{"until somebody says why it stands: all of it in one act, who is an author then", func(w *world) {
			w.must(author, c, w.revising("c", "other"))
			w.must(editor, c, uphold(w))
			w.same(w.claim("c").Origins(claim.SupportsClaim), 2)
			w.same(turns(w), 0)
			w.same(w.claim("c").OwnWork(editor), "found that evidence of earlier words stands for these")
			w.refused(claim.CodeWrongStage, editor, c, uphold(w))
			w.must(author, c, w.revising("c", "third"))
			w.same(len(w.claim("c").ToLookAt()), 2)
			w.same(w.claim("c").OwnWork(editor), "")
		}},
		{"or piece by piece", func(w *world) {
			w.must(author, c, w.revising("c", "other"))
			w.must(editor, c, uphold(w, "two"))
			w.same(w.claim("c").ToLookAt(), []uuid.UUID{id("one")})
			w.refused(claim.CodeNotFound, editor, c, uphold(w, "nothing"))
			w.refused(claim.CodeWrongStage, editor, c, uphold(w, "two"))
			w.must(author, c, sources.WithdrawEvidence{Evidence: id("one"), Reason: "it does not show this"})
			w.same(turns(w), 0)
		}},
		{"of the words that she has before her, and with a reason", func(w *world) {
			w.must(author, c, w.revising("c", "other"))
			b := uphold(w)
			b.Reason = ""
			w.refused(claim.CodeInvalid, editor, c, b)
			b = uphold(w)
			w.must(author, c, w.revising("c", "third"))
			w.refused(claim.CodeConflict, editor, c, b)
		}},
		{"where the words say the same it stands", func(w *world) {
			w.must(author, c, w.rewording("c", "other", "a comma"))
			w.same(w.claim("c").Origins(claim.SupportsClaim), 2)
		}},
		{"what was signed is signed again", func(w *world) {
			w.must(author, c, w.revising("c", "other"))
			w.signOff("c", claim.Unverified)
			w.must(editor, c, uphold(w))
			w.stage("c", claim.StageAssessing)
			w.same(len(w.claim("c").ValidSignOffs()), 0)
		}},
	} {
		t.Run(test.sentence, func(t *testing.T) {
			w := newWorld(t)
			w.checked = true
			w.add(claim.DefaultPolicy, "c")
			w.must(author, c, exhibiting("one", claim.SupportsClaim))
			w.must(author, c, exhibiting("two", claim.SupportsClaim))
			test.play(w)
		})
	}
}
