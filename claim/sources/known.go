package sources

import (
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// Known is what is known of a claim: its words, who is involved, whom it was put to, and
// what was said and shown, in how many independent origins.
type Known struct {
	Text      claim.Ref  `json:"text"`
	First     claim.Ref  `json:"first,omitempty"`     // what it said at first
	Revisions []Revision `json:"revisions,omitempty"` // changes of what it says, oldest first
	Involved  []Involved `json:"involved,omitempty"`  // parties with their parts
	Asked     []Asked    `json:"asked,omitempty"`
	Answers   []Said     `json:"answers,omitempty"`
	Evidence  []Evidence `json:"evidence,omitempty"`
	Contests  []Contest  `json:"contests,omitempty"` // of the independence of its origins
}

// Claim is the claim itself, as far as what is known of it asks.
type Claim interface {
	// Moved is its stage after something new has come to light, while somebody is
	// waited for or not.
	Moved(waiting bool) claim.Stage
	// Heard is its stage after somebody has said something about it.
	Heard(waiting bool) claim.Stage
	// Reconsidered is its stage after what it rests on has changed.
	Reconsidered() claim.Stage
	// TakesStatements refuses, with [claim.CodeWrongStage], what is said about a claim that is given up.
	TakesStatements() error
	// TakesEvidence refuses, with [claim.CodeWrongStage], evidence about a claim that is given up.
	TakesEvidence() error
	// SignableBy refuses, with [claim.CodePolicy], to make the actor an author of a claim that then
	// too few people could sign.
	SignableBy(actor claim.Actor, around claim.Around) error
}

// DecideSources decides the commands about what is said and shown, and who has it from
// whom; known is false for any other.
func (k *Known) DecideSources(cmd claim.Command, now time.Time, around claim.Around, of Claim) (facts []claim.Fact, known bool, err error) {
	switch b := cmd.Body.(type) {
	case NoteCalledBack:
		facts = k.noteCalledBack(b, of)
	case RecordStatement:
		facts, err = k.recordStatement(b, cmd.Actor, now, around, of)
	case WithdrawStatement:
		facts, err = k.withdrawStatement(b, cmd.Actor, around, of)
	case UpholdAnswers:
		facts, err = k.upholdAnswers(b, cmd.Actor, around, of)
	case WeighAnswer:
		facts, err = k.weighAnswer(b, cmd.Actor, around, of)
	case ContestIndependence:
		facts, err = k.contest(b, cmd.Actor, around, of)
	case WithdrawContest:
		facts, err = k.withdrawContest(b, cmd.Actor, around, of)
	case AddEvidence:
		facts, err = k.addEvidence(b, cmd.Actor, around, of)
	case WithdrawEvidence:
		facts, err = k.withdrawEvidence(b, cmd.Actor, around, of)
	case DiscloseEvidence:
		facts, err = k.discloseEvidence(b, cmd.Actor, around, of)
	case UpholdEvidence:
		facts, err = k.upholdEvidence(b, cmd.Actor, around, of)
	default:
		return nil, false, nil
	}
	return facts, true, err
}

// EvolveSources takes in what concerns the sources, and says at what stage the claim is
// from then on; known is false for any other entry.
func (k *Known) EvolveSources(e claim.Entry) (stage claim.Stage, known bool) {
	switch f := e.Fact.(type) {
	case ClaimAsked:
		k.Asked = append(k.Asked, f.Asked)
		stage = f.Stage
	case ClaimAnswered:
		k.answered(f)
		stage = f.Stage
	case ClaimUnanswered:
		k.unanswered(f)
		stage = f.Stage
	case AnswerCalledBack:
		k.answerCalledBack(f)
		stage = f.Stage
	case StatementWithdrawn:
		k.statementWithdrawn(e, f)
		stage = f.Stage
	case AnswerWeighed:
		k.answerWeighed(e, f)
		stage = f.Stage
	case AnswersUpheld:
		k.answersUpheld(e, f)
		stage = f.Stage
	case IndependenceContested:
		k.contested(e, f)
		stage = f.Stage
	case ContestWithdrawn:
		k.contestWithdrawn(e, f)
		stage = f.Stage
	default:
		return k.evolveEvidence(e)
	}
	return stage, true
}

func (k *Known) evolveEvidence(e claim.Entry) (stage claim.Stage, known bool) {
	switch f := e.Fact.(type) {
	case EvidenceAdded:
		k.evidenceAdded(e, f)
		stage = f.Stage
	case EvidenceWithdrawn:
		k.evidenceWithdrawn(e, f)
		stage = f.Stage
	case EvidenceDisclosed:
		k.evidenceDisclosed(f)
		stage = f.Stage
	case EvidenceUpheld:
		k.evidenceUpheld(e, f)
		stage = f.Stage
	default:
		return "", false
	}
	return stage, true
}

// Counts reports whether an answer is where its party stands to the words that the claim
// has now: no later one has superseded it, it is not of earlier words alone, and not in doubt.
func (k *Known) Counts(s Said) bool { return s.Current() && k.SaidOfNow(s) && !k.InDoubt(s) }

// CurrentAnswers returns the answers that count.
func (k *Known) CurrentAnswers() []Said {
	return slices.DeleteFunc(slices.Clone(k.Answers), func(s Said) bool { return !k.Counts(s) })
}

// Waiting returns the requests about this claim that have not ended.
func (k *Known) Waiting() []Asked {
	return slices.DeleteFunc(slices.Clone(k.Asked), func(a Asked) bool { return a.Ended })
}

// Unheard lists whom the desk has not heard yet: whose answer is waited for, and who has answered in nothing but words
// that nobody has found to be the party's, or somebody has found not to be.
func (k *Known) Unheard() []Asked {
	return slices.DeleteFunc(slices.Clone(k.Asked), func(a Asked) bool {
		answered := slices.ContainsFunc(k.Answers, func(s Said) bool { return s.Request == a.Request })
		heard := slices.ContainsFunc(k.Answers, func(s Said) bool { return s.Request == a.Request && !s.Undecided() && !s.Void() })
		return a.Ended && (heard || !answered)
	})
}
