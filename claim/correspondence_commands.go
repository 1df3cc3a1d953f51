package claim

import (
	"time"

	"github.com/google/uuid"
)

// Ask puts a request to the party. By e-mail it goes out at SendAt, when the
// undo window is over. On any other channel a person has put it already.
// Steps are its reminders, laid out by [Plan.Steps].
type Ask struct {
	Request   uuid.UUID   `json:"request"`
	Channel   Channel     `json:"channel"`
	Case      uuid.UUID   `json:"case"`
	Party     uuid.UUID   `json:"party"`
	Claims    []uuid.UUID `json:"claims"`
	Questions Ref         `json:"questions"` // content: the questions, as text
	SendAt    time.Time   `json:"sendAt"`
	AnswerBy  time.Time   `json:"answerBy"`
	IntentBy  time.Time   `json:"intentBy,omitzero"`
	Steps     []Step      `json:"steps,omitempty"`
}

// CommandKind implements [Body].
func (Ask) CommandKind() string { return "ask" }

// WithdrawRequest stops asking. If the request has gone out, the party is told.
type WithdrawRequest struct {
	Request uuid.UUID `json:"request"`
	Reason  Ref       `json:"reason,omitempty"`
	Undo    bool      `json:"undo,omitempty"` // only while the party has not heard of it: refused once its letter is on its way
}

// CommandKind implements [Body].
func (WithdrawRequest) CommandKind() string { return "withdraw request" }

// Extend moves the answer-by instant and says why. If the request has gone
// out, the party is told.
type Extend struct {
	Request  uuid.UUID `json:"request"`
	AnswerBy time.Time `json:"answerBy"`
	Steps    []Step    `json:"steps,omitempty"`
	Reason   Ref       `json:"reason"`
}

// CommandKind implements [Body].
func (Extend) CommandKind() string { return "extend" }

// Tick does what the clock has to do at this instant.
type Tick struct{}

// CommandKind implements [Body].
func (Tick) CommandKind() string { return "tick" }

// RecordDelivery says what became of a letter.
type RecordDelivery struct {
	Message  uuid.UUID `json:"message"`
	Delivery Delivery  `json:"delivery"`
	Reason   Reason    `json:"reason,omitempty"` // a code, never text from outside
	Attempts int       `json:"attempts"`
	Contact  uuid.UUID `json:"contact,omitzero"`
	Content  Ref       `json:"content,omitempty"`
	At       time.Time `json:"at,omitzero"`    // when the mail server took it
	Until    time.Time `json:"until,omitzero"` // with [StoppedOutOfHours]: the next opening
}

// CommandKind implements [Body].
func (RecordDelivery) CommandKind() string { return "record delivery" }

// Receive takes a message from the party.
type Receive struct {
	Message uuid.UUID `json:"message"` // the id of its intake
	Mail    Mail      `json:"mail"`
}

// CommandKind implements [Body].
func (Receive) CommandKind() string { return "receive" }

// ReadMessage says that a person has read a message and that it holds no answer.
type ReadMessage struct {
	Message     uuid.UUID   `json:"message"`
	Disposition Disposition `json:"disposition"`
}

// CommandKind implements [Body].
func (ReadMessage) CommandKind() string { return "read message" }

// RecordResponse records what the party said, from a message or from elsewhere.
type RecordResponse struct {
	Response    uuid.UUID   `json:"response"`
	Request     uuid.UUID   `json:"request,omitzero"` // the zero id: the latest request about these claims
	Message     uuid.UUID   `json:"message,omitzero"`
	Stances     []Answer    `json:"stances"`
	GroundRules GroundRules `json:"groundRules"`
	Channel     Channel     `json:"channel"`
	ReceivedAt  time.Time   `json:"receivedAt"`
	Speaker     Ref         `json:"speaker,omitempty"` // content: who spoke for the party, as text
}

// CommandKind implements [Body].
func (RecordResponse) CommandKind() string { return "record response" }

// NoteClaim tells a correspondence what became of a claim that it asks about.
type NoteClaim struct {
	Claim uuid.UUID `json:"claim"`
	Held  bool      `json:"held"` // its clock is stopped
	Over  bool      `json:"over"` // it is no longer pursued
}

// CommandKind implements [Body].
func (NoteClaim) CommandKind() string { return "note claim" }

// NoteContact tells a correspondence that the party has another address.
type NoteContact struct {
	Contact uuid.UUID `json:"contact"`
	First   uuid.UUID `json:"first,omitzero"` // the party's first contact point, where letters go that were told of no other
}

// CommandKind implements [Body].
func (NoteContact) CommandKind() string { return "note contact" }

// RequestQueued: a request waits for the end of its undo window.
type RequestQueued struct {
	Request   uuid.UUID   `json:"request"`
	Channel   Channel     `json:"channel"`
	Case      uuid.UUID   `json:"case"`
	Party     uuid.UUID   `json:"party"`
	Claims    []uuid.UUID `json:"claims"`
	Questions Ref         `json:"questions"`
	SendAt    time.Time   `json:"sendAt"`
	AnswerBy  time.Time   `json:"answerBy"`
	IntentBy  time.Time   `json:"intentBy,omitzero"`
	Steps     []Step      `json:"steps,omitempty"`
}

// FactKind implements [Fact].
func (RequestQueued) FactKind() string { return "request.queued" }

// RequestWithdrew: the desk no longer asks.
type RequestWithdrew struct {
	Request uuid.UUID `json:"request"`
	Reason  Ref       `json:"reason,omitempty"`
}

// FactKind implements [Fact].
func (RequestWithdrew) FactKind() string { return "request.withdrawn" }

// RequestExtended: the answer-by instant has moved.
type RequestExtended struct {
	Request  uuid.UUID `json:"request"`
	AnswerBy time.Time `json:"answerBy"`
	Steps    []Step    `json:"steps,omitempty"`
	Reason   Ref       `json:"reason"`
}

// FactKind implements [Fact].
func (RequestExtended) FactKind() string { return "request.extended" }

// RemindersReplanned: the reminders still to come are others from now on.
type RemindersReplanned struct {
	Request uuid.UUID `json:"request"`
	Steps   []Step    `json:"steps,omitempty"`
	Reason  Reason    `json:"reason"`
}

// FactKind implements [Fact].
func (RemindersReplanned) FactKind() string { return "request.reminders_replanned" }

// RequestLapsed: the answer-by instant passed without an answer.
type RequestLapsed struct {
	Request uuid.UUID `json:"request"`
	Silence Silence   `json:"silence"`
}

// FactKind implements [Fact].
func (RequestLapsed) FactKind() string { return "request.lapsed" }

// MessageDispatched: a letter is about to be handed over. It is recorded
// before the hand-over, so that no letter can go out unrecorded.
type MessageDispatched struct {
	Message  uuid.UUID   `json:"message"`
	Kind     MessageKind `json:"kind"`
	Requests []uuid.UUID `json:"requests"`
	Number   int         `json:"number,omitempty"`  // which reminder, from 1
	Through  time.Time   `json:"through,omitzero"`  // steps up to here are done by this letter
	Why      Ref         `json:"why,omitempty"`     // of an extension or withdrawal, the reason given
	Previous time.Time   `json:"previous,omitzero"` // of an extension, the answer-by instant before
}

// FactKind implements [Fact].
func (MessageDispatched) FactKind() string { return "message.dispatched" }

// MessageSettled: what became of a letter.
type MessageSettled struct {
	Message  uuid.UUID `json:"message"`
	Delivery Delivery  `json:"delivery"`
	Reason   Reason    `json:"reason,omitempty"`
	Attempts int       `json:"attempts"`
	Contact  uuid.UUID `json:"contact,omitzero"`
	Content  Ref       `json:"content,omitempty"`
	At       time.Time `json:"at"`
}

// FactKind implements [Fact].
func (MessageSettled) FactKind() string { return "message.settled" }

// MessageReceived: a message came from the party, or a bounce of one of ours.
type MessageReceived struct {
	Message uuid.UUID `json:"message"`
	Mail    Mail      `json:"mail"`
}

// FactKind implements [Fact].
func (MessageReceived) FactKind() string { return "message.received" }

// MessageRead: a person has read a message.
type MessageRead struct {
	Message     uuid.UUID   `json:"message"`
	Disposition Disposition `json:"disposition"`
}

// FactKind implements [Fact].
func (MessageRead) FactKind() string { return "message.read" }

// ResponseRecorded: the party's answer, claim by claim.
type ResponseRecorded struct {
	Response
}

// FactKind implements [Fact].
func (ResponseRecorded) FactKind() string { return "response.recorded" }

// ClaimNoted: a claim that is asked about was put on hold, resumed or given up.
type ClaimNoted struct {
	Claim uuid.UUID `json:"claim"`
	Held  bool      `json:"held"`
	Over  bool      `json:"over"`
}

// FactKind implements [Fact].
func (ClaimNoted) FactKind() string { return "correspondence.claim_noted" }

// ContactNoted: the party has another address, and letters go there.
type ContactNoted struct {
	Contact uuid.UUID `json:"contact"`
}

// FactKind implements [Fact].
func (ContactNoted) FactKind() string { return "correspondence.contact_noted" }

func init() {
	RegisterBody[Ask](StreamCorrespondence)
	RegisterBody[WithdrawRequest](StreamCorrespondence)
	RegisterBody[Extend](StreamCorrespondence)
	RegisterBody[Tick](StreamClaim, StreamCorrespondence)
	RegisterBody[RecordDelivery](StreamCorrespondence)
	RegisterBody[Receive](StreamCorrespondence)
	RegisterBody[ReadMessage](StreamCorrespondence)
	RegisterBody[RecordResponse](StreamCorrespondence)
	RegisterBody[NoteClaim](StreamCorrespondence)
	RegisterBody[NoteContact](StreamCorrespondence)
	RegisterFact[RequestQueued]()
	RegisterFact[RequestWithdrew]()
	RegisterFact[RequestExtended]()
	RegisterFact[RemindersReplanned]()
	RegisterFact[RequestLapsed]()
	RegisterFact[MessageDispatched]()
	RegisterFact[MessageSettled]()
	RegisterFact[MessageReceived]()
	RegisterFact[MessageRead]()
	RegisterFact[ResponseRecorded]()
	RegisterFact[ClaimNoted]()
	RegisterFact[ContactNoted]()
}
