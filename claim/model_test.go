package claim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// modelLength is the length of the sequences of commands that the model test
// plays: every one of them, by everybody, with states that behave alike met once.
const modelLength = 8

// modelPolicy asks for one of each kind.
const modelPolicy = `onrecord: policy/v1
name: model
version: 1
source: the model test
rules:
  - require:
      stages: [[{role: reviewer, opened: [evidence]}], [{role: legal}]]
      right_of_reply: true
      nothing_unread: true
      steps: [{name: check, role: legal, says: Check it, others: true}]
`

// model is a small case: one claim about one accused, and what stands beside it.
type model struct {
	claim   *verification.Claim
	staff   []claim.Member
	noticed bool // the final notice to the accused has been delivered
	unread  bool // a letter waits
}

var (
	modelReporter  = claim.Member{ID: id("model reporter"), Roles: []claim.Role{claim.Reporter, claim.Editor}}
	modelReviewer  = claim.Member{ID: id("model reviewer"), Roles: []claim.Role{claim.Reviewer}}
	modelLawyer    = claim.Member{ID: id("model lawyer"), Roles: []claim.Role{claim.Legal}}
	modelBoth      = claim.Member{ID: id("model both"), Roles: []claim.Role{claim.Reviewer, claim.Legal, claim.Editor}}
	modelStaff     = []claim.Member{modelReporter, modelReviewer, modelLawyer, modelBoth}
	accused        = id("accused")
	theLetters     = claim.Stream{Kind: claim.StreamCorrespondence, ID: id("letters to the accused")}
	modelPublished = finding.Publish{Early: "cannot wait", Reason: "it changed"}
)

// State implements [claim.Around].
func (m *model) State(s claim.Stream) claim.Aggregate {
	switch s.Kind {
	case claim.StreamCase:
		return &cases.Case{Head: claim.Head{ID: s.ID, Version: 1}, Owner: modelReporter.ID, Policy: claim.DefaultPolicy}
	case claim.StreamCorrespondence:
		return &modelLetters{noticed: m.noticed}
	case claim.StreamClaim: // what it rests on
		return &verification.Claim{Head: claim.Head{ID: s.ID, Version: 1}, Case: story}
	}
	return claim.New(s.Kind, s.ID)
}

type modelLetters struct {
	cases.Case
	noticed bool
}

func (l *modelLetters) Noticed(uuid.UUID) bool { return l.noticed }

func (m *model) Staff() []claim.Member           { return m.staff }
func (*model) Claims(uuid.UUID) []claim.Stream   { return nil }
func (*model) Asking(uuid.UUID) []claim.Stream   { return []claim.Stream{theLetters} }
func (*model) With(uuid.UUID) []claim.Stream     { return nil }
func (*model) In(uuid.UUID) []claim.Stream       { return nil }
func (*model) Open() []claim.Stream              { return nil }
func (*model) Assigned(uuid.UUID) []claim.Stream { return nil }
func (m *model) Waits(uuid.UUID) bool            { return m.unread }
func (*model) Settings() claim.DeskSettings {
	s := claim.DefaultDeskSettings
	s.UnsignedBy = []claim.Role{claim.Legal}
	return s
}
func (m *model) clone() *model {
	next, c := *m, *m.claim
	c.Asked, c.Answers, c.SignOffs, c.Steps = slices.Clone(c.Asked), slices.Clone(c.Answers), slices.Clone(c.SignOffs), slices.Clone(c.Steps)
	c.Evidence, c.Returns, c.Revisions = slices.Clone(c.Evidence), slices.Clone(c.Returns), slices.Clone(c.Revisions)
	c.Publications, c.Contests, c.Repins, c.Fallen, c.Upheld = slices.Clone(c.Publications), slices.Clone(c.Contests), slices.Clone(c.Repins), slices.Clone(c.Fallen), slices.Clone(c.Upheld)
	next.claim, next.staff = &c, slices.Clone(m.staff)
	return &next
}

// key is the same for states that no sequence can tell apart: identifiers and
// versions matter only by what still counts.
func (m *model) key() string {
	c := m.claim
	var b strings.Builder
	fmt.Fprint(&b, c.Stage, c.Outcome, m.noticed, m.unread, len(m.staff), c.Authors(), len(c.Publications), c.Text)
	if c.Proposal != nil {
		fmt.Fprint(&b, c.Proposal.Outcome)
	}
	for _, s := range c.ValidSignOffs() {
		fmt.Fprint(&b, s.By, s.Opened)
	}
	for _, s := range c.Steps {
		if s.Subject == c.Subject() {
			fmt.Fprint(&b, s.Step, s.By)
		}
	}
	for _, a := range c.Asked {
		fmt.Fprint(&b, a.Ended, a.Silence, askedNow(c, a.Wording))
	}
	for _, a := range c.Answers {
		fmt.Fprint(&b, a.Party, a.Stance, a.Current(), ofNow(c, a), a.CalledBack != nil)
	}
	fmt.Fprint(&b, c.HeldFrom, c.Marks, c.Under.Name, c.NamesClaimant(), c.OwesReview(), len(c.ToAskAgain()), len(c.Upheld), len(c.NamedBy), len(c.Related), c.Missed != nil)
	if c.Schedule != nil {
		fmt.Fprint(&b, c.Schedule.Subject == c.Subject())
	}
	for _, e := range c.Evidence {
		fmt.Fprint(&b, e.Public, e.Withdrawn != nil, evidenceNow(c, e), e.Upheld != nil)
	}
	for _, x := range c.Contests {
		fmt.Fprint(&b, x.Withdrawn != nil)
	}
	for _, f := range c.Fallen {
		fmt.Fprint(&b, f.How, f.Looked)
	}
	return b.String()
}

func evidenceNow(c *verification.Claim, e sources.Evidence) bool {
	return askedNow(c, e.Wording) || e.Upheld != nil && askedNow(c, e.Upheld.Wording)
}

// askedNow reports whether a wording is that of now, or says the same: once more by hand.
func askedNow(c *verification.Claim, wording int64) bool {
	return !slices.ContainsFunc(c.Revisions, func(r sources.Revision) bool { return r.Version > wording && r.AnswersHold == "" })
}

func ofNow(c *verification.Claim, s sources.Said) bool {
	return askedNow(c, s.Wording) || s.Upheld != nil && askedNow(c, s.Upheld.Wording)
}

// act is a command that somebody gives, or something that happens beside the claim.
type act struct {
	by     uuid.UUID
	body   func(c *verification.Claim) claim.Body
	beside func(m *model)
	later  time.Duration // after the others
}

// modelFew are the acts that lead to a publication, by one person each, so that what else
// there is can be tried between them.
func modelFew() []act {
	return []act{
		giving(modelReporter, finding.Assess{Outcome: claim.Confirmed, Rationale: "because", ForReaders: "for readers", AsOf: monday}),
		{by: modelReviewer.ID, body: func(c *verification.Claim) claim.Body {
			return finding.Sign{Subject: c.Subject(), Opened: finding.Openings}
		}},
		{by: modelLawyer.ID, body: func(c *verification.Claim) claim.Body { return finding.Sign{Subject: c.Subject()} }},
		{by: modelLawyer.ID, body: func(c *verification.Claim) claim.Body {
			return finding.CompleteStep{Step: "check", Subject: c.Subject(), Form: "form"}
		}},
		giving(modelBoth, modelPublished),
	}
}

// giving is a command that does not depend on what is there.
func giving(who claim.Member, b claim.Body) act {
	return act{by: who.ID, body: func(*verification.Claim) claim.Body { return b }}
}

func modelReword(by claim.Member) act {
	return act{by: by.ID, body: func(c *verification.Claim) claim.Body {
		return verification.ReviseClaim{Text: c.Text + "!", Tier: c.Tier, Involved: c.Involved, Seen: c.Version}
	}}
}

// modelFamilies are the commands of a claim that do not lead to a publication by themselves.
func modelFamilies() map[string][]act {
	exhibit, ground := id("model exhibit"), id("model ground")
	return map[string][]act{
		"moves": {
			giving(modelBoth, verification.OpenClaim{}), giving(modelBoth, verification.Hold{Reason: "why"}), giving(modelBoth, verification.Resume{}), giving(modelBoth, verification.Withdraw{Reason: "why"}),
			giving(modelBoth, verification.Decline{Reason: "why"}), giving(modelBoth, verification.Correct{Reason: "why"}), giving(modelBoth, verification.Close{}),
			giving(modelBoth, finding.Retract{Reason: "why"}), giving(modelBoth, finding.TakeDown{Reason: "why"}),
			giving(modelBoth, claim.PauseReminders{Reason: "why"}), giving(modelBoth, claim.ResumeReminders{}),
		},
		"schedules": {
			giving(modelBoth, finding.SchedulePublication{At: monday.Add(time.Hour), Zone: "UTC", Publish: modelPublished}),
			giving(modelBoth, finding.CancelSchedule{}), {body: func(*verification.Claim) claim.Body { return claim.Tick{} }, later: time.Hour},
			modelReword(modelBoth), giving(modelBoth, verification.Hold{Reason: "why"}), giving(modelBoth, verification.Resume{}),
		},
		"evidence": {
			giving(modelBoth, sources.AddEvidence{Evidence: exhibit, Kind: claim.NoteEvidence, Bearing: claim.SupportsClaim, Origin: id("model origin"), Text: "words"}),
			giving(modelLawyer, sources.WithdrawEvidence{Evidence: exhibit, Reason: "why"}), giving(modelReviewer, sources.DiscloseEvidence{Evidence: exhibit, Public: true}),
			giving(modelReporter, sources.DiscloseEvidence{Evidence: exhibit, Public: true}),
			{by: modelLawyer.ID, body: func(c *verification.Claim) claim.Body {
				return sources.UpholdEvidence{Seen: c.Version, Reason: "why"}
			}}, modelReword(modelReporter),
			{by: modelReporter.ID, body: func(c *verification.Claim) claim.Body {
				return sources.UpholdEvidence{Seen: c.Version, Reason: "why"}
			}},
		},
		"sources": {
			giving(modelReviewer, sources.RecordStatement{
				Statement: id("model statement"), Party: id("model origin"), Stance: claim.Confirms, Words: "words", GroundRules: claim.OnTheRecord, Channel: claim.InPublic, SaidAt: claim.At(monday),
			}),
			giving(modelReporter, sources.RecordStatement{
				Statement: id("another statement"), Party: id("model origin"), Stance: claim.Denies, Words: "words", GroundRules: claim.OnTheRecord, Channel: claim.InPublic, SaidAt: claim.At(monday),
			}),
			giving(modelReporter, sources.WithdrawStatement{Statement: id("another statement"), Reason: "why"}),
			giving(modelReporter, sources.ContestIndependence{Contest: id("model contest"), One: id("witness"), Other: accused, Reason: "why"}),
			giving(modelReporter, verification.DiscloseClaimant{Name: true}),
			giving(modelBoth, sources.WithdrawStatement{Statement: id("model statement"), Reason: "why"}),
			giving(modelLawyer, sources.ContestIndependence{Contest: id("model contest"), One: id("witness"), Other: id("model origin"), Reason: "why"}),
			giving(modelBoth, sources.WithdrawContest{Contest: id("model contest"), Reason: "why"}), giving(modelReviewer, verification.DiscloseClaimant{Name: true}),
			{body: func(*verification.Claim) claim.Body {
				return sources.NoteCalledBack{Response: id("witness says"), CallBack: sources.CallBack{By: modelReviewer.ID, At: monday}}
			}},
		},
		"doubt": {
			{body: func(*verification.Claim) claim.Body {
				return sources.NoteAnswered{Said: sources.Said{
					Response: id("doubtful"), Party: id("witness"), Stance: claim.Denies, GroundRules: claim.OnTheRecord, Authenticity: claim.AuthenticitySuspicious, ReceivedAt: monday,
				}}
			}},
			giving(modelReporter, sources.WeighAnswer{Response: id("doubtful"), ItsOwn: true, Reason: "why"}),
			giving(modelLawyer, sources.WeighAnswer{Response: id("doubtful"), Reason: "why"}),
		},
		"words": {
			giving(modelReporter, verification.MarkClaim{Marks: []verification.Mark{verification.MarkBreaking}}), giving(modelLawyer, verification.RepinPolicy{Under: "routine", Reason: "why"}), modelReword(modelReporter),
			{body: func(*verification.Claim) claim.Body {
				return sources.NoteAsked{Asked: sources.Asked{Correspondence: theLetters.ID, Request: id("request"), Party: id("witness"), At: monday, AnswerBy: monday.Add(time.Hour)}}
			}},
			{by: modelReviewer.ID, body: func(c *verification.Claim) claim.Body {
				return verification.PutAskingAside{Party: id("witness"), Seen: c.Version, Reason: "why"}
			}},
		},
		"grounds": {
			giving(modelBoth, relation.RelateClaim{To: ground, As: relation.RestsOn}), giving(modelReviewer, relation.UnrelateClaim{To: ground, As: relation.RestsOn, Reason: "why"}),
			{body: func(*verification.Claim) claim.Body { return relation.NoteFallen{Claim: ground, How: "refuted"} }},
			{body: func(*verification.Claim) claim.Body { return relation.NoteFallen{Claim: ground} }},
			{by: modelLawyer.ID, body: func(c *verification.Claim) claim.Body {
				return relation.UpholdClaim{Seen: c.Version, Reason: "why"}
			}},
			{by: modelBoth.ID, body: func(c *verification.Claim) claim.Body {
				return relation.UpholdClaim{Seen: c.Version, Reason: "why"}
			}},
			{body: func(*verification.Claim) claim.Body {
				return relation.NoteNamed{Claim: id("another"), As: relation.RestsOn}
			}},
		},
		"unsigned": {
			{by: modelLawyer.ID, body: func(c *verification.Claim) claim.Body {
				return finding.PublishUnsigned{Subject: c.Subject(), Why: "it cannot wait", Reason: "it changed"}
			}},
			{by: modelReporter.ID, body: func(c *verification.Claim) claim.Body {
				return finding.PublishUnsigned{Subject: c.Subject(), Why: "it cannot wait", Reason: "it changed"}
			}},
			giving(modelBoth, verification.Correct{Reason: "why"}), giving(modelBoth, verification.Close{}), modelReword(modelBoth),
			{beside: func(m *model) { m.unread = !m.unread }},
		},
	}
}

func modelActs() []act {
	var acts []act
	for _, m := range modelStaff {
		for _, body := range []func(c *verification.Claim) claim.Body{
			func(*verification.Claim) claim.Body { return modelPublished },
			func(c *verification.Claim) claim.Body {
				return finding.Sign{Subject: c.Subject(), Opened: finding.Openings}
			},
			func(c *verification.Claim) claim.Body {
				return finding.CompleteStep{Step: "check", Subject: c.Subject(), Form: "form"}
			},
			func(*verification.Claim) claim.Body {
				return finding.Assess{Outcome: claim.Confirmed, Rationale: "because", ForReaders: "for readers", AsOf: monday}
			},
		} {
			acts = append(acts, act{by: m.ID, body: body})
		}
	}
	asked := sources.Asked{Correspondence: theLetters.ID, Request: id("request"), Party: accused, At: monday, AnswerBy: monday.Add(time.Hour)}
	system := func(b claim.Body) act { return act{body: func(*verification.Claim) claim.Body { return b }} }
	return append(acts,
		act{by: modelReviewer.ID, body: func(c *verification.Claim) claim.Body { return finding.Sign{Subject: c.Subject()} }},
		act{by: modelReviewer.ID, body: func(c *verification.Claim) claim.Body {
			return finding.Return{Subject: c.Subject(), Comments: "no"}
		}},
		act{by: modelBoth.ID, body: func(c *verification.Claim) claim.Body {
			return verification.ReviseClaim{Text: c.Text + "!", Tier: c.Tier, Involved: c.Involved, Seen: c.Version}
		}},
		act{by: modelBoth.ID, body: func(c *verification.Claim) claim.Body {
			return verification.ReviseClaim{Text: c.Text + "!", Tier: c.Tier, Involved: c.Involved, Seen: c.Version, AnswersHold: "a slip of the pen"}
		}},
		act{by: modelBoth.ID, body: func(c *verification.Claim) claim.Body {
			return sources.UpholdAnswers{Party: id("witness"), Seen: c.Version, Reason: "she said so"}
		}},
		system(sources.NoteAsked{Asked: asked}),
		system(sources.NoteEnded{Request: asked.Request, Silence: claim.DeliveredNoAnswer}),
		system(sources.NoteAnswered{Said: sources.Said{Response: id("denial"), Party: accused, Stance: claim.Denies, GroundRules: claim.OnTheRecord, ReceivedAt: monday}}),
		act{beside: func(m *model) { m.noticed = true }},
		act{beside: func(m *model) { m.unread = !m.unread }},
		act{beside: func(m *model) {
			if len(m.staff) == len(modelStaff) {
				m.staff = slices.DeleteFunc(m.staff, func(s claim.Member) bool { return s.ID == modelLawyer.ID })
				return
			}
			m.staff = slices.Clone(modelStaff)
		}},
	)
}

// holds is the policy, written down once more by hand; what was published unsigned may
// lack sign-offs and nothing else.
func (m *model) holds(unsigned bool) string {
	c := m.claim
	may := func(who uuid.UUID, role claim.Role) bool {
		return slices.ContainsFunc(m.staff, func(s claim.Member) bool { return s.ID == who && slices.Contains(s.Roles, role) }) &&
			!slices.Contains(m.didIt(), who)
	}
	if c.Under.Name != "model" { // it asks for one sign-off alone
		if !unsigned && !slices.ContainsFunc(c.SignOffs, func(s finding.SignOff) bool {
			return s.Subject == c.Subject() && (may(s.By, claim.Reviewer) || may(s.By, claim.Legal))
		}) {
			return "nobody has signed"
		}
		return m.stands()
	}
	first, both := false, false
	var reviewers []uuid.UUID
	for _, s := range c.SignOffs {
		if s.Subject != c.Subject() {
			continue
		}
		both = both || may(s.By, claim.Legal) && slices.ContainsFunc(reviewers, func(r uuid.UUID) bool { return r != s.By })
		if may(s.By, claim.Reviewer) && slices.Contains(s.Opened, finding.OpenedEvidence) {
			first, reviewers = true, append(reviewers, s.By)
		}
	}
	checked := slices.ContainsFunc(c.Steps, func(s finding.StepDone) bool { return s.Subject == c.Subject() && c.OwnWork(s.By) == "" })
	answered := slices.ContainsFunc(c.Answers, func(s sources.Said) bool { return s.Party == accused && ofNow(c, s) })
	lapsed := m.noticed && slices.ContainsFunc(c.Asked, func(a sources.Asked) bool { return a.Silence == claim.DeliveredNoAnswer && askedNow(c, a.Wording) })
	for _, rule := range []struct {
		so   bool
		says string
	}{
		{first, "no reviewer has signed who has opened the evidence"}, {both, "legal has not signed after a reviewer"},
		{checked, "nobody has done the step on what is there now"}, {answered || lapsed, "the accused was not heard"},
		{!m.unread, "a letter waits unread"}, {c.Confirming() > 0, "nobody confirms it"},
	} {
		if signing := rule.says == "no reviewer has signed who has opened the evidence" || rule.says == "legal has not signed after a reviewer"; !rule.so && !(unsigned && signing) {
			return rule.says
		}
	}
	return m.stands()
}

// stands says that a ground has fallen and nobody has said why the claim stands, once more by hand.
func (m *model) stands() string {
	if slices.ContainsFunc(m.claim.Fallen, func(f relation.Fallen) bool { return !f.Looked }) && m.claim.Proposal.Outcome == claim.Confirmed {
		return "what it rests on has fallen"
	}
	return ""
}

// didIt are those whose work the claim is, once more by hand.
func (m *model) didIt() []uuid.UUID {
	c := m.claim
	who := []uuid.UUID{c.Author, c.Proposal.By}
	for _, r := range c.Revisions {
		who = append(who, r.By)
	}
	for _, u := range c.Upheld {
		who = append(who, u.By)
	}
	for _, e := range c.Evidence {
		who = append(who, e.By, e.DisclosedBy)
		if e.Withdrawn != nil {
			who = append(who, e.Withdrawn.By)
		}
		if e.Upheld != nil && evidenceNow(c, e) && e.Withdrawn == nil {
			who = append(who, e.Upheld.By)
		}
	}
	for _, s := range c.Answers {
		switch {
		case s.Withdrawn != nil:
			who = append(who, s.Withdrawn.By)
		case s.Weighed != nil:
			who = append(who, s.Weighed.By)
		}
		switch {
		case s.Void():
		case ofNow(c, s) && s.SupersededBy == uuid.Nil:
			who = append(who, s.By)
			if s.CalledBack != nil {
				who = append(who, s.CalledBack.By)
			}
		}
	}
	if c.Disclosure != nil {
		who = append(who, c.Disclosure.By)
	}
	for _, x := range c.Contests {
		who = append(who, x.By)
	}
	for _, r := range c.Repins {
		who = append(who, r.By)
	}
	return who
}

// do gives an act, and returns the state after it, or nil if it changes nothing.
func (m *model) do(t *testing.T, a act) (next *model, published *finding.Publication) {
	t.Helper()
	next = m.clone()
	if a.beside != nil {
		a.beside(next)
		return next, nil
	}
	actor := claim.PersonActor(a.by)
	if a.by == uuid.Nil {
		actor = claim.System
	}
	facts, err := next.claim.Decide(claim.Command{ID: uuid.Max, Actor: actor, Body: a.body(next.claim)}, monday.Add(a.later), next)
	if err != nil || len(facts) == 0 {
		return nil, nil
	}
	claim.Apply(next.claim, claim.Command{Actor: actor}, monday, facts)
	if f, ok := facts[0].(finding.ClaimPublished); ok && f.Kind.Stands() {
		published = &f.Publication
	}
	return next, published
}

// modelClaim is a serious allegation that a witness has confirmed.
func modelClaim() *verification.Claim {
	c := claim.New(claim.StreamClaim, id("model")).(*verification.Claim)
	claim.Apply(c, claim.Command{}, monday, []claim.Fact{
		verification.ClaimDrafted{
			Case: story, Text: "text", Tier: claim.SeriousAllegation, Author: modelReporter.ID, Policy: claim.DefaultPolicy, Stage: claim.StageOpen,
			Involved: []sources.Involved{{Party: accused, As: sources.PartSubject}}, Under: claim.Pinned{Name: "model", Version: 1, Text: modelPolicy},
		},
		sources.ClaimAnswered{Said: sources.Said{Response: id("witness says"), Party: id("witness"), Stance: claim.Confirms, GroundRules: claim.OnTheRecord, ReceivedAt: monday}, Stage: claim.StageAssessing},
	})
	return c
}

// TestNothingIsPublishedUnlessThePolicyHolds plays every sequence of that length: of what
// leads to a publication, by everybody, and of every command that a claim takes.
func TestNothingIsPublishedUnlessThePolicyHolds(t *testing.T) {
	everybody := modelActs()
	t.Run("by everybody", func(t *testing.T) {
		t.Parallel()
		playModel(t, &model{claim: modelClaim(), staff: modelStaff}, everybody)
	})
	every := modelFew()
	for _, acts := range modelFamilies() {
		every = append(every, acts...)
	}
	t.Run("of every command", func(t *testing.T) {
		t.Parallel()
		heard := modelClaim()
		claim.Apply(heard, claim.Command{}, monday, []claim.Fact{sources.ClaimAnswered{
			Said:  sources.Said{Response: id("denial"), Party: accused, Stance: claim.Denies, GroundRules: claim.OnTheRecord, ReceivedAt: monday},
			Stage: claim.StageAssessing,
		}})
		playModel(t, &model{claim: heard, staff: modelStaff}, every)
	})
	tried := map[string]bool{verification.AddClaim{}.CommandKind(): true} // which begins each of them
	for _, a := range append(slices.Clone(every), everybody...) {
		if a.body != nil {
			tried[a.body(modelClaim()).CommandKind()] = true
		}
	}
	for _, kind := range claim.CommandKinds(claim.StreamClaim) {
		if !tried[kind] {
			t.Errorf("no sequence tries %q", kind)
		}
	}
}

func playModel(t *testing.T, from *model, acts []act) {
	t.Helper()
	states, seen := []*model{from}, map[string]bool{}
	publications := 0
	for range modelLength {
		var after []*model
		for _, m := range states {
			for _, a := range acts {
				next, published := m.do(t, a)
				if next == nil {
					continue
				}
				if published != nil {
					publications++
					if lacks := m.holds(published.Unsigned != nil); lacks != "" {
						t.Fatalf("published, and %s: %+v", lacks, m.claim)
					}
				}
				if key := next.key(); !seen[key] {
					seen[key] = true
					after = append(after, next)
				}
			}
		}
		states = after
	}
	if publications == 0 {
		t.Fatal("no sequence led to a publication, so nothing was tried")
	}
	t.Logf("%d states, %d publications", len(seen), publications)
}
