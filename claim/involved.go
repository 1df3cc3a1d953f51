package claim

import (
	"slices"

	"github.com/google/uuid"
)

// Part is what a party is to a claim.
type Part string

// Every part. What each means stands in its row.
const (
	PartClaimant     Part = "claimant"
	PartSubject      Part = "subject"
	PartWitness      Part = "witness"
	PartExpert       Part = "expert"
	PartRecordHolder Part = "record holder"
	PartRelay        Part = "relay"
)

var parts = NewWords("part", "what a party is to a claim",
	Row[Part, None]{Word: PartClaimant, Doc: "says so; its own word is no origin"},
	Row[Part, None]{Word: PartSubject, Doc: "the claim is about it"},
	Row[Part, None]{Word: PartWitness, Doc: "saw or heard it"},
	Row[Part, None]{Word: PartExpert, Doc: "can judge it"},
	Row[Part, None]{Word: PartRecordHolder, Doc: "keeps the documents that show it"},
	Row[Part, None]{Word: PartRelay, Doc: "passes on what others said"},
)

// Parts lists every part that a party can have.
var Parts = parts.Chosen()

// Involved is a party with its part in a claim. A party may have several.
type Involved struct {
	Party uuid.UUID `json:"party"`
	As    Part      `json:"as"`
}

// Has reports whether the party has that part in the claim.
func (c *Claim) Has(party uuid.UUID, as Part) bool {
	return slices.Contains(c.Involved, Involved{party, as})
}

// Series says that a claim is one of several that differ in nothing but the party
// that their statement names: WikiLeaks contacted {party} about its tools.
type Series struct {
	ID    uuid.UUID `json:"id"`
	Party uuid.UUID `json:"party"` // that stands in the slot
}
