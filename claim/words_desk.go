package claim

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

var roles = NewWords("role", "what a person may do on the desk",
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
var Roles = roles.Chosen()

// CanSign reports whether the role may sign off claims.
func (r Role) CanSign() bool { return roles.Of(r).signs }

// Sensitivity is who may see a case.
type Sensitivity string

// Every sensitivity. What each means stands in its row.
const (
	OpenToDesk Sensitivity = "desk"
	Restricted Sensitivity = "restricted"
)

var sensitivities = NewWords("sensitivity", "who may see a case",
	Row[Sensitivity, None]{Word: OpenToDesk, Doc: "everybody on the desk", Label: "Everybody on the desk"},
	Row[Sensitivity, None]{Word: Restricted, Doc: "its owner, the people on its access list, and auditors", Label: "Restricted",
		Hint: "only the owner, the people named below, and auditors"},
)

// Sensitivities lists every value.
var Sensitivities = sensitivities.Chosen()
