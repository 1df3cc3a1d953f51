package verification

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Mark is something that a person says of a claim, and that a policy asks about.
type Mark string

// Every mark. What each means stands in its row.
const (
	MarkBreaking           Mark = "breaking"
	MarkPrivatePerson      Mark = "private person"
	MarkConfidentialSource Mark = "confidential source"
)

var marks = claim.NewWords("mark", "what a policy has to know of a claim, and a person has to say",
	claim.Row[Mark, claim.None]{Word: MarkBreaking, Doc: "it is breaking news", Label: "Breaking news"},
	claim.Row[Mark, claim.None]{Word: MarkPrivatePerson, Doc: "a subject of it is a private person", Label: "A subject is a private person"},
	claim.Row[Mark, claim.None]{Word: MarkConfidentialSource, Doc: "it rests on a source that is kept confidential", Label: "A source is confidential"},
)

// Marks lists every mark.
var Marks = marks.Chosen()

// MarkClaim says which marks a claim has.
type MarkClaim struct {
	Marks []Mark `json:"marks"`
}

// CommandKind implements [claim.Body].
func (MarkClaim) CommandKind() string { return "mark claim" }

// ClaimMarked: the claim has these marks from now on.
type ClaimMarked struct {
	Marks []Mark      `json:"marks"`
	By    uuid.UUID   `json:"by"`
	Stage claim.Stage `json:"stage"` // the claim's stage from now on
}

// FactKind implements [claim.Fact].
func (ClaimMarked) FactKind() string { return "claim.marked" }

func init() {
	claim.RegisterBody[MarkClaim](claim.StreamClaim)
	claim.RegisterFact[ClaimMarked]()
}

// otherMarks are marks that the claim does not have exactly.
func (c *Claim) otherMarks() []Mark {
	if len(c.Marks) == 0 {
		return []Mark{MarkBreaking}
	}
	return nil
}

// mark says which marks a claim has.
func (c *Claim) mark(b MarkClaim, actor claim.Actor) ([]claim.Fact, error) {
	for _, m := range b.Marks {
		if err := claim.OneOf("marks", m, Marks); err != nil {
			return nil, err
		}
	}
	set := slices.Clone(b.Marks)
	slices.Sort(set)
	set = slices.Compact(set)
	if slices.Equal(set, c.Marks) {
		return nil, nil
	}
	stage := c.stage()
	if stage.Over() || stage == claim.StagePublished {
		return nil, claim.Errorf(claim.CodeWrongStage, "a claim that is %s cannot be changed", stage).WithHint("%s", stage.Next())
	}
	if stage == claim.StageInReview || stage == claim.StageSignedOff {
		stage = c.back()
	}
	return []claim.Fact{ClaimMarked{set, actor.ID, stage}}, nil
}
