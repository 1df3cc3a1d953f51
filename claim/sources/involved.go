package sources

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
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

// part is what follows from a part.
type part struct {
	never     bool // its own word is no origin, whatever else it is
	passes    bool // its own word is no origin, unless it has another part that knows
	firstHand bool // it knows by itself
}

var parts = claim.NewWords("part", "what a party is to a claim",
	claim.Row[Part, part]{Word: PartClaimant, Doc: "says so; its own word is no origin", Label: "Claimant", Follows: part{never: true}},
	claim.Row[Part, part]{Word: PartSubject, Doc: "the claim is about it", Label: "Subjects", Follows: part{firstHand: true}},
	claim.Row[Part, part]{Word: PartWitness, Doc: "saw or heard it", Label: "Witnesses", Follows: part{firstHand: true}},
	claim.Row[Part, part]{Word: PartExpert, Doc: "can judge it", Label: "Experts", Follows: part{firstHand: true}},
	claim.Row[Part, part]{Word: PartRecordHolder, Doc: "keeps the documents that show it", Label: "Record holders", Follows: part{firstHand: true}},
	claim.Row[Part, part]{Word: PartRelay, Doc: "passes on what others said; its own word is no origin, unless it is a witness or has another such part as well", Label: "Relays", Follows: part{passes: true}},
)

// Parts lists every part that a party can have.
var Parts = parts.Chosen()

// Involved is a party with its part in a claim. A party may have several.
type Involved struct {
	Party uuid.UUID `json:"party"`
	As    Part      `json:"as"`
}

// MaxInvolved is how many parties, counted by their parts, a claim takes.
const MaxInvolved = 200

// As lists the parties that have the part in the claim, in their order.
func (k *Known) As(as Part) []uuid.UUID {
	var ids []uuid.UUID
	for _, i := range k.Involved {
		if i.As == as {
			ids = append(ids, i.Party)
		}
	}
	return ids
}

// noOrigin says why a party's own word is no origin of the claim; it is empty for one
// whose word can be.
func (k *Known) noOrigin(party uuid.UUID) Lack {
	var passes, knows bool
	for _, i := range k.Involved {
		if i.Party != party {
			continue
		}
		row := parts.Of(i.As)
		if row.never {
			return LackClaimant
		}
		passes, knows = passes || row.passes, knows || row.firstHand
	}
	if passes && !knows {
		return LackQuoted
	}
	return ""
}

// CheckInvolved refuses parties and parts that make no sense.
func CheckInvolved(involved []Involved, around claim.Around) error {
	if len(involved) > MaxInvolved {
		return claim.Errorf(claim.CodeTooLarge, "a claim takes at most %d parties, counted by their parts, and these are %d", MaxInvolved, len(involved)).
			WithHint("leave out those that nobody is asked and nothing is said of")
	}
	seen := map[Involved]bool{}
	for _, i := range involved {
		if err := claim.OneOf("part", i.As, Parts); err != nil {
			return err
		}
		if seen[i] {
			return claim.Errorf(claim.CodeInvalid, "one party stands twice as %s of the claim", i.As).WithHint("name it once")
		}
		seen[i] = true
		if err := thereIs(i.Party, around); err != nil {
			return err
		}
	}
	return nil
}

// thereIs refuses a party that is not in the directory.
func thereIs(party uuid.UUID, around claim.Around) error {
	if party == claim.SomeParty {
		return nil
	}
	if state := around.State(claim.Stream{Kind: claim.StreamParty, ID: party}); state == nil || state.StreamVersion() == 0 {
		return claim.Errorf(claim.CodeNotFound, "there is no such party").WithHint("put it into the directory first")
	}
	return nil
}

// Has reports whether the party has that part in the claim.
func (k *Known) Has(party uuid.UUID, as Part) bool {
	return slices.Contains(k.Involved, Involved{party, as})
}
