package casefile

import (
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/verification"
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
	PolicyName  string // the desk's policy, or a preset; empty for none
	Plan        claim.Plan
	StatusLine  []string // ids of the claims that the status line is about; none means all
	Parties     []Party
	Claims      []Claim
	Series      []Series
	Relations   []Relation
	Requests    []Request
	Statements  []Statement
	Evidence    []Evidence
	Answers     []Answer
	Proposals   []Proposal
	PublishAt   time.Time // when the story is to run
	Embargo     time.Time // no finding is made public before

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
	Holds     *claim.Period // at or over what time it holds
	Where     string
	Subjects  []string
	Language  string // BCP 47
	Tier      claim.Tier
	Draft     bool
	Policy    string // the desk's policy, or a preset; empty for that of the case
	Marks     []verification.Mark

	Witnesses, Experts, RecordHolders, Relays []string // parties, as the claimant and the subjects are: ids of the file, or names

	NameClaimant string // outside the desk: yes, no, or empty for what the tier says
}

// Series is one statement with a slot for the party: a claim about each of them, whose
// id is that of the series, a hyphen, and that of the party.
type Series struct {
	Claim
	Parties []string // ids of the file
	Ask     *Ask     // nil if nobody is asked
}

// Ask is what each party of a series is asked about its own claim.
type Ask struct {
	Questions string // with a slot for the party
	AnswerBy  Deadline
	IntentBy  Deadline
}

// Relation is what a claim is to another one.
type Relation struct {
	Claim, To string
	As        relation.Relation
}

// ClaimIDs lists the claims, those of series included, in the order of the file.
func (f *File) ClaimIDs() []string {
	var ids []string
	for _, c := range f.Claims {
		ids = append(ids, c.ID)
	}
	for _, s := range f.Series {
		ids = append(ids, s.ClaimIDs()...)
	}
	return ids
}

// ClaimIDs lists the claims of the series, in the order of its parties.
func (s Series) ClaimIDs() []string {
	ids := make([]string, len(s.Parties))
	for i, party := range s.Parties {
		ids[i] = s.ID + "-" + party
	}
	return ids
}

// Statement is what a party said without having been asked.
type Statement struct {
	Claim        string
	Party        string   // an id of the file, or a name
	Way          []string // through whom it came
	Stance       claim.Stance
	Words        string
	Summary      bool // the words are the desk's
	SaidAt       *claim.When
	Before       time.Duration // instead: so long before the opening of the case
	GroundRules  claim.GroundRules
	Channel      claim.Channel // empty for what was said in public
	Speaker      string        // who spoke for the party
	SpeakerNamed bool          // the name was given for print
}

// Evidence supports a claim, or contradicts it. It has no file.
type Evidence struct {
	Claim   string
	Kind    claim.EvidenceKind
	Bearing claim.Bearing
	Title   string
	Origin  string   // an id of the file, a name, or words
	Way     []string // through whom it came
	Source  string
	Text    string
	Public  bool
}

// Answer is what a party answered to a request of the file that somebody had put.
type Answer struct {
	Request      string
	Says         []Says
	Way          []string // through whom it came
	GroundRules  claim.GroundRules
	Channel      claim.Channel // empty for that of the request
	ReceivedAt   Past
	Speaker      string // who spoke for the party
	SpeakerNamed bool   // the name was given for print
}

// Says is what an answer says about one claim.
type Says struct {
	Claim   string
	Stance  claim.Stance
	Words   string
	Summary bool // the words are the desk's
}

// Proposal is an outcome that is proposed for a claim.
type Proposal struct {
	Claim      string
	Outcome    claim.Outcome
	Why        finding.Why // of an outcome that establishes nothing
	Rationale  string
	ForReaders string
	AsOf       time.Time // zero for the opening of the case
}

// Past is an instant that has passed, or a time before the opening of the case; zero for none.
type Past struct {
	At     time.Time
	Before time.Duration
}

// Request puts claims to one party.
type Request struct {
	ID        string
	Party     string
	Claims    []string
	Questions string
	AnswerBy  Deadline
	IntentBy  Deadline          // the zero Deadline for none
	Kind      claim.RequestKind // empty for a request for comment
	Statute   string            // of a records request
	Channel   claim.Channel     // empty for e-mail
	AskedAt   Past              // of one that was put by hand: when
	Cc        []string          // e-mail addresses that get a copy of its letter
}
