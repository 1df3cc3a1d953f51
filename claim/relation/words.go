package relation

import (
	"github.com/onrecord/onrecord/claim"
)

// Relation is what a claim is to another one of its case.
type Relation string

// Every relation. What each means, and what follows from it, stands in its row.
const (
	RestsOn        Relation = "rests on"
	ContradictsOne Relation = "contradicts"
	RepeatsOne     Relation = "repeats"
)

// follows is what follows from a relation.
type follows struct {
	other string // what the other claim is to this one, before its name
	leans bool   // this claim cannot stand where the other one has fallen
}

var relations = claim.NewWords("relation", "what a claim is to another one of its case",
	claim.Row[Relation, follows]{Word: RestsOn, Doc: "it cannot be so unless the other one is", Label: "Rests on", Follows: follows{"carries", true}},
	claim.Row[Relation, follows]{Word: ContradictsOne, Doc: "it cannot be so if the other one is", Label: "Contradicts", Follows: follows{other: "contradicts"}},
	claim.Row[Relation, follows]{Word: RepeatsOne, Doc: "it says what the other one said first", Label: "Repeats", Follows: follows{other: "is repeated by"}},
)

// Relations lists every relation.
var Relations = relations.Chosen()

// Other is what the other claim is to this one, before its name: carries, contradicts,
// is repeated by.
func (r Relation) Other() string { return relations.Of(r).other }

// Leans reports whether the claim falls with the other one.
func (r Relation) Leans() bool { return relations.Of(r).leans }

// MaxRelations is how many relations a claim has of its own at most.
const MaxRelations = 100
