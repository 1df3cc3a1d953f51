package timeline

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/internal/casework"
)

// relationText puts a fact about what claims are to one another into words.
func (t teller) relationText(key string, fact claim.Fact) (string, bool) {
	switch f := fact.(type) {
	case relation.ClaimRelated:
		return key + " " + string(f.As) + " " + t.called(f.To), true
	case relation.ClaimUnrelated:
		return key + ": no longer " + string(f.As) + " " + t.called(f.To), true
	case relation.ClaimNamed:
		if f.Gone {
			return key + ": no longer " + f.As.Other() + " " + t.called(f.Claim), true
		}
		return key + " " + f.As.Other() + " " + t.called(f.Claim), true
	case relation.GroundFell:
		if f.How == "" {
			return key + ": " + t.called(f.Claim) + ", which it rests on, stands again", true
		}
		return key + ": " + t.called(f.Claim) + ", which it rests on, is " + f.How, true
	case relation.ClaimUpheld:
		return key + ": stands, although what it rests on has fallen" + nowAt(f.Stage), true
	}
	return "", false
}

// called is the key of a claim.
func (t teller) called(id uuid.UUID) string {
	if key := t.Keys[id]; key != "" {
		return key
	}
	return casework.Erased
}
