package claim

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// TurnKind says what a person has to do for something to go on.
type TurnKind string

const (
	// TurnSort: a message waits in quarantine.
	TurnSort TurnKind = "sort"
	// TurnRead: a message of a party needs reading. Until then its clock is stopped.
	TurnRead TurnKind = "read"
	// TurnLook: a party has answered on the answer page, and nobody has looked at it.
	TurnLook TurnKind = "look"
	// TurnClarify: a party has asked back, or for more time. Until the desk follows up its clock is stopped.
	TurnClarify TurnKind = "clarify"
	// TurnDeliver: a letter did not reach the party, or nobody knows whether it did.
	TurnDeliver TurnKind = "deliver"
	// TurnDue: the answer-by instant of a request is near, or has passed.
	TurnDue TurnKind = "due"
	// TurnChase: a party is reminded no more by itself, and whoever asked has to decide how it goes on.
	TurnChase TurnKind = "chase"
	// TurnIntent: a party was asked to say by now whether it will answer, and has not.
	TurnIntent TurnKind = "intent"
	// TurnReview: a proposed outcome waits for a sign-off.
	TurnReview TurnKind = "review"
	// TurnUnclaimed: a proposed outcome waits, and nobody has taken it up in time.
	TurnUnclaimed TurnKind = "unclaimed"
	// TurnStep: a step that the policy asks for waits for the desk.
	TurnStep TurnKind = "step"
	// TurnReviewStep: one waits for somebody who can sign.
	TurnReviewStep TurnKind = "review step"
	// TurnAfterReview: a finding was published without sign-offs, which are owed.
	TurnAfterReview TurnKind = "after-review"
	// TurnStalled: a review has waited too long, and the desk has to find a reviewer.
	TurnStalled TurnKind = "stalled"
	// TurnReturned: a reviewer has sent a claim back.
	TurnReturned TurnKind = "returned"
	// TurnGround: a claim that this one rests on has fallen.
	TurnGround TurnKind = "ground"
	// TurnCorrect: a published finding is being corrected.
	TurnCorrect TurnKind = "correct"
	// TurnPublish: a claim is signed off.
	TurnPublish TurnKind = "publish"
	// TurnMissed: a scheduled publication did not come about.
	TurnMissed TurnKind = "missed"
	// TurnAssess: everybody who was asked has answered, or will not.
	TurnAssess TurnKind = "assess"
	// TurnAskAgain: a party was asked about words that the claim has no more, or its answer is not its own.
	TurnAskAgain TurnKind = "ask again"
	// TurnEvidence: evidence was judged of words that the claim has no more.
	TurnEvidence TurnKind = "evidence"
	// TurnWeigh: something speaks against an answer being the party's, or nothing for it, or it says otherwise than a surer one.
	TurnWeigh TurnKind = "weigh"
	// TurnAsk: nobody has been asked about an open claim.
	TurnAsk TurnKind = "ask"
	// TurnDraft: a claim is being written.
	TurnDraft TurnKind = "draft"
	// TurnHeld: a claim is on hold.
	TurnHeld TurnKind = "held"
	// TurnMention: a colleague has mentioned somebody in a comment. It is hers alone.
	TurnMention TurnKind = "mention"
)

// TurnKinds lists every kind in the order in which they are shown: what has
// waited too long for a reviewer first, then what stops a party's clock, what can rest last.
var TurnKinds = []TurnKind{
	TurnUnclaimed, TurnAfterReview, TurnMissed, TurnRead, TurnSort, TurnLook, TurnClarify, TurnDeliver, TurnChase, TurnIntent, TurnDue, TurnStalled, TurnMention, TurnReview, TurnReviewStep, TurnStep, TurnReturned, TurnGround,
	TurnCorrect, TurnPublish, TurnWeigh, TurnAskAgain, TurnEvidence, TurnAssess, TurnAsk, TurnDraft, TurnHeld,
}

// Turn is something that waits for a person: acting passes it on.
type Turn struct {
	Kind    TurnKind
	Subject uuid.UUID   // the message, request or claim
	Party   uuid.UUID   // the zero id if it concerns none
	Person  uuid.UUID   // whose turn it is besides the case's owner; the zero id for nobody's in particular
	Not     []uuid.UUID // who may not do it: their own work, or they have done it
	Since   time.Time   // from when it waits; may be to come
	Due     time.Time   // zero for none
	Why     string      // a word more: the outcome, the reason, the stage held from
}

// Item names the turn on the desk. It is the same as long as the same thing waits.
func (t Turn) Item() string {
	item := string(t.Kind) + "." + t.Subject.String()
	switch t.Kind {
	case TurnAskAgain: // of which a claim has one for each party
		item += "." + t.Party.String()
	case TurnMention: // and a comment for each who is mentioned
		item += "." + t.Person.String()
	}
	return item
}

// ParseItem reads the name of a turn.
func ParseItem(item string) (TurnKind, uuid.UUID, error) {
	kind, text, _ := strings.Cut(item, ".")
	subject, _, _ := strings.Cut(text, ".")
	id, err := uuid.Parse(subject)
	if err != nil || !slices.Contains(TurnKinds, TurnKind(kind)) {
		return "", uuid.Nil, Errorf(CodeNotFound, "nothing called %q waits", item).WithHint("look at what waits now")
	}
	return TurnKind(kind), id, nil
}

// turnRoles are the roles that may do each kind of turn.
var turnRoles = map[TurnKind][]Role{
	TurnSort: {Editor},
	TurnRead: {Editor, Reporter}, TurnLook: {Editor, Reporter}, TurnClarify: {Editor, Reporter}, TurnDeliver: {Editor, Reporter},
	TurnChase: {Editor, Reporter}, TurnIntent: {Editor, Reporter},
	TurnDue: {Editor, Reporter}, TurnAskAgain: {Editor, Reporter}, TurnEvidence: {Editor, Reporter}, TurnWeigh: {Editor, Reporter}, TurnAsk: {Editor, Reporter}, TurnDraft: {Editor, Reporter},
	TurnReturned: {Editor, Reporter}, TurnGround: {Editor, Reporter}, TurnCorrect: {Editor, Reporter}, TurnAssess: {Editor, Reporter}, TurnHeld: {Editor, Reporter},
	TurnReview: {Reviewer, Standards, Legal}, TurnUnclaimed: {Reviewer, Standards, Legal}, TurnAfterReview: {Reviewer, Standards, Legal},
	TurnReviewStep: {Reviewer, Standards, Legal}, TurnStep: {Editor, Reporter}, TurnStalled: {Editor, Reporter},
	TurnPublish: {Editor}, TurnMissed: {Editor},
	TurnMention: {Reporter, Editor, Reviewer, Standards, Legal, Custodian, Admin},
}

// TurnsAlone are the kinds of which each thing has a row of its own in a list, as somebody has to read each. Of the others, what
// waits for the same person in one case stands in one row.
var TurnsAlone = []TurnKind{TurnRead, TurnLook, TurnSort}

// Roles are those that may do what waits.
func (k TurnKind) Roles() []Role { return turnRoles[k] }

// Review reports whether what waits is a review: of what is proposed, or owed of what is public.
func (k TurnKind) Review() bool {
	return k == TurnReview || k == TurnUnclaimed || k == TurnAfterReview
}

// MayDo reports whether one of the member's roles allows to do what waits.
func (m Member) MayDo(k TurnKind) bool {
	return !m.Disabled && slices.ContainsFunc(k.Roles(), func(r Role) bool { return slices.Contains(m.Roles, r) })
}
