package verification

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
)

// Claim is one checkable statement on its way to a finding. One workflow
// writes it. Its three axes are the stage, the outcome and, once it is
// published, the rating of the desk's own scale.
type Claim struct {
	claim.Head
	Case         uuid.UUID     `json:"case"`
	Text         claim.Ref     `json:"text"`
	First        claim.Ref     `json:"first,omitempty"` // what it said at first
	Tier         claim.Tier    `json:"tier"`
	Author       uuid.UUID     `json:"author"`
	Involved     []Involved    `json:"involved,omitempty"` // parties with their parts
	Series       *cases.Series `json:"series,omitempty"`   // that it is one of
	Policy       claim.Policy  `json:"policy"`
	Under        claim.Pinned  `json:"under,omitzero"`  // the desk's policy that it is pinned to; zero for none
	Marks        []Mark        `json:"marks,omitempty"` // in order
	Stage        claim.Stage   `json:"stage"`
	HeldFrom     claim.Stage   `json:"heldFrom,omitempty"` // while on hold, the stage to come back to
	Since        time.Time     `json:"since,omitzero"`     // when it came to its stage
	Outcome      claim.Outcome `json:"outcome"`
	Why          Why           `json:"why,omitempty"` // of an outcome that establishes nothing
	AsOf         time.Time     `json:"asOf,omitzero"` // of the outcome
	Proposal     *Proposal     `json:"proposal,omitempty"`
	Asked        []Asked       `json:"asked,omitempty"`
	Answers      []Said        `json:"answers,omitempty"`
	SignOffs     []SignOff     `json:"signOffs,omitempty"`
	Returns      []Returned    `json:"returns,omitempty"`
	Publications []Publication `json:"publications,omitempty"`
	Revisions    []Revision    `json:"revisions,omitempty"` // changes of what it says, oldest first
	Evidence     []Evidence    `json:"evidence,omitempty"`
	Steps        []StepDone    `json:"steps,omitempty"`
	Chase        *Chase        `json:"chase,omitempty"`      // of the latest review that waited too long
	Contests     []Contest     `json:"contests,omitempty"`   // of the independence of its origins
	Repins       []Repin       `json:"repins,omitempty"`     // who moved it to another policy
	Disclosure   *Disclosure   `json:"disclosure,omitempty"` // whether the claimant is named outside, if somebody has decided
	Related      []Related     `json:"related,omitempty"`    // what it is to other claims of the case
	NamedBy      []Naming      `json:"namedBy,omitempty"`    // what other claims are to it
	Fallen       []Fallen      `json:"fallen,omitempty"`     // of those that it rests on
	Upheld       []Upheld      `json:"upheld,omitempty"`     // why it stands although some of them had fallen
	Found        bool          `json:"found,omitempty"`      // something was signed off about it, besides that nothing is established
	Schedule     *Schedule     `json:"schedule,omitempty"`
	Missed       *Missed       `json:"missed,omitempty"`   // the latest schedule, if it did not come about
	NotAsked     []NotAsked    `json:"notAsked,omitempty"` // who is not asked about a wording, by somebody's decision
}

// Asked is one request that puts this claim to a party.
type Asked struct {
	Correspondence uuid.UUID     `json:"correspondence"`
	Request        uuid.UUID     `json:"request"`
	Party          uuid.UUID     `json:"party"`
	At             time.Time     `json:"at"`
	AnswerBy       time.Time     `json:"answerBy"`
	Ended          bool          `json:"ended,omitempty"` // answered, lapsed or withdrawn
	Silence        claim.Silence `json:"silence,omitempty"`
	By             uuid.UUID     `json:"by,omitzero"`       // the person who asked
	Wording        int64         `json:"wording,omitempty"` // that it puts
}

// Said is what one party said about this claim in one response.
type Said struct {
	Response     uuid.UUID          `json:"response"`
	Request      uuid.UUID          `json:"request,omitzero"` // zero for a statement that nobody asked for
	Party        uuid.UUID          `json:"party"`            // whose statement it is
	Way          []uuid.UUID        `json:"way,omitempty"`    // through whom it came, the one that it was said to first; empty if it was said to the desk
	Stance       claim.Stance       `json:"stance"`
	Statement    claim.Ref          `json:"statement,omitempty"`
	Summary      bool               `json:"summary,omitempty"` // the words are the desk's, not verbatim
	GroundRules  claim.GroundRules  `json:"groundRules"`
	Channel      claim.Channel      `json:"channel"`
	Authenticity claim.Authenticity `json:"authenticity"`
	Mailed       bool               `json:"mailed,omitempty"` // it was read from mail, whose sender was looked at
	ReceivedAt   time.Time          `json:"receivedAt"`
	Date         claim.When         `json:"date,omitzero"` // that it was said on, where nobody knows the hour; ReceivedAt says by when it had been
	Late         bool               `json:"late,omitempty"`
	SupersededBy uuid.UUID          `json:"supersededBy,omitzero"` // the response that took its place
	By           uuid.UUID          `json:"by,omitzero"`           // the person who recorded it; zero if the party itself did, on the answer page
	CalledBack   *CallBack          `json:"calledBack,omitempty"`  // the call by which somebody made sure that it is the party's
	Withdrawn    *claim.Withdrawal  `json:"withdrawn,omitempty"`   // of a statement that was not recorded as it was made
	Wording      int64              `json:"wording,omitempty"`     // of the claim, that it was said of
	Upheld       *Upholding         `json:"upheld,omitempty"`      // that it holds for another wording
	Weighed      *Weighing          `json:"weighed,omitempty"`     // what somebody found of whether it is the party's
}

// Current reports whether it stands: no later answer of the party took its place,
// and nobody has withdrawn it, or found that it is not the party's.
func (s Said) Current() bool { return s.SupersededBy == uuid.Nil && !s.Void() }

// When is when it was said, or came, as precisely as that is known.
func (s Said) When() claim.When {
	if !s.Date.IsZero() {
		return s.Date
	}
	return claim.At(s.ReceivedAt)
}

// Proposal is an outcome that somebody proposes.
type Proposal struct {
	Outcome    claim.Outcome `json:"outcome"`
	Why        Why           `json:"why,omitempty"`        // of an outcome that establishes nothing
	Rationale  claim.Ref     `json:"rationale"`            // content: text, internal
	ForReaders claim.Ref     `json:"forReaders,omitempty"` // content: text, the reason that readers are given
	AsOf       time.Time     `json:"asOf"`
	By         uuid.UUID     `json:"by"`
	At         time.Time     `json:"at"`
	Version    int64         `json:"version"`         // of the entry that proposed it
	Steps      []StepAsked   `json:"steps,omitempty"` // that the policy asked for then
}

// SignOff is one reviewer's decision, bound to the hash of what the reviewer saw.
type SignOff struct {
	By      uuid.UUID `json:"by"`
	Subject string    `json:"subject"`
	At      time.Time `json:"at"`
	Note    claim.Ref `json:"note,omitempty"`
	Opened  []Opening `json:"opened,omitempty"` // what the reviewer says that she has opened
}

// Opening is what a policy can ask a signer to have opened.
type Opening string

// Every opening. What each means stands in its row.
const (
	OpenedEvidence Opening = "evidence"
	OpenedAnswers  Opening = "answers"
	OpenedIdentity Opening = "identity"
)

var openings = claim.NewWords("opening", "what somebody who signs says to have opened",
	claim.Row[Opening, claim.None]{Word: OpenedEvidence, Doc: "every piece of evidence", Label: "I have opened the evidence"},
	claim.Row[Opening, claim.None]{Word: OpenedAnswers, Doc: "every answer, whole", Label: "I have read the answers, whole"},
	claim.Row[Opening, claim.None]{Word: OpenedIdentity, Doc: "who a source that is not named is", Label: "I know who the source is"},
)

// Openings lists every opening.
var Openings = openings.Chosen()

// Returned is one reviewer's decision to send the claim back.
type Returned struct {
	By       uuid.UUID `json:"by"`
	At       time.Time `json:"at"`
	Comments claim.Ref `json:"comments"`
}

func init() {
	claim.RegisterKind(claim.StreamClaim, func(h claim.Head) claim.Aggregate { return &Claim{Head: h} })
}

// Stream implements [claim.Aggregate].
func (c *Claim) Stream() claim.Stream { return claim.Stream{Kind: claim.StreamClaim, ID: c.ID} }

// Subject is the hash of everything that a sign-off covers: the statement, the
// parties with their parts, whether the claimant is named outside, the proposed outcome
// with its rationale and the entry that proposed it, who was asked, all that was said
// and the evidence, each with its way, which origins are held to be one, and what the
// claim is to others. Proposing again needs new sign-offs.
// It is empty while nothing is proposed.
func (c *Claim) Subject() string {
	if c.Proposal == nil {
		return ""
	}
	return c.Covers().hash()
}

// ValidSignOffs returns the sign-offs on exactly what is there now. The others are stale.
func (c *Claim) ValidSignOffs() []SignOff {
	subject := c.Subject()
	return slices.DeleteFunc(slices.Clone(c.SignOffs), func(s SignOff) bool { return s.Subject != subject })
}

// Counts reports whether an answer is where its party stands to the words that the claim
// has now: no later one has superseded it, it is not of earlier words alone, and not in doubt.
func (c *Claim) Counts(s Said) bool { return s.Current() && c.SaidOfNow(s) && !c.InDoubt(s) }

// CurrentAnswers returns the answers that count.
func (c *Claim) CurrentAnswers() []Said {
	return slices.DeleteFunc(slices.Clone(c.Answers), func(s Said) bool { return !c.Counts(s) })
}

// Waiting returns the requests about this claim that have not ended.
func (c *Claim) Waiting() []Asked {
	return slices.DeleteFunc(slices.Clone(c.Asked), func(a Asked) bool { return a.Ended })
}

// stage is the stage that counts: the one to come back to while on hold.
func (c *Claim) stage() claim.Stage {
	if c.Stage == claim.StageOnHold {
		return c.HeldFrom
	}
	return c.Stage
}
