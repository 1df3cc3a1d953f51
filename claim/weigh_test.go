package claim_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// said tells a claim that a party has answered by mail of a grade.
func (w *world) said(name, party string, stance claim.Stance, how claim.Authenticity) {
	w.t.Helper()
	w.now = w.now.Add(1)
	w.must(editor, claimStream("c"), sources.NoteAnswered{Said: sources.Said{
		Response: id(name), Request: id("r"), Party: id(party), Stance: stance, Statement: "words", GroundRules: claim.OnTheRecord,
		Channel: claim.ByEmail, Authenticity: how, Mailed: true, ReceivedAt: claim.Instant(w.now), By: editor,
	}})
	w.now = w.now.Add(1e9)
}

// speaking are the answers that count, by the names of those that are given.
func (w *world) speaking(names ...string) (out []string) {
	for _, s := range w.claim("c").CurrentAnswers() {
		for _, name := range names {
			if id(name) == s.Response {
				out = append(out, name)
			}
		}
	}
	return out
}

func TestADoubtfulAnswerTakesThePlaceOfNoSurerOne(t *testing.T) {
	const verified, probable, unverified, suspicious = claim.AuthenticityVerified, claim.AuthenticityProbable, claim.AuthenticityUnverified, claim.AuthenticitySuspicious
	for _, c := range []struct {
		says          string
		first, second claim.Authenticity
		counts        string
	}{
		{"mail from a look-alike domain does not change a denial that is proven", verified, suspicious, "first"},
		{"nor does a stranger", probable, unverified, "first"},
		{"what passes for another does not change what proves nothing", unverified, suspicious, "first"},
		{"who is known to be the party may change its mind", verified, verified, "second"},
		{"as it may in mail that is probably its own", verified, probable, "second"},
		{"where nothing was surer, the later one counts", unverified, unverified, "second"},
		{"and a surer one takes the place of what may not be the party's", suspicious, verified, "second"},
	} {
		t.Run(c.says, func(t *testing.T) {
			w := newWorld(t)
			w.add(claim.DefaultPolicy, "c")
			w.said("first", "microsoft", claim.Denies, c.first)
			w.said("second", "microsoft", claim.Confirms, c.second)
			w.same(w.speaking("first", "second"), []string{c.counts})
			for _, s := range w.claim("c").OnRecord() {
				w.same(s.Current(), s.Response == id(c.counts))
			}
			w.same(len(w.claim("c").Doubted()) == 1, c.counts == "first")
		})
	}
}

func TestSomebodyDecidesWhichAnswerHolds(t *testing.T) {
	s := claimStream("c")
	begin := func(t *testing.T) *world {
		w := newWorld(t)
		w.add(claim.DefaultPolicy, "c")
		w.said("denial", "microsoft", claim.Denies, claim.AuthenticityVerified)
		w.said("doubtful", "microsoft", claim.Confirms, claim.AuthenticitySuspicious)
		return w
	}
	weigh := func(own bool) sources.WeighAnswer {
		return sources.WeighAnswer{Response: id("doubtful"), ItsOwn: own, Reason: "the press office says so on the phone"}
	}
	t.Run("until then it is somebody's turn", func(t *testing.T) {
		w := begin(t)
		w.same(w.waits("c", claim.TurnWeigh), true)
		w.must(reviewer, s, weigh(false))
		w.same(w.waits("c", claim.TurnWeigh), false)
	})
	t.Run("it is the party's own: it takes the place of the earlier one", func(t *testing.T) {
		w := begin(t)
		w.must(reviewer, s, weigh(true))
		w.same(w.speaking("denial", "doubtful"), []string{"doubtful"})
		w.same(w.claim("c").Statement(id("denial")).SupersededBy, id("doubtful"))
		w.same(w.claim("c").OwnWork(reviewer) != "", true)
	})
	t.Run("it is not: it counts for nothing, and the earlier one stands", func(t *testing.T) {
		w := begin(t)
		w.must(reviewer, s, weigh(false))
		w.same(w.speaking("denial", "doubtful"), []string{"denial"})
		w.same(w.claim("c").Statement(id("doubtful")).Void(), true)
	})
	t.Run("whoever was wrong says so", func(t *testing.T) {
		w := begin(t)
		w.must(reviewer, s, weigh(true))
		w.must(editor, s, weigh(false))
		w.same(w.speaking("denial", "doubtful"), []string{"denial"})
		w.same(w.claim("c").Statement(id("denial")).SupersededBy, uuid.Nil)
	})
	t.Run("a call-back decides it", func(t *testing.T) {
		w := begin(t)
		w.must(editor, s, sources.NoteCalledBack{Response: id("doubtful"), CallBack: sources.CallBack{By: reviewer, Contact: id("phone"), At: w.now}})
		w.same(w.speaking("denial", "doubtful"), []string{"doubtful"})
	})
	t.Run("what was signed is signed again", func(t *testing.T) {
		w := begin(t)
		w.must(editor, s, w.assessing(claim.Refuted))
		subject := w.claim("c").Subject()
		w.must(editor, s, weigh(false))
		w.same(w.claim("c").Subject() != subject, true)
	})
	t.Run("it takes a reason, and an answer in doubt", func(t *testing.T) {
		w := begin(t)
		w.refused(claim.CodeInvalid, editor, s, sources.WeighAnswer{Response: id("doubtful"), ItsOwn: true})
		w.refused(claim.CodeWrongStage, editor, s, sources.WeighAnswer{Response: id("denial"), Reason: "why"})
		w.refused(claim.CodeNotFound, editor, s, sources.WeighAnswer{Response: id("none"), Reason: "why"})
	})
}

func TestWhatSomethingSpeaksAgainstCountsForNothingUntilSomebodyDecides(t *testing.T) {
	w := newWorld(t)
	w.add(claim.DefaultPolicy, "c")
	w.said("lookalike", "microsoft", claim.Confirms, claim.AuthenticitySuspicious)
	w.same(w.speaking("lookalike") == nil, true)
	w.same(len(w.claim("c").OnRecord()), 0)
	w.same(w.waits("c", claim.TurnWeigh), true)
	w.refused(claim.CodePolicy, editor, claimStream("c"), w.assessing(claim.Confirmed))
	w.must(reviewer, claimStream("c"), sources.WeighAnswer{Response: id("lookalike"), ItsOwn: true, Reason: "the press office says so on the phone"})
	w.same(w.speaking("lookalike"), []string{"lookalike"})
	w.same(w.waits("c", claim.TurnWeigh), false)
	w.must(editor, claimStream("c"), w.assessing(claim.Confirmed))
	w.must(reviewer, claimStream("c"), sources.WeighAnswer{Response: id("lookalike"), Reason: "they have called back"})
	w.same(w.speaking("lookalike") == nil, true)
	w.same(w.waits("c", claim.TurnWeigh), false)
}

// TestWhoeverIsDisownedIsAskedAgain: the answer has ended the request, so nobody reminds the party any more.
func TestWhoeverIsDisownedIsAskedAgain(t *testing.T) {
	s := claimStream("c")
	begin := func(t *testing.T) *world {
		w := newWorld(t)
		w.add(claim.DefaultPolicy, "c")
		w.ask("microsoft", "r", week, "c")
		w.said("lookalike", "microsoft", claim.Denies, claim.AuthenticitySuspicious)
		w.whoAgain("c")
		w.now = w.now.Add(time.Hour)
		w.must(reviewer, s, sources.WeighAnswer{Response: id("lookalike"), Reason: "the press office knows nothing of it"})
		return w
	}
	t.Run("it is somebody's turn, and says why", func(t *testing.T) {
		w := begin(t)
		w.whoAgain("c", "microsoft")
		turn := w.askAgain("c")[0]
		w.same(turn.Why, verification.NotItsOwn)
		w.same(turn.Person, author)
		w.same(turn.Since, w.now)
	})
	t.Run("until it is asked", func(t *testing.T) {
		w := begin(t)
		w.now = w.now.Add(time.Hour)
		w.ask("microsoft", "again", week, "c")
		w.whoAgain("c")
	})
	t.Run("until it has answered", func(t *testing.T) {
		w := begin(t)
		w.said("its own", "microsoft", claim.Denies, claim.AuthenticityVerified)
		w.whoAgain("c")
	})
	t.Run("until somebody puts it aside", func(t *testing.T) {
		w := begin(t)
		w.must(editor, s, verification.PutAskingAside{Party: id("microsoft"), Seen: w.claim("c").Version, Reason: "it was heard by phone"})
		w.whoAgain("c")
	})
	t.Run("until it is its own after all", func(t *testing.T) {
		w := begin(t)
		w.must(editor, s, sources.WeighAnswer{Response: id("lookalike"), ItsOwn: true, Reason: "they have called back"})
		w.whoAgain("c")
	})
}

func TestWhatWasSupersededBeforeThatCountedStays(t *testing.T) {
	denial := sources.Said{Response: id("denial"), Party: id("m"), Stance: claim.Denies, GroundRules: claim.OnTheRecord, Channel: claim.ByEmail, Authenticity: claim.AuthenticityVerified, SupersededBy: id("yes")}
	yes := sources.Said{Response: id("yes"), Party: id("m"), Stance: claim.Confirms, GroundRules: claim.OnTheRecord, Channel: claim.ByEmail, Authenticity: claim.AuthenticitySuspicious}
	c := verification.Claim{Known: sources.Known{Answers: []sources.Said{denial, yes}}}
	if !c.Counts(yes) || c.Counts(denial) {
		t.Error("the record says that the later answer took the place of the earlier one")
	}
}

// TestAStrangersMailCountsForNothingUntilSomebodyHasDecided, whoever recorded it as the party's.
func TestAStrangersMailCountsForNothingUntilSomebodyHasDecided(t *testing.T) {
	stranger := func(w *world, name string, stance claim.Stance) {
		w.now = w.now.Add(1e9)
		w.must(editor, claimStream("c"), sources.NoteAnswered{Said: sources.Said{
			Response: id(name), Request: id("r"), Party: id("microsoft"), Stance: stance, Statement: "words", GroundRules: claim.OnTheRecord,
			Channel: claim.ByEmail, Authenticity: claim.AuthenticityUnverified, Mailed: true, Unproven: true, ReceivedAt: claim.Instant(w.now), By: editor,
		}})
	}
	begin := func(t *testing.T) *world {
		w := newWorld(t)
		w.add(claim.DefaultPolicy, "c")
		stranger(w, "mail", claim.Confirms)
		return w
	}
	t.Run("it is no origin, and nothing is printed of it", func(t *testing.T) {
		w := begin(t)
		w.same(w.claim("c").Origins(claim.SupportsClaim), 0)
		w.same(len(w.claim("c").OnRecord()), 0)
		w.same(len(w.claim("c").Doubted()), 1)
	})
	t.Run("once called back it counts", func(t *testing.T) {
		w := begin(t)
		w.must(editor, claimStream("c"), sources.NoteCalledBack{Response: id("mail"), CallBack: sources.CallBack{By: editor, Contact: id("number"), At: w.now}})
		w.same(w.claim("c").Origins(claim.SupportsClaim), 1)
		w.same(len(w.claim("c").OnRecord()), 1)
	})
	t.Run("as it does once somebody has found that it is the party's", func(t *testing.T) {
		w := begin(t)
		w.must(editor, claimStream("c"), sources.WeighAnswer{Response: id("mail"), ItsOwn: true, Reason: "their lawyer"})
		w.same(w.claim("c").Origins(claim.SupportsClaim), 1)
	})
	t.Run("it takes the place of nothing from a known contact, proven or not", func(t *testing.T) {
		w := newWorld(t)
		w.add(claim.DefaultPolicy, "c")
		w.said("known", "microsoft", claim.Denies, claim.AuthenticityUnverified)
		stranger(w, "mail", claim.Confirms)
		w.same(w.speaking("known", "mail"), []string{"known"})
	})
	t.Run("what came before anybody asked who wrote it counts as it did", func(t *testing.T) {
		w := newWorld(t)
		w.add(claim.DefaultPolicy, "c")
		w.said("before", "microsoft", claim.Confirms, claim.AuthenticityUnverified)
		w.same(w.claim("c").Origins(claim.SupportsClaim), 1)
	})
}
