package people

import "github.com/onrecord/onrecord/claim"

// VerifiedBy is how somebody made sure that a contact point is the party's.
type VerifiedBy string

// Every way. What each means stands in its row.
const (
	VerifiedPublished VerifiedBy = "published by the party"
	VerifiedCallBack  VerifiedBy = "call-back"
	VerifiedInPerson  VerifiedBy = "in person"
	VerifiedEarlier   VerifiedBy = "earlier dealings"
)

var verifiedBys = claim.NewWords("verified by", "how somebody made sure that a contact point is the party's",
	claim.Row[VerifiedBy, claim.None]{Word: VerifiedPublished, Doc: "the party gives it out itself, on its site or in print"},
	claim.Row[VerifiedBy, claim.None]{Word: VerifiedCallBack, Doc: "the party confirmed it when called at a number found elsewhere"},
	claim.Row[VerifiedBy, claim.None]{Word: VerifiedInPerson, Doc: "the party gave it face to face"},
	claim.Row[VerifiedBy, claim.None]{Word: VerifiedEarlier, Doc: "the desk has dealt with the party there before"},
)

// VerifiedBys lists every way.
var VerifiedBys = verifiedBys.Chosen()

// PartyKind is why a party can answer.
type PartyKind string

// Every kind of party. What each means stands in its row.
const (
	Claimant            PartyKind = "claimant"
	SubjectOfAllegation PartyKind = "subject of an allegation"
	Witness             PartyKind = "witness"
	Expert              PartyKind = "expert"
	RecordHolder        PartyKind = "record holder"
	Vendor              PartyKind = "vendor"
)

var partyKinds = claim.NewWords("kind of party", "why a party can answer",
	claim.Row[PartyKind, claim.None]{Word: Claimant, Doc: "made the claim"},
	claim.Row[PartyKind, claim.None]{Word: SubjectOfAllegation, Doc: "is accused by it"},
	claim.Row[PartyKind, claim.None]{Word: Witness, Doc: "saw it"},
	claim.Row[PartyKind, claim.None]{Word: Expert, Doc: "can judge it"},
	claim.Row[PartyKind, claim.None]{Word: RecordHolder, Doc: "keeps documents that show it"},
	claim.Row[PartyKind, claim.None]{Word: Vendor, Doc: "makes the thing that it is about"},
)

// PartyKinds lists every kind of party.
var PartyKinds = partyKinds.Chosen()
