package claim

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// Claim is one checkable statement on its way to a finding. One workflow
// writes it. Its three axes are the stage, the outcome and, once it is
// published, the rating of the desk's own scale.
type Claim struct {
	Head
	Case         uuid.UUID     `json:"case"`
	Text         Ref           `json:"text"`
	Tier         Tier          `json:"tier"`
	Author       uuid.UUID     `json:"author"`
	Involved     []Involved    `json:"involved,omitempty"` // parties with their parts
	Series       *Series       `json:"series,omitempty"`   // that it is one of
	Policy       Policy        `json:"policy"`
	Stage        Stage         `json:"stage"`
	HeldFrom     Stage         `json:"heldFrom,omitempty"` // while on hold, the stage to come back to
	Since        time.Time     `json:"since,omitzero"`     // when it came to its stage
	Outcome      Outcome       `json:"outcome"`
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
	Schedule     *Schedule     `json:"schedule,omitempty"`
	Missed       *Missed       `json:"missed,omitempty"`    // the latest schedule, if it did not come about
	Waited       int64         `json:"waited,omitempty"`    // version of the latest proposal that waited too long
	Unclaimed    bool          `json:"unclaimed,omitempty"` // and that nobody had taken up
}

// Asked is one request that puts this claim to a party.
type Asked struct {
	Correspondence uuid.UUID `json:"correspondence"`
	Request        uuid.UUID `json:"request"`
	Party          uuid.UUID `json:"party"`
	At             time.Time `json:"at"`
	AnswerBy       time.Time `json:"answerBy"`
	Ended          bool      `json:"ended,omitempty"` // answered, lapsed or withdrawn
	Silence        Silence   `json:"silence,omitempty"`
}

// Said is what one party said about this claim in one response.
type Said struct {
	Response     uuid.UUID    `json:"response"`
	Request      uuid.UUID    `json:"request,omitzero"` // zero for a statement that nobody asked for
	Party        uuid.UUID    `json:"party"`            // whose statement it is
	Way          []uuid.UUID  `json:"way,omitempty"`    // through whom it came, the one that it was said to first; empty if it was said to the desk
	Stance       Stance       `json:"stance"`
	Statement    Ref          `json:"statement,omitempty"`
	Summary      bool         `json:"summary,omitempty"` // the words are the desk's, not verbatim
	GroundRules  GroundRules  `json:"groundRules"`
	Channel      Channel      `json:"channel"`
	Authenticity Authenticity `json:"authenticity"`
	ReceivedAt   time.Time    `json:"receivedAt"`
	Late         bool         `json:"late,omitempty"`
	SupersededBy uuid.UUID    `json:"supersededBy,omitzero"` // the response that took its place
	By           uuid.UUID    `json:"by,omitzero"`           // the person who recorded it; zero if the party itself did, on the answer page
}

// Current reports whether no later answer of the party took its place.
func (s Said) Current() bool { return s.SupersededBy == uuid.Nil }

// Proposal is an outcome that somebody proposes.
type Proposal struct {
	Outcome    Outcome   `json:"outcome"`
	Why        Why       `json:"why,omitempty"`        // of an outcome that establishes nothing
	Rationale  Ref       `json:"rationale"`            // content: text, internal
	ForReaders Ref       `json:"forReaders,omitempty"` // content: text, the reason that readers are given
	AsOf       time.Time `json:"asOf"`
	By         uuid.UUID `json:"by"`
	At         time.Time `json:"at"`
	Version    int64     `json:"version"` // of the entry that proposed it
}

// SignOff is one reviewer's decision, bound to the hash of what the reviewer saw.
type SignOff struct {
	By      uuid.UUID `json:"by"`
	Subject string    `json:"subject"`
	At      time.Time `json:"at"`
	Note    Ref       `json:"note,omitempty"`
}

// Returned is one reviewer's decision to send the claim back.
type Returned struct {
	By       uuid.UUID `json:"by"`
	At       time.Time `json:"at"`
	Comments Ref       `json:"comments"`
}

func init() {
	RegisterKind(StreamClaim, func(h Head) Aggregate { return &Claim{Head: h} })
}

// Stream implements [Aggregate].
func (c *Claim) Stream() Stream { return Stream{StreamClaim, c.ID} }

// Subject is the hash of everything that a sign-off covers: the statement, the
// proposed outcome with its rationale and the entry that proposed it, who was
// asked, all that they said, and the evidence. Proposing again needs new sign-offs.
// It is empty while nothing is proposed.
func (c *Claim) Subject() string {
	if c.Proposal == nil {
		return ""
	}
	return subjectHash(c)
}

// ValidSignOffs returns the sign-offs on exactly what is there now. The others are stale.
func (c *Claim) ValidSignOffs() []SignOff {
	subject := c.Subject()
	return slices.DeleteFunc(slices.Clone(c.SignOffs), func(s SignOff) bool { return s.Subject != subject })
}

// CurrentAnswers returns the answers that no later one has superseded.
func (c *Claim) CurrentAnswers() []Said {
	return slices.DeleteFunc(slices.Clone(c.Answers), func(s Said) bool { return !s.Current() })
}

// Origins counts the independent origins that so bear on the claim, or on a part
// of it: parties whose current answer does and may be used, and the origins of
// evidence that does.
func (c *Claim) Origins(b Bearing) int {
	return c.origins(b, func(s Stance) bool { return s.Bearing() == b })
}

// Confirming counts the independent origins that support the whole claim.
func (c *Claim) Confirming() int { return c.origins(SupportsClaim, Stance.SupportsAll) }

func (c *Claim) origins(b Bearing, says func(Stance) bool) int {
	origins := map[uuid.UUID]bool{}
	for _, s := range c.CurrentAnswers() {
		if says(s.Stance) && s.GroundRules.Usable() {
			origins[s.Party] = true
		}
	}
	for _, e := range c.Evidence {
		if e.Bearing == b && e.Withdrawn == nil && e.Origin != uuid.Nil {
			origins[e.Origin] = true
		}
	}
	return len(origins)
}

// Waiting returns the requests about this claim that have not ended.
func (c *Claim) Waiting() []Asked {
	return slices.DeleteFunc(slices.Clone(c.Asked), func(a Asked) bool { return a.Ended })
}

// stage is the stage that counts: the one to come back to while on hold.
func (c *Claim) stage() Stage {
	if c.Stage == StageOnHold {
		return c.HeldFrom
	}
	return c.Stage
}
