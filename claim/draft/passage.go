package draft

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
)

// MarkPassage anchors a claim in a part of the draft.
type MarkPassage struct {
	Passage uuid.UUID `json:"passage"`
	Claim   uuid.UUID `json:"claim"`
	From    int       `json:"from"`
	To      int       `json:"to"`
	Seen    int       `json:"seen"` // number of the version that it is a part of
}

// CommandKind implements [claim.Body].
func (MarkPassage) CommandKind() string { return "mark passage" }

// ClearPassage takes an anchor away. The claim stays as it is.
type ClearPassage struct {
	Passage uuid.UUID `json:"passage"`
}

// CommandKind implements [claim.Body].
func (ClearPassage) CommandKind() string { return "clear passage" }

// SettlePassage says that a passage still says what its claim does, although its words or
// those of the claim have changed.
type SettlePassage struct {
	Passage uuid.UUID `json:"passage"`
	Seen    int       `json:"seen"` // number of the version that was looked at
}

// CommandKind implements [claim.Body].
func (SettlePassage) CommandKind() string { return "settle passage" }

// PassageMarked: a claim is anchored there.
type PassageMarked struct {
	Passage uuid.UUID `json:"passage"`
	Claim   uuid.UUID `json:"claim"`
	From    int       `json:"from"`
	To      int       `json:"to"`
	Said    claim.Ref `json:"said,omitempty"` // what the claim said then; empty where that was not kept
}

// FactKind implements [claim.Fact].
func (PassageMarked) FactKind() string { return "passage.marked" }

// PassageCleared: the claim is not anchored there any more. Claim is the one that was.
type PassageCleared struct {
	Passage uuid.UUID `json:"passage"`
	Claim   uuid.UUID `json:"claim"`
}

// FactKind implements [claim.Fact].
func (PassageCleared) FactKind() string { return "passage.cleared" }

// PassageSettled: somebody has looked at the changed words, and they say what the claim does.
type PassageSettled struct {
	Passage uuid.UUID `json:"passage"`
	Claim   uuid.UUID `json:"claim"`
	Said    claim.Ref `json:"said,omitempty"` // what the claim said then; empty where that was not kept
}

// FactKind implements [claim.Fact].
func (PassageSettled) FactKind() string { return "passage.settled" }

func init() {
	claim.RegisterBody[MarkPassage](claim.StreamDraft)
	claim.RegisterBody[ClearPassage](claim.StreamDraft)
	claim.RegisterBody[SettlePassage](claim.StreamDraft)
	claim.RegisterFact[PassageMarked]()
	claim.RegisterFact[PassageCleared]()
	claim.RegisterFact[PassageSettled]()
}

func (d *Draft) mark(b MarkPassage, around claim.Around) ([]claim.Fact, error) {
	about := claim.StateOf[*verification.Claim](around, claim.Stream{Kind: claim.StreamClaim, ID: b.Claim})
	latest, number := d.Latest()
	switch {
	case number == 0:
		return nil, claim.Errorf(claim.CodeWrongStage, "the case has no draft yet").WithHint("put one in first")
	case about == nil || about.Version == 0 || about.Case != d.Case:
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such claim in the case")
	case b.Seen != number:
		return nil, otherVersion(number)
	case b.From >= b.To || !within(b.From, b.To, latest.Length):
		return nil, claim.Errorf(claim.CodeInvalid, "the passage is no part of the draft").WithField("words", "copy the words as they stand in the draft")
	}
	for _, p := range d.Passages {
		switch {
		case p.ID == b.Passage:
			return nil, claim.Errorf(claim.CodeExists, "the passage is marked already")
		case p.Claim == b.Claim && p.From == b.From && p.To == b.To:
			return nil, nil
		}
	}
	if len(d.Passages) >= MaxPassages {
		return nil, claim.Errorf(claim.CodeTooLarge, "a draft has at most %d passages", MaxPassages)
	}
	return []claim.Fact{PassageMarked{Passage: b.Passage, Claim: b.Claim, From: b.From, To: b.To, Said: about.Text}}, nil
}

func (d *Draft) clear(b ClearPassage) []claim.Fact {
	p := d.Passage(b.Passage)
	if p == nil {
		return nil
	}
	return []claim.Fact{PassageCleared{Passage: p.ID, Claim: p.Claim}}
}

func (d *Draft) settle(b SettlePassage, around claim.Around) ([]claim.Fact, error) {
	p := d.Passage(b.Passage)
	_, number := d.Latest()
	if p == nil {
		return nil, claim.Errorf(claim.CodeNotFound, "there is no such passage").WithHint("it may have been cleared; look at the draft again")
	}
	about := claim.StateOf[*verification.Claim](around, claim.Stream{Kind: claim.StreamClaim, ID: p.Claim})
	switch {
	case about == nil || p.Changed == 0 && !p.Reworded(about):
		return nil, nil
	case b.Seen != number:
		return nil, otherVersion(number)
	case p.Gone():
		return nil, claim.Errorf(claim.CodeWrongStage, "nothing of the passage is left in the draft").
			WithHint("clear it, or mark where the draft says the same now")
	}
	return []claim.Fact{PassageSettled{Passage: p.ID, Claim: p.Claim, Said: about.Text}}, nil
}

func otherVersion(number int) *claim.Error {
	return claim.Errorf(claim.CodeStale, "the draft has other words by now: version %d", number).WithHint("look at it, and mark it there")
}
