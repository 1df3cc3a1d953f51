package letters

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
)

// Ask puts a request to the party. By e-mail it goes out at SendAt, when the
// undo window is over. On any other channel a person has put it already.
// Steps are its reminders, laid out by [claim.Plan.Steps].
type Ask struct {
	Request   uuid.UUID     `json:"request"`
	Channel   claim.Channel `json:"channel"`
	Case      uuid.UUID     `json:"case"`
	Party     uuid.UUID     `json:"party"`
	Claims    []uuid.UUID   `json:"claims"`
	Questions claim.Ref     `json:"questions"` // content: the questions, as text
	SendAt    time.Time     `json:"sendAt"`
	AnswerBy  time.Time     `json:"answerBy"`
	IntentBy  time.Time     `json:"intentBy,omitzero"`
	Steps     []claim.Step  `json:"steps,omitempty"`
	// Contact is the contact point that the letter is expected to go to, where whoever
	// asks has said so; zero for wherever letters to the party go.
	Contact uuid.UUID `json:"contact,omitzero"`
	// Kind is what is asked for; a request for comment if empty.
	Kind claim.RequestKind `json:"kind,omitempty"`
	// Statute is content: what a records request is made under. No other kind has one.
	Statute claim.Ref `json:"statute,omitempty"`
	// AskedAt is when a person put it, of one that was put by hand some time ago, on
	// whatever channel: nothing goes out. The zero time for now.
	AskedAt time.Time `json:"askedAt,omitzero"`
	// With is what goes out with the letter; nil for nothing.
	With *Enclosed `json:"with,omitempty"`
	// Plan names the plan that the request comes under, which lays out its reminders; empty for the
	// shares of its case, which Steps are laid out by.
	Plan string `json:"plan,omitempty"`
}

// ByHand reports whether a person has put the request already: no letter of ours does.
func (b Ask) ByHand() bool { return !b.Channel.Carried() || !b.AskedAt.IsZero() }

// Begins implements [claim.Beginning].
func (b Ask) Begins(at time.Time) claim.Next {
	if !b.ByHand() && !b.SendAt.After(at) {
		return claim.Next{Case: b.Case, Step: StepDeliver, Waits: claim.WaitsForServer}
	}
	return claim.Next{Case: b.Case, Step: StepUndo, Waits: claim.WaitsForClock, Due: b.SendAt}
}

// CommandKind implements [claim.Body].
func (Ask) CommandKind() string { return "ask" }

// WithdrawRequest stops asking. If the request has gone out, the party is told.
type WithdrawRequest struct {
	Request uuid.UUID `json:"request"`
	Reason  claim.Ref `json:"reason,omitempty"`
	Undo    bool      `json:"undo,omitempty"` // only while the party has not heard of it: refused once its letter is on its way
}

// CommandKind implements [claim.Body].
func (WithdrawRequest) CommandKind() string { return "withdraw request" }

// Extend moves the answer-by instant and says why. If the request has gone
// out, the party is told.
type Extend struct {
	Request  uuid.UUID    `json:"request"`
	AnswerBy time.Time    `json:"answerBy"`
	Steps    []claim.Step `json:"steps,omitempty"`
	Reason   claim.Ref    `json:"reason"`
}

// CommandKind implements [claim.Body].
func (Extend) CommandKind() string { return "extend" }

// RecordDelivery says what became of a letter.
type RecordDelivery struct {
	Message  uuid.UUID    `json:"message"`
	Delivery Delivery     `json:"delivery"`
	Reason   claim.Reason `json:"reason,omitempty"` // a code, never text from outside
	Attempts int          `json:"attempts"`
	Contact  uuid.UUID    `json:"contact,omitzero"`
	Content  claim.Ref    `json:"content,omitempty"`
	Put      []Put        `json:"put,omitempty"`      // of a letter that puts a request, see [MessageSettled]
	At       time.Time    `json:"at,omitzero"`        // when the mail server took it
	Until    time.Time    `json:"until,omitzero"`     // with [claim.StoppedOutOfHours]: the next opening
	Cause    claim.Cause  `json:"cause,omitempty"`    // of a letter that was refused: by what the server said
	Said     claim.Ref    `json:"said,omitempty"`     // content: the server's own words
	Lasting  bool         `json:"lasting,omitempty"`  // of a letter that is put off: the server says so for good
	Language string       `json:"language,omitempty"` // BCP 47: what the letter is written in
	Uncopied int          `json:"uncopied,omitempty"` // how many of those that were to have a copy got none: the server did not take it, or they are not to be contacted
}

// CommandKind implements [claim.Body].
func (RecordDelivery) CommandKind() string { return "record delivery" }

// Receive takes a message from the party.
type Receive struct {
	Message uuid.UUID      `json:"message"` // see [Intake.MessageIn]
	Mail    received.Mail  `json:"mail"`
	By      received.Match `json:"by,omitempty"`
	Contact uuid.UUID      `json:"contact,omitzero"` // of the party, whose address the sender has; the zero id for none
}

// CommandKind implements [claim.Body].
func (Receive) CommandKind() string { return "receive" }

// ReadMessage says that a person has read a message and that it holds no answer.
type ReadMessage struct {
	Message     uuid.UUID   `json:"message"`
	Disposition Disposition `json:"disposition"`
	Promised    time.Time   `json:"promised,omitzero"` // of an acknowledgement: by when the party will answer
}

// CommandKind implements [claim.Body].
func (ReadMessage) CommandKind() string { return "read message" }

// RecordResponse records what the party said, from a message or from elsewhere.
type RecordResponse struct {
	Response    uuid.UUID         `json:"response"`
	Request     uuid.UUID         `json:"request,omitzero"` // the zero id: the latest request about these claims
	Message     uuid.UUID         `json:"message,omitzero"`
	Stances     []Answer          `json:"stances"`
	GroundRules claim.GroundRules `json:"groundRules"`
	Channel     claim.Channel     `json:"channel"`
	ReceivedAt  time.Time         `json:"receivedAt"`
	sources.Spoken
	Way      []uuid.UUID `json:"way,omitempty"`      // through whom it came, as of [sources.Said]
	MoreTime bool        `json:"moreTime,omitempty"` // it asks for more time beside what it says: the request stays open
}

// CommandKind implements [claim.Body].
func (RecordResponse) CommandKind() string { return "record response" }

// RequestQueued: a request waits for the end of its undo window.
type RequestQueued struct {
	Request   uuid.UUID     `json:"request"`
	Channel   claim.Channel `json:"channel"`
	Case      uuid.UUID     `json:"case"`
	Party     uuid.UUID     `json:"party"`
	Claims    []uuid.UUID   `json:"claims"`
	Questions claim.Ref     `json:"questions"`
	SendAt    time.Time     `json:"sendAt"`
	AnswerBy  time.Time     `json:"answerBy"`
	IntentBy  time.Time     `json:"intentBy,omitzero"`
	Steps     []claim.Step  `json:"steps,omitempty"`

	Kind    claim.RequestKind `json:"kind,omitempty"`    // a request for comment if empty
	Statute claim.Ref         `json:"statute,omitempty"` // content: what a records request is made under
	AskedAt time.Time         `json:"askedAt,omitzero"`  // when a person put it, of one that was put by hand some time ago
	With    *Enclosed         `json:"with,omitempty"`    // what goes out with its letter
	Plan    *claim.Pinned     `json:"plan,omitempty"`    // the plan that it is pinned to; nil for the shares of its case
	Until   time.Time         `json:"until,omitzero"`    // when silence is final, where letters follow the answer-by instant
}

// FactKind implements [claim.Fact].
func (RequestQueued) FactKind() string { return "request.queued" }

// RequestWithdrew: the desk no longer asks.
type RequestWithdrew struct {
	Request uuid.UUID `json:"request"`
	Reason  claim.Ref `json:"reason,omitempty"`
}

// FactKind implements [claim.Fact].
func (RequestWithdrew) FactKind() string { return "request.withdrawn" }

// RequestExtended: the answer-by instant has moved.
type RequestExtended struct {
	Request  uuid.UUID    `json:"request"`
	AnswerBy time.Time    `json:"answerBy"`
	Steps    []claim.Step `json:"steps,omitempty"`
	Reason   claim.Ref    `json:"reason"`
	Until    time.Time    `json:"until,omitzero"` // of a request under a plan with letters after the answer-by instant
}

// FactKind implements [claim.Fact].
func (RequestExtended) FactKind() string { return "request.extended" }

// RemindersReplanned: the reminders still to come are others from now on.
type RemindersReplanned struct {
	Request uuid.UUID    `json:"request"`
	Steps   []claim.Step `json:"steps,omitempty"`
	Reason  claim.Reason `json:"reason"`
}

// FactKind implements [claim.Fact].
func (RemindersReplanned) FactKind() string { return "request.reminders_replanned" }

// RequestLapsed: the answer-by instant passed without an answer.
type RequestLapsed struct {
	Request uuid.UUID     `json:"request"`
	Silence claim.Silence `json:"silence"`
}

// FactKind implements [claim.Fact].
func (RequestLapsed) FactKind() string { return "request.lapsed" }

// MessageDispatched: a letter is about to be handed over. It is recorded
// before the hand-over, so that no letter can go out unrecorded.
type MessageDispatched struct {
	Message  uuid.UUID         `json:"message"`
	Kind     claim.MessageKind `json:"kind"`
	Requests []uuid.UUID       `json:"requests"`
	Number   int               `json:"number,omitempty"`  // which reminder, from 1
	Through  time.Time         `json:"through,omitzero"`  // steps up to here are done by this letter
	Why      claim.Ref         `json:"why,omitempty"`     // of an extension or withdrawal, the reason given
	Previous time.Time         `json:"previous,omitzero"` // of an extension, the answer-by instant before
	To       uuid.UUID         `json:"to,omitzero"`       // of a request that is put again: the contact point that it goes to,
	After    uuid.UUID         `json:"after,omitzero"`    // the letter that came back,
	Chosen   uuid.UUID         `json:"chosen,omitzero"`   // and the person who has chosen where; zero if it follows from the party's order
	Now      bool              `json:"now,omitempty"`     // who has said that it goes out at whatever hour of theirs
}

// FactKind implements [claim.Fact].
func (MessageDispatched) FactKind() string { return "message.dispatched" }

// MessageSettled: what became of a letter.
type MessageSettled struct {
	Message  uuid.UUID    `json:"message"`
	Delivery Delivery     `json:"delivery"`
	Reason   claim.Reason `json:"reason,omitempty"`
	Attempts int          `json:"attempts"`
	Contact  uuid.UUID    `json:"contact,omitzero"`
	Content  claim.Ref    `json:"content,omitempty"`
	At       time.Time    `json:"at"`
	Put      []Put        `json:"put,omitempty"`      // of a letter that puts a request: in which words it puts claims that have others than their first ones
	Cause    claim.Cause  `json:"cause,omitempty"`    // of one that was refused, or came back: why, by what the server said
	Said     claim.Ref    `json:"said,omitempty"`     // content: of one that came back, the server's own words
	Language string       `json:"language,omitempty"` // BCP 47: what it is written in, and so the page that its link leads to
	Uncopied int          `json:"uncopied,omitempty"` // how many of those that were to have a copy got none: the server did not take it, or they are not to be contacted
}

// FactKind implements [claim.Fact].
func (MessageSettled) FactKind() string { return "message.settled" }

// MessageReceived: a message came from the party, or a bounce of one of ours.
type MessageReceived struct {
	Message uuid.UUID      `json:"message"`
	Mail    received.Mail  `json:"mail"`
	By      received.Match `json:"by,omitempty"` // empty for not known
	Contact uuid.UUID      `json:"contact,omitzero"`
}

// FactKind implements [claim.Fact].
func (MessageReceived) FactKind() string { return "message.received" }

// MessageRead: a person has read a message.
type MessageRead struct {
	Message     uuid.UUID   `json:"message"`
	Disposition Disposition `json:"disposition"`
	Promised    time.Time   `json:"promised,omitzero"` // by when the party will answer
}

// FactKind implements [claim.Fact].
func (MessageRead) FactKind() string { return "message.read" }

// ResponseRecorded: the party's answer, claim by claim.
type ResponseRecorded struct {
	Response
}

// FactKind implements [claim.Fact].
func (ResponseRecorded) FactKind() string { return "response.recorded" }

// ClaimNoted: a claim that is asked about was put on hold, resumed or given up.
type ClaimNoted struct {
	Claim uuid.UUID `json:"claim"`
	Held  bool      `json:"held"`
	Over  bool      `json:"over"`
}

// FactKind implements [claim.Fact].
func (ClaimNoted) FactKind() string { return "correspondence.claim_noted" }

// ContactNoted: letters to the party go to that contact point.
type ContactNoted struct {
	Contact uuid.UUID `json:"contact"`
	Failed  uuid.UUID `json:"failed,omitzero"`  // the one that is dead from now on
	Revived uuid.UUID `json:"revived,omitzero"` // the one that is good again
}

// FactKind implements [claim.Fact].
func (ContactNoted) FactKind() string { return "correspondence.contact_noted" }

func init() {
	claim.RegisterBody[Ask](claim.StreamCorrespondence)
	claim.RegisterBody[WithdrawRequest](claim.StreamCorrespondence)
	claim.RegisterBody[Extend](claim.StreamCorrespondence)
	claim.RegisterBody[RecordDelivery](claim.StreamCorrespondence)
	claim.RegisterBody[Receive](claim.StreamCorrespondence)
	claim.RegisterBody[ReadMessage](claim.StreamCorrespondence)
	claim.RegisterBody[RecordResponse](claim.StreamCorrespondence)
	claim.RegisterFact[RequestQueued]()
	claim.RegisterFact[RequestWithdrew]()
	claim.RegisterFact[RequestExtended]()
	claim.RegisterFact[RemindersReplanned]()
	claim.RegisterFact[RequestLapsed]()
	claim.RegisterFact[MessageDispatched]()
	claim.RegisterFact[MessageSettled]()
	claim.RegisterFact[MessageReceived]()
	claim.RegisterFact[MessageRead]()
	claim.RegisterFact[ResponseRecorded]()
	claim.RegisterFact[ClaimNoted]()
	claim.RegisterFact[ContactNoted]()
}
