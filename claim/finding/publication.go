package finding

import (
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
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

// Stage is that of a claim after a publication of the kind.
func (k PublicationKind) Stage() claim.Stage { return publicationKinds.Of(k).stage }

// Stands reports whether the finding stands after a publication of the kind.
func (k PublicationKind) Stands() bool { return publicationKinds.Of(k).stands }

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

// StillGranted refuses what would be published before somebody's time to answer is over.
func StillGranted(running []Running, around claim.Around) error {
	last := slices.MaxFunc(running, func(a, b Running) int { return a.Until.Compare(b.Until) }).Until
	who := "1 party that was asked has not answered, and still has time to"
	if n := len(running); n > 1 {
		who = strconv.Itoa(n) + " parties that were asked have not answered, and still have time to"
	}
	return claim.Errorf(claim.CodePolicy, "%s, until %s", who, claim.Moment(last, around.Settings().Location())).
		WithField("early", "say why it is published before that, or wait").
		WithHint("wait until then; or say why it cannot wait: readers are told until when the party was given")
}
