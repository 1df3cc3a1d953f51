package claim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
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
	claim   *claim.Claim
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
	modelPublished = claim.Publish{Early: "cannot wait", Reason: "it changed"}
)

// State implements [claim.Around].
func (m *model) State(s claim.Stream) claim.Aggregate {
	switch s.Kind {
	case claim.StreamCase:
		return &claim.Case{Head: claim.Head{ID: s.ID, Version: 1}, Owner: modelReporter.ID, Policy: claim.DefaultPolicy}
	case claim.StreamCorrespondence:
		return &modelLetters{noticed: m.noticed}
	}
	return claim.New(s.Kind, s.ID)
}

type modelLetters struct {
	claim.Case
	noticed bool
}

func (l *modelLetters) Noticed(uuid.UUID) bool { return l.noticed }

func (m *model) Staff() []claim.Member           { return m.staff }
func (*model) Claims(uuid.UUID) []claim.Stream   { return nil }
func (*model) Asking(uuid.UUID) []claim.Stream   { return []claim.Stream{theLetters} }
func (*model) With(uuid.UUID) []claim.Stream     { return nil }
func (*model) Assigned(uuid.UUID) []claim.Stream { return nil }
func (m *model) Waits(uuid.UUID) bool            { return m.unread }
func (*model) Settings() claim.DeskSettings      { return claim.DefaultDeskSettings }
func (m *model) clone() *model {
	next, c := *m, *m.claim
	c.Asked, c.Answers, c.SignOffs, c.Steps = slices.Clone(c.Asked), slices.Clone(c.Answers), slices.Clone(c.SignOffs), slices.Clone(c.Steps)
	c.Evidence, c.Returns, c.Revisions = slices.Clone(c.Evidence), slices.Clone(c.Returns), slices.Clone(c.Revisions)
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
		fmt.Fprint(&b, a.Party, a.Stance, a.Current(), ofNow(c, a))
	}
	return b.String()
}

// askedNow reports whether a wording is that of now, or says the same: once more by hand.
func askedNow(c *claim.Claim, wording int64) bool {
	return !slices.ContainsFunc(c.Revisions, func(r claim.Revision) bool { return r.Version > wording && r.AnswersHold == "" })
}

func ofNow(c *claim.Claim, s claim.Said) bool {
	return askedNow(c, s.Wording) || s.Upheld != nil && askedNow(c, s.Upheld.Wording)
}

// act is a command that somebody gives, or something that happens beside the claim.
type act struct {
	by     uuid.UUID
	body   func(c *claim.Claim) claim.Body
	beside func(m *model)
}

func modelActs() []act {
	var acts []act
	for _, m := range modelStaff {
		for _, body := range []func(c *claim.Claim) claim.Body{
			func(*claim.Claim) claim.Body { return modelPublished },
			func(c *claim.Claim) claim.Body { return claim.Sign{Subject: c.Subject(), Opened: claim.Openings} },
			func(c *claim.Claim) claim.Body {
				return claim.CompleteStep{Step: "check", Subject: c.Subject(), Form: "form"}
			},
			func(*claim.Claim) claim.Body {
				return claim.Assess{Outcome: claim.Confirmed, Rationale: "because", ForReaders: "for readers", AsOf: monday}
			},
		} {
			acts = append(acts, act{by: m.ID, body: body})
		}
	}
	asked := claim.Asked{Correspondence: theLetters.ID, Request: id("request"), Party: accused, At: monday, AnswerBy: monday.Add(time.Hour)}
	system := func(b claim.Body) act { return act{body: func(*claim.Claim) claim.Body { return b }} }
	return append(acts,
		act{by: modelReviewer.ID, body: func(c *claim.Claim) claim.Body { return claim.Sign{Subject: c.Subject()} }},
		act{by: modelReviewer.ID, body: func(c *claim.Claim) claim.Body { return claim.Return{Subject: c.Subject(), Comments: "no"} }},
		act{by: modelBoth.ID, body: func(c *claim.Claim) claim.Body {
			return claim.ReviseClaim{Text: c.Text + "!", Tier: c.Tier, Involved: c.Involved, Seen: c.Version}
		}},
		act{by: modelBoth.ID, body: func(c *claim.Claim) claim.Body {
			return claim.ReviseClaim{Text: c.Text + "!", Tier: c.Tier, Involved: c.Involved, Seen: c.Version, AnswersHold: "a slip of the pen"}
		}},
		act{by: modelBoth.ID, body: func(c *claim.Claim) claim.Body {
			return claim.UpholdAnswers{Party: id("witness"), Seen: c.Version, Reason: "she said so"}
		}},
		system(claim.NoteAsked{Asked: asked}),
		system(claim.NoteEnded{Request: asked.Request, Silence: claim.DeliveredNoAnswer}),
		system(claim.NoteAnswered{Said: claim.Said{Response: id("denial"), Party: accused, Stance: claim.Denies, GroundRules: claim.OnTheRecord, ReceivedAt: monday}}),
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

// holds is the policy, written down once more by hand.
func (m *model) holds() string {
	c := m.claim
	may := func(who uuid.UUID, role claim.Role) bool {
		return slices.ContainsFunc(m.staff, func(s claim.Member) bool { return s.ID == who && slices.Contains(s.Roles, role) }) &&
			c.Author != who && c.Proposal.By != who && !slices.ContainsFunc(c.Revisions, func(r claim.Revision) bool { return r.By == who })
	}
	first, both := false, false
	var reviewers []uuid.UUID
	for _, s := range c.SignOffs {
		if s.Subject != c.Subject() {
			continue
		}
		both = both || may(s.By, claim.Legal) && slices.ContainsFunc(reviewers, func(r uuid.UUID) bool { return r != s.By })
		if may(s.By, claim.Reviewer) && slices.Contains(s.Opened, claim.OpenedEvidence) {
			first, reviewers = true, append(reviewers, s.By)
		}
	}
	checked := slices.ContainsFunc(c.Steps, func(s claim.StepDone) bool { return s.Subject == c.Subject() && c.OwnWork(s.By) == "" })
	answered := slices.ContainsFunc(c.Answers, func(s claim.Said) bool { return s.Party == accused && ofNow(c, s) })
	lapsed := m.noticed && slices.ContainsFunc(c.Asked, func(a claim.Asked) bool { return a.Silence == claim.DeliveredNoAnswer && askedNow(c, a.Wording) })
	for _, rule := range []struct {
		so   bool
		says string
	}{
		{first, "no reviewer has signed who has opened the evidence"}, {both, "legal has not signed after a reviewer"},
		{checked, "nobody has done the step on what is there now"}, {answered || lapsed, "the accused was not heard"},
		{!m.unread, "a letter waits unread"}, {c.Confirming() > 0, "nobody confirms it"},
	} {
		if !rule.so {
			return rule.says
		}
	}
	return ""
}

// do gives an act, and returns the state after it, or nil if it changes nothing.
func (m *model) do(t *testing.T, a act) (next *model, published bool) {
	t.Helper()
	next = m.clone()
	if a.beside != nil {
		a.beside(next)
		return next, false
	}
	actor := claim.PersonActor(a.by)
	if a.by == uuid.Nil {
		actor = claim.System
	}
	facts, err := next.claim.Decide(claim.Command{ID: uuid.Max, Actor: actor, Body: a.body(next.claim)}, monday, next)
	if err != nil || len(facts) == 0 {
		return nil, false
	}
	claim.Apply(next.claim, claim.Command{Actor: actor}, monday, facts)
	_, published = facts[0].(claim.ClaimPublished)
	return next, published
}

// TestNothingIsPublishedUnlessThePolicyHolds plays every sequence of that length.
func TestNothingIsPublishedUnlessThePolicyHolds(t *testing.T) {
	c := claim.New(claim.StreamClaim, id("model")).(*claim.Claim)
	claim.Apply(c, claim.Command{}, monday, []claim.Fact{
		claim.ClaimDrafted{
			Case: story, Text: "text", Tier: claim.SeriousAllegation, Author: modelReporter.ID, Policy: claim.DefaultPolicy, Stage: claim.StageOpen,
			Involved: []claim.Involved{{Party: accused, As: claim.PartSubject}}, Under: claim.Pinned{Name: "model", Version: 1, Text: modelPolicy},
		},
		claim.ClaimAnswered{Said: claim.Said{Response: id("witness says"), Party: id("witness"), Stance: claim.Confirms, GroundRules: claim.OnTheRecord, ReceivedAt: monday}, Stage: claim.StageAssessing},
	})
	acts := modelActs()
	states, seen := []*model{{claim: c, staff: modelStaff}}, map[string]bool{}
	publications := 0
	for range modelLength {
		var after []*model
		for _, m := range states {
			for _, a := range acts {
				next, published := m.do(t, a)
				if next == nil {
					continue
				}
				if published {
					publications++
					if lacks := m.holds(); lacks != "" {
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
