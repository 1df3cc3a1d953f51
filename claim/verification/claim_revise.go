package verification

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
)

// ReviseClaim replaces what a claim says, its tier, and its parties with their parts.
// Content: a [claim.ClaimText]. What was put to parties, what they said, and what evidence was
// judged to show is of the words that were there: it counts for other ones only if
// AnswersHold says why.
type ReviseClaim struct {
	Text     claim.Ref          `json:"text"`
	Tier     claim.Tier         `json:"tier"`
	Seen     int64              `json:"seen"` // version of the claim that the editor had before her
	Involved []sources.Involved `json:"involved,omitempty"`

	SameWords   bool      `json:"sameWords,omitempty"`   // the statement, and when it holds, stay as they are: something beside them changes
	AnswersHold claim.Ref `json:"answersHold,omitempty"` // content: why what was put and answered, and the evidence, holds for the new words; empty if it does not
}

// CommandKind implements [claim.Body].
func (ReviseClaim) CommandKind() string { return "revise claim" }

// ClaimRevised: somebody changed what the claim says. Content: a [claim.ClaimText].
type ClaimRevised struct {
	Text  claim.Ref   `json:"text"`
	Tier  claim.Tier  `json:"tier"`
	By    uuid.UUID   `json:"by"`
	Stage claim.Stage `json:"stage"` // the claim's stage from now on

	Involved []sources.Involved `json:"involved,omitempty"`

	SameWords   bool      `json:"sameWords,omitempty"`
	AnswersHold claim.Ref `json:"answersHold,omitempty"`
}

// FactKind implements [claim.Fact].
func (ClaimRevised) FactKind() string { return "claim.revised" }

func init() {
	claim.RegisterBody[ReviseClaim](claim.StreamClaim)
	claim.RegisterFact[ClaimRevised]()
}

// work is something that a person did about a claim, so that it is her own work.
type work struct {
	by  uuid.UUID
	did string // behind her name, or behind you
}

// works is whatever makes the claim somebody's own work, whatever weighs most first.
func (c *Claim) works() []work {
	works := []work{{c.Author, "wrote this claim"}}
	for _, r := range c.Revisions {
		works = append(works, work{r.By, "revised this claim"})
	}
	if c.Proposal != nil {
		works = append(works, work{c.Proposal.By, "proposed its outcome"})
	}
	if by := c.publisher(); by != uuid.Nil {
		works = append(works, work{by, "published it without the sign-offs that it lacked"})
	}
	for _, e := range c.Evidence {
		works = append(works, work{e.By, "added evidence to it"})
		if e.Withdrawn != nil {
			works = append(works, work{e.Withdrawn.By, "withdrew evidence of it"})
		}
		if e.DisclosedBy != uuid.Nil {
			works = append(works, work{e.DisclosedBy, "decided what readers see of its evidence"})
		}
		if e.Upheld != nil && c.Shows(e) {
			works = append(works, work{e.Upheld.By, "found that evidence of earlier words stands for these"})
		}
	}
	for _, s := range c.Answers {
		if s.CalledBack != nil && s.Current() {
			works = append(works, work{s.CalledBack.By, "called back about an answer that it rests on"})
		}
		switch {
		case s.Withdrawn != nil:
			works = append(works, work{s.Withdrawn.By, "withdrew a statement about it"})
		case !c.Counts(s) || s.By == uuid.Nil:
		case s.Unasked():
			works = append(works, work{s.By, "recorded a statement that it rests on"})
		default:
			works = append(works, work{s.By, "recorded an answer that it rests on"})
		}
	}
	return append(works, c.worksOnSources()...)
}

// worksOnSources is what people have decided about the origins and the claimant.
func (c *Claim) worksOnSources() []work {
	var works []work
	for _, s := range c.Answers {
		if s.Weighed != nil {
			works = append(works, work{s.Weighed.By, "decided whether an answer about it is the party's"})
		}
		if s.Upheld != nil && c.Counts(s) {
			works = append(works, work{s.Upheld.By, "found that an answer to earlier words holds for these"})
		}
	}
	for _, contest := range c.Contests {
		works = append(works, work{contest.By, "contested that its origins are independent"})
		if contest.Withdrawn != nil {
			works = append(works, work{contest.Withdrawn.By, "took back that origins of it are one"})
		}
	}
	for _, u := range c.Upheld {
		works = append(works, work{u.By, "said why it stands although what it rests on had fallen"})
	}
	for _, r := range c.Repins {
		works = append(works, work{r.By, "moved it to another policy"})
	}
	if c.Disclosure != nil {
		works = append(works, work{c.Disclosure.By, "decided whether its claimant is named"})
	}
	return works
}

// Authors are the people whose work the claim is, and who therefore cannot sign
// it: who wrote it, who revised it, who proposed its outcome, who added or withdrew
// evidence or found that it stands for other words, who recorded an answer or a statement that counts or withdrew one, who found
// that one holds for other words, who said why it stands although what it rests on had
// fallen, and who decided which origins are one, or whether the claimant is named.
func (c *Claim) Authors() []uuid.UUID {
	var authors []uuid.UUID
	for _, w := range c.works() {
		authors = append(authors, w.by)
	}
	slices.SortFunc(authors, compareIDs)
	return slices.Compact(authors)
}

// OwnWork says what makes the claim or its proposed outcome the person's own work,
// such as "wrote this claim"; it is empty if nothing does.
func (c *Claim) OwnWork(person uuid.UUID) string {
	works := c.works()
	if i := slices.IndexFunc(works, func(w work) bool { return w.by == person }); i >= 0 {
		return works[i].did
	}
	return ""
}

func (c *Claim) revise(b ReviseClaim, actor claim.Actor, around claim.Around) ([]claim.Fact, error) {
	if b.Text == c.Text && b.Tier == c.Tier && slices.Equal(b.Involved, c.Involved) {
		return nil, nil
	}
	if c.Revised() > b.Seen {
		return nil, claim.Errorf(claim.CodeConflict, "somebody else has changed what this claim says since you opened it").
			WithHint("look at both versions, and keep what is right of each")
	}
	stage := c.stage()
	if stage.Over() || stage == claim.StagePublished {
		return nil, claim.Errorf(claim.CodeWrongStage, "a claim that is %s cannot be changed", stage).WithHint("%s", stage.Next())
	}
	if err := claim.OneOf("tier", b.Tier, claim.Tiers); err != nil {
		return nil, err
	}
	if err := sources.CheckInvolved(b.Involved, around); err != nil {
		return nil, err
	}
	if b.Text == "" {
		return nil, claim.Errorf(claim.CodeInvalid, "a claim needs a statement").WithField("statement", "write one checkable statement")
	}
	if err := c.SignableBy(actor, around); err != nil {
		return nil, err
	}
	if stage == claim.StageInReview || stage == claim.StageSignedOff {
		stage = c.back()
	}
	fact := ClaimRevised{Text: b.Text, Tier: b.Tier, By: actor.ID, Stage: stage, Involved: b.Involved, SameWords: b.SameWords}
	if fact.rewords(c) {
		fact.AnswersHold = b.AnswersHold
	}
	return []claim.Fact{fact}, nil
}

// rewords reports whether what is put to parties becomes something else.
func (f ClaimRevised) rewords(c *Claim) bool { return f.Text != c.Text && !f.SameWords }

func (c *Claim) revised(e claim.Entry, f ClaimRevised) {
	c.Revisions = append(c.Revisions, sources.Revision{
		Version: e.Version, Text: f.Text, Tier: f.Tier, By: f.By, At: e.At, Worded: f.rewords(c), AnswersHold: f.AnswersHold,
	})
	c.Text, c.Tier, c.Involved = f.Text, f.Tier, f.Involved
	c.at(f.Stage)
}
