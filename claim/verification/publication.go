package verification

import (
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
)

// PublicationKind is what a publication does to the public finding.
type PublicationKind string

// Every kind. What each means, and what follows from it, stands in its row.
const (
	FirstPublication PublicationKind = "publication"
	Update           PublicationKind = "update"
	Correction       PublicationKind = "correction"
	Retraction       PublicationKind = "retraction"
	Takedown         PublicationKind = "takedown"
)

// publicationKind is what follows from a kind.
type publicationKind struct {
	stage   claim.Stage // of the claim after it
	readers string      // what was done to the finding, as readers are told
	stands  bool        // the finding stands after it
}

var publicationKinds = claim.NewWords("kind of publication", "what a publication does to the public finding",
	claim.Row[PublicationKind, publicationKind]{Word: FirstPublication, Doc: "makes the finding public", Unchosen: true, Follows: publicationKind{
		claim.StagePublished, "Published", true}},
	claim.Row[PublicationKind, publicationKind]{Word: Update, Doc: "nothing was wrong, and something is added", Label: "An update", Hint: "nothing was wrong, and something is added", Follows: publicationKind{
		claim.StagePublished, "Updated", true}},
	claim.Row[PublicationKind, publicationKind]{Word: Correction, Doc: "something was wrong, and is put right", Label: "A correction", Hint: "something was wrong, and is put right", Follows: publicationKind{
		claim.StagePublished, "Corrected", true}},
	claim.Row[PublicationKind, publicationKind]{Word: Retraction, Doc: "takes the finding back; it stays visible as taken back", Unchosen: true, Follows: publicationKind{
		claim.StageRetracted, "Retracted", false}},
	claim.Row[PublicationKind, publicationKind]{Word: Takedown, Doc: "removes the words from the public pages for a legal reason, and leaves a notice", Unchosen: true, Follows: publicationKind{
		claim.StageTakenDown, "Removed", false}},
)

// PublicationKinds lists every kind.
var PublicationKinds = publicationKinds.All()

// Changes lists the kinds of publication that replace a public finding by another.
var Changes = publicationKinds.Chosen()

// ForReaders says what was done to the finding: Corrected.
func (k PublicationKind) ForReaders() string { return publicationKinds.Of(k).readers }

// Stands reports whether the finding stands after a publication of the kind.
func (k PublicationKind) Stands() bool { return publicationKinds.Of(k).stands }

// TakenBack reports whether a finding of the claim was public and no longer stands.
func (c *Claim) TakenBack() bool {
	n := len(c.Publications)
	return n > 0 && !c.Publications[n-1].Kind.Stands()
}

// Prominence is how readers are told that a public finding has changed.
type Prominence string

// Every prominence. What each means stands in its row.
const (
	AtTheTop  Prominence = "at the top"
	InHistory Prominence = "in the history"
)

var prominences = claim.NewWords("prominence", "how readers are told that a public finding has changed",
	claim.Row[Prominence, claim.None]{Word: AtTheTop, Doc: "above the finding, and in its history", Label: "Above the finding"},
	claim.Row[Prominence, claim.None]{Word: InHistory, Doc: "in what has changed since, below the finding", Label: "Below it, in what has changed since"},
)

// Prominences lists every prominence.
var Prominences = prominences.Chosen()

// Publication is a finding made public.
type Publication struct {
	Version    int             `json:"version"` // from 1
	Kind       PublicationKind `json:"kind"`
	Text       claim.Ref       `json:"text,omitempty"` // what the claim said
	Outcome    claim.Outcome   `json:"outcome"`
	Why        Why             `json:"why,omitempty"` // of an outcome that establishes nothing
	AsOf       time.Time       `json:"asOf"`
	ForReaders claim.Ref       `json:"forReaders,omitempty"` // the reason of the finding
	Subject    string          `json:"subject"`
	By         uuid.UUID       `json:"by"`
	At         time.Time       `json:"at"`
	Reason     claim.Ref       `json:"reason,omitempty"`     // of a change, for readers
	Prominence Prominence      `json:"prominence,omitempty"` // of a change
	Running    []Running       `json:"running,omitempty"`    // who still had time to answer
	Early      claim.Ref       `json:"early,omitempty"`      // why it did not wait for them; internal
	Untold     claim.Ref       `json:"untold,omitempty"`     // why those who were asked are not told of it in letters; internal

	Unsigned *Unsigned `json:"unsigned,omitempty"` // it was published without sign-offs that it lacked
}

// Running is a right of reply that has not run out.
type Running struct {
	Party uuid.UUID `json:"party"`
	Until time.Time `json:"until"`
}

// Publish makes the finding public, or replaces the public one.
type Publish struct {
	Kind       PublicationKind `json:"kind,omitempty"`       // of a finding that is public: one of [Changes], a correction if left out
	Reason     claim.Ref       `json:"reason,omitempty"`     // of a change: what readers are told of why
	Prominence Prominence      `json:"prominence,omitempty"` // of a change; at the top if left out
	Early      claim.Ref       `json:"early,omitempty"`      // why it is published while somebody still has time to answer
	Untold     claim.Ref       `json:"untold,omitempty"`     // why those who were asked are not told of it in letters; they are, if left out
	Subject    string          `json:"subject,omitempty"`    // hash of the finding that was looked at; not compared if left out
}

// CommandKind implements [claim.Body].
func (Publish) CommandKind() string { return "publish" }

// Retract takes a public finding back.
type Retract struct {
	Reason claim.Ref `json:"reason"`
	Untold claim.Ref `json:"untold,omitempty"` // as of [Publish]
}

// CommandKind implements [claim.Body].
func (Retract) CommandKind() string { return "retract" }

// TakeDown removes the words of a public finding from the public pages, for a legal
// reason, and leaves a notice with what readers are told of it.
type TakeDown struct {
	Reason claim.Ref `json:"reason"`
	Untold claim.Ref `json:"untold,omitempty"` // as of [Publish]
}

// CommandKind implements [claim.Body].
func (TakeDown) CommandKind() string { return "take down" }

// ClaimPublished: the finding is public.
type ClaimPublished struct {
	Publication
}

// FactKind implements [claim.Fact].
func (ClaimPublished) FactKind() string { return "claim.published" }

func init() {
	claim.RegisterBody[Publish](claim.StreamClaim)
	claim.RegisterBody[Retract](claim.StreamClaim)
	claim.RegisterBody[TakeDown](claim.StreamClaim)
	claim.RegisterFact[ClaimPublished]()
}

// Granting is a correspondence as far as publishing asks.
type Granting interface {
	claim.Aggregate
	// GrantedUntil is the answer-by instant of a request, extensions included; zero
	// for one that it does not have.
	GrantedUntil(request uuid.UUID) time.Time
}

// Running lists the parties that still have time to answer about the claim at an
// instant, and have not answered.
func (c *Claim) Running(now time.Time, around claim.Around) []Running {
	var running []Running
	for _, a := range c.Waiting() {
		until := a.AnswerBy
		if letters, ok := around.State(claim.Stream{Kind: claim.StreamCorrespondence, ID: a.Correspondence}).(Granting); ok {
			if granted := letters.GrantedUntil(a.Request); !granted.IsZero() {
				until = granted
			}
		}
		if until.After(now) {
			running = append(running, Running{a.Party, until})
		}
	}
	return running
}

// publish checks the policy again, at this moment. Nothing but the policy stands
// in the way of a correction.
func (c *Claim) publish(b Publish, actor claim.Actor, now time.Time, around claim.Around) ([]claim.Fact, error) {
	if c.Stage != claim.StageSignedOff {
		return nil, c.notSignedOff("published", around)
	}
	if b.Subject != "" && b.Subject != c.Subject() {
		return nil, changedSinceSeen()
	}
	if of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case}); len(c.Publications) == 0 {
		if err := of.CheckEmbargo(now, around); err != nil {
			return nil, err
		}
	}
	if err := c.publishable(around); err != nil {
		return nil, err
	}
	if _, err := c.grounds(c.Proposal.Outcome, c.Proposal.Why); err != nil {
		return nil, err
	}
	p := c.publication(FirstPublication, actor, now)
	p.Running, p.Untold = c.Running(now, around), b.Untold
	if len(c.Publications) > 0 {
		if err := c.change(&p, b); err != nil {
			return nil, err
		}
		return []claim.Fact{ClaimPublished{p}}, nil
	}
	if len(p.Running) > 0 && b.Early == "" {
		return nil, stillGranted(p.Running, around)
	}
	if len(p.Running) > 0 {
		p.Early = b.Early
	}
	return []claim.Fact{ClaimPublished{p}}, nil
}

// stillGranted refuses what would be published before somebody's time to answer is over.
func stillGranted(running []Running, around claim.Around) error {
	last := slices.MaxFunc(running, func(a, b Running) int { return a.Until.Compare(b.Until) }).Until
	who := "1 party that was asked has not answered, and still has time to"
	if n := len(running); n > 1 {
		who = strconv.Itoa(n) + " parties that were asked have not answered, and still have time to"
	}
	return claim.Errorf(claim.CodePolicy, "%s, until %s", who, claim.Moment(last, around.Settings().Location())).
		WithField("early", "say why it is published before that, or wait").
		WithHint("wait until then; or say why it cannot wait: readers are told until when the party was given")
}

// change makes of a publication one that replaces a public finding.
func (c *Claim) change(p *Publication, b Publish) error {
	p.Kind, p.Reason, p.Prominence = b.Kind, b.Reason, b.Prominence
	if p.Kind == "" {
		p.Kind = Correction
	}
	if p.Prominence == "" {
		p.Prominence = AtTheTop
	}
	if err := claim.OneOf("kind", p.Kind, Changes); err != nil {
		return err
	}
	if err := claim.OneOf("prominence", p.Prominence, Prominences); err != nil {
		return err
	}
	if p.Reason == "" {
		return claim.NeedsReason()
	}
	if wrong := c.wasWrong(); p.Kind == Update && wrong != "" {
		return claim.Errorf(claim.CodeInvalid, "this is a correction, and no update: %s", wrong).WithField("kind", "choose the correction")
	}
	return nil
}

// wasWrong says what of the public finding no longer holds in what is to replace it;
// it is empty if something is added alone.
func (c *Claim) wasWrong() string {
	last := c.Publications[len(c.Publications)-1]
	switch {
	case last.Text != c.Text:
		return "the statement says something else now"
	case last.Outcome != c.Outcome && last.Outcome.Establishes():
		return "it was published as " + string(last.Outcome)
	}
	return ""
}

func (c *Claim) publication(kind PublicationKind, actor claim.Actor, now time.Time) Publication {
	p := Publication{
		Version: len(c.Publications) + 1, Kind: kind, Text: c.Text, Outcome: c.Outcome, Why: c.Why, AsOf: c.AsOf,
		Subject: c.Subject(), By: actor.ID, At: now,
	}
	if c.Proposal != nil {
		p.ForReaders = c.Proposal.ForReaders
	}
	return p
}

// retract takes a public finding back at any stage: nothing stands in the way of
// that, no hold either.
func (c *Claim) retract(b Retract, actor claim.Actor, now time.Time) ([]claim.Fact, error) {
	if len(c.Publications) == 0 || c.Stage == claim.StageRetracted || c.Stage == claim.StageTakenDown {
		return nil, c.wrongStage("retracted")
	}
	return c.takeBack(Retraction, b.Reason, b.Untold, actor, now)
}

// takeDown removes a public finding at any stage, one that was retracted too.
func (c *Claim) takeDown(b TakeDown, actor claim.Actor, now time.Time) ([]claim.Fact, error) {
	if len(c.Publications) == 0 || c.Stage == claim.StageTakenDown {
		return nil, c.wrongStage("taken down")
	}
	return c.takeBack(Takedown, b.Reason, b.Untold, actor, now)
}

func (c *Claim) takeBack(kind PublicationKind, reason, untold claim.Ref, actor claim.Actor, now time.Time) ([]claim.Fact, error) {
	if reason == "" {
		return nil, claim.NeedsReason()
	}
	p := c.publication(kind, actor, now)
	p.Reason, p.Prominence, p.Untold = reason, AtTheTop, untold
	return []claim.Fact{ClaimPublished{p}}, nil
}

// WouldPublish is what would be made public now of the proposed outcome, whether or
// not anything is in the way of it.
func (c *Claim) WouldPublish(now time.Time, around claim.Around) Publication {
	as := *c
	as.Outcome, as.Why, as.AsOf = c.Proposal.Outcome, c.Proposal.Why, c.signedAsOf()
	p := as.publication(FirstPublication, claim.System, now)
	if len(c.Publications) > 0 {
		p.Kind = Correction
	}
	p.Running = c.Running(now, around)
	return p
}

func (c *Claim) published(p Publication) {
	c.Publications = append(c.Publications, p)
	c.Stage, c.HeldFrom = publicationKinds.Of(p.Kind).stage, ""
	c.Schedule, c.Missed = nil, nil
	if p.Unsigned != nil { // else it was signed off
		c.Outcome, c.Why, c.AsOf = p.Outcome, p.Why, p.AsOf
	}
}
