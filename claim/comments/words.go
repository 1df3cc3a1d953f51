package comments

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Kind is what a comment is about.
type Kind string

// Every kind. What each means stands in its row.
const (
	OnCase    Kind = "case"
	OnClaim   Kind = "claim"
	OnAnswer  Kind = "answer"
	OnPassage Kind = "passage"
	OnDraft   Kind = "draft"
)

var kinds = claim.NewWords("what a comment is on", "what colleagues talk about",
	claim.Row[Kind, claim.None]{Word: OnCase, Doc: "the case as a whole", Label: "The case"},
	claim.Row[Kind, claim.None]{Word: OnClaim, Doc: "a claim of it", Label: "A claim"},
	claim.Row[Kind, claim.None]{Word: OnAnswer, Doc: "what a party said about a claim", Label: "An answer"},
	claim.Row[Kind, claim.None]{Word: OnPassage, Doc: "a passage of its draft in which a claim is anchored", Label: "A passage"},
	claim.Row[Kind, claim.None]{Word: OnDraft, Doc: "its draft, or words of it", Label: "The draft"},
)

// Kinds lists every kind.
var Kinds = kinds.Chosen()

// Named is a kind as it stands in a sentence: the case, the draft, a passage of the draft.
func Named(k Kind) string {
	if k == OnPassage {
		return "a passage of the draft"
	}
	return "the " + string(k)
}

// On names what a thread is about.
type On struct {
	Kind    Kind      `json:"kind"`
	Claim   uuid.UUID `json:"claim,omitzero"`   // of a claim and an answer
	Answer  uuid.UUID `json:"answer,omitzero"`  // the response
	Passage uuid.UUID `json:"passage,omitzero"` // of the draft
}
