package casefile

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

// Header is the value of the key "onrecord" that says what the file is.
const Header = "case/v1"

// File is a case as its file describes it. Ids are the short names that people
// type; every one that stands in a list leads to something in the same file.
type File struct {
	ID          string
	Title       string
	Notice      string // a sentence that stands at the end of every letter of the case
	Sensitivity claim.Sensitivity
	Access      []string // handles of the people who may see a restricted case, besides its owner
	Policy      claim.Policy
	Plan        claim.Plan
	StatusLine  []string // ids of the claims that the status line is about; none means all
	Parties     []Party
	Claims      []Claim
	Requests    []Request

	name   string              // of the file, in messages
	places map[string]position // by path
}

// Party is an organisation or person who can answer.
type Party struct {
	ID       string
	Name     string
	Kind     people.PartyKind
	Nature   people.Nature
	Email    string // empty for a party that is not asked by mail
	Role     string // whose address it is, such as "press office"
	Zone     string // IANA time zone name
	Language string // BCP 47
	Hours    claim.OfficeHours
}

// Claim is one checkable statement.
type Claim struct {
	ID        string
	Statement string
	Claimant  string
	MadeAt    *claim.When
	Where     string
	Subjects  []string
	Language  string // BCP 47
	Tier      claim.Tier
	Draft     bool
}

// Request puts claims to one party.
type Request struct {
	ID        string
	Party     string
	Claims    []string
	Questions string
	AnswerBy  Deadline
	IntentBy  Deadline // the zero Deadline for none
}
