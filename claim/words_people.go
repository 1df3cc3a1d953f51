package claim

// VerifiedBy is how somebody made sure that a contact point is the party's.
type VerifiedBy string

// Every way. What each means stands in its row.
const (
	VerifiedPublished VerifiedBy = "published by the party"
	VerifiedCallBack  VerifiedBy = "call-back"
	VerifiedInPerson  VerifiedBy = "in person"
	VerifiedEarlier   VerifiedBy = "earlier dealings"
)

var verifiedBys = words("verified by", "how somebody made sure that a contact point is the party's",
	Row[VerifiedBy, none]{Word: VerifiedPublished, Doc: "the party gives it out itself, on its site or in print"},
	Row[VerifiedBy, none]{Word: VerifiedCallBack, Doc: "the party confirmed it when called at a number found elsewhere"},
	Row[VerifiedBy, none]{Word: VerifiedInPerson, Doc: "the party gave it face to face"},
	Row[VerifiedBy, none]{Word: VerifiedEarlier, Doc: "the desk has dealt with the party there before"},
)

// VerifiedBys lists every way.
var VerifiedBys = verifiedBys.chosen()

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

var partyKinds = words("kind of party", "why a party can answer",
	Row[PartyKind, none]{Word: Claimant, Doc: "made the claim"},
	Row[PartyKind, none]{Word: SubjectOfAllegation, Doc: "is accused by it"},
	Row[PartyKind, none]{Word: Witness, Doc: "saw it"},
	Row[PartyKind, none]{Word: Expert, Doc: "can judge it"},
	Row[PartyKind, none]{Word: RecordHolder, Doc: "keeps documents that show it"},
	Row[PartyKind, none]{Word: Vendor, Doc: "makes the thing that it is about"},
)

// PartyKinds lists every kind of party.
var PartyKinds = partyKinds.chosen()

// Role is what a person may do on the desk.
type Role string

// Every role. What each means, and what follows from it, stands in its row.
const (
	Reporter  Role = "reporter"
	Editor    Role = "editor"
	Reviewer  Role = "reviewer"
	Standards Role = "standards"
	Legal     Role = "legal"
	Custodian Role = "custodian"
	Admin     Role = "admin"
	Auditor   Role = "auditor"
)

// role is what follows from a role in the domain; what a role may do at the door
// stands there, operation by operation.
type role struct{ signs bool }

var roles = words("role", "what a person may do on the desk",
	Row[Role, role]{Word: Reporter, Doc: "writes claims and asks parties"},
	Row[Role, role]{Word: Editor, Doc: "owns cases: all that a reporter may, and assess and publish"},
	Row[Role, role]{Word: Reviewer, Doc: "signs off", Follows: role{signs: true}},
	Row[Role, role]{Word: Standards, Doc: "signs off, and watches over the rules of the trade", Follows: role{signs: true}},
	Row[Role, role]{Word: Legal, Doc: "signs off for the lawyers", Follows: role{signs: true}},
	Row[Role, role]{Word: Custodian, Doc: "keeps the identities of confidential sources"},
	Row[Role, role]{Word: Admin, Doc: "manages people, the engine and the record"},
	Row[Role, role]{Word: Auditor, Doc: "reads everything and changes nothing"},
)

// Roles lists every role.
var Roles = roles.chosen()

// CanSign reports whether the role may sign off claims.
func (r Role) CanSign() bool { return roles.of(r).signs }

// Sensitivity is who may see a case.
type Sensitivity string

// Every sensitivity. What each means stands in its row.
const (
	OpenToDesk Sensitivity = "desk"
	Restricted Sensitivity = "restricted"
)

var sensitivities = words("sensitivity", "who may see a case",
	Row[Sensitivity, none]{Word: OpenToDesk, Doc: "everybody on the desk", Label: "Everybody on the desk"},
	Row[Sensitivity, none]{Word: Restricted, Doc: "its owner, the people on its access list, and auditors", Label: "Restricted",
		Hint: "only the owner, the people named below, and auditors"},
)

// Sensitivities lists every value.
var Sensitivities = sensitivities.chosen()
