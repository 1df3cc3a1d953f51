package claim

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// Next is all that the carrier of a stream, its workflow, knows of it: the step
// it stands in, what is due when, which letters wait to be handed over, and
// whether it is over. It holds no content and no rule.
type Next struct {
	Version int64       `json:"version"`           // of the stream
	Case    uuid.UUID   `json:"case,omitzero"`     // that the stream belongs to
	Step    string      `json:"step,omitempty"`    // of a claim its stage, of a correspondence one of the Step constants
	Outcome Outcome     `json:"outcome,omitempty"` // of a claim
	Waits   WaitsFor    `json:"waits,omitempty"`   // who or what has to do something for it to go on
	Due     time.Time   `json:"due,omitzero"`      // when the clock has to do something; zero for never
	What    string      `json:"what,omitempty"`    // falls due then, in words for an operator
	Letters []uuid.UUID `json:"letters,omitempty"` // to hand over
	Over    bool        `json:"over,omitempty"`    // nothing is left to wait for
}

// WaitsFor is who or what has to do something for a stream to go on.
type WaitsFor string

const (
	// WaitsForDesk: a person at the desk.
	WaitsForDesk WaitsFor = "desk"
	// WaitsForReviewer: somebody who can sign.
	WaitsForReviewer WaitsFor = "reviewer"
	// WaitsForParty: an answer.
	WaitsForParty WaitsFor = "party"
	// WaitsForServer: a mail server has to take a letter.
	WaitsForServer WaitsFor = "mail server"
	// WaitsForClock: nobody; an instant.
	WaitsForClock WaitsFor = "clock"
	// WaitsForNobody: it is over, or rests.
	WaitsForNobody WaitsFor = "nobody"
)

// Same reports whether two say the same to a carrier, whatever the version.
func (n Next) Same(other Next) bool {
	return n.Step == other.Step && n.Outcome == other.Outcome && n.Waits == other.Waits && n.Due.Equal(other.Due) &&
		n.What == other.What && n.Over == other.Over && slices.Equal(n.Letters, other.Letters)
}

// Beginning is a [Body] that begins a stream.
type Beginning interface {
	Body
	// Begins is where the stream will stand if it is begun at that instant. Its carrier
	// is shown so before the record has decided.
	Begins(at time.Time) Next
}

// Act is a command to a stream.
type Act struct {
	To      Stream
	Command Command
}

// Doing says what the record is to carry out, in one transaction.
type Doing struct {
	Acts []Act
	Now  time.Time // product time
	// Contents, whose references were drawn, are kept in the same transaction, before
	// the acts, which refer to them. What is taken back leaves none of them.
	Contents []Content
	// Carrier is the stream whose workflow carries the acts out; the zero Stream
	// if it is none. It gets Next as the answer, so it is not woken.
	Carrier Stream
	// Unconfirmed says that the carrier may lose the answer, as it has the acts
	// from somebody who waits: it is woken unless that one confirms ([Done] came).
	Unconfirmed bool
	// Together: if one act is refused, none is carried out.
	Together bool
	// Try shows what would become of the acts, and carries none out.
	Try bool
}

// Woken is a stream whose carrier has to know of it up to a version.
type Woken struct {
	Stream  Stream `json:"stream"`
	Version int64  `json:"version"`
	// Soon says that it cannot wait: nothing carries the stream yet, or something falls due soon.
	Soon bool `json:"soon,omitempty"`
}

// Done is what became of an act.
type Done struct {
	To      Stream  `json:"to"`
	Refused *Error  `json:"refused,omitempty"` // why it was not carried out
	Undone  bool    `json:"undone,omitempty"`  // it was taken back, as another one was refused or it was only tried
	Next    Next    `json:"next"`              // of the stream, after the acts
	Wake    []Woken `json:"wake,omitempty"`    // other streams whose carriers have to look again
}
