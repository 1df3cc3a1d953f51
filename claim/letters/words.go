package letters

import (
	"fmt"

	"github.com/onrecord/onrecord/claim"
)

// Lifecycle is where a request stands.
type Lifecycle string

// Every place. What each means stands in its row.
const (
	Queued           Lifecycle = "queued"
	Sent             Lifecycle = "sent"
	Acknowledged     Lifecycle = "acknowledged"
	Clarification    Lifecycle = "clarification"
	PartlyAnswered   Lifecycle = "partly answered"
	Answered         Lifecycle = "answered"
	DeclinedToAnswer Lifecycle = "declined"
	NoReply          Lifecycle = "no reply"
	RequestWithdrawn Lifecycle = "withdrawn"
)

var lifecycles = claim.NewWords("lifecycle", "where a request stands",
	claim.Row[Lifecycle, claim.Glance]{Word: Queued, Doc: "it waits for the end of the undo window, or for mail to go out", Follows: claim.GlanceUnsent},
	claim.Row[Lifecycle, claim.Glance]{Word: Sent, Doc: "the party's mail server has taken it", Follows: claim.GlanceWaiting},
	claim.Row[Lifecycle, claim.Glance]{Word: Acknowledged, Doc: "the party has said that it has it", Follows: claim.GlanceWaiting},
	claim.Row[Lifecycle, claim.Glance]{Word: Clarification, Doc: "the party has asked back, or for more time; its clock is stopped", Follows: claim.GlanceAsksBack},
	claim.Row[Lifecycle, claim.Glance]{Word: PartlyAnswered, Doc: "some of its claims have an answer", Follows: claim.GlanceWaiting},
	claim.Row[Lifecycle, claim.Glance]{Word: Answered, Doc: "every claim that it is about has an answer", Follows: claim.GlanceOther},
	claim.Row[Lifecycle, claim.Glance]{Word: DeclinedToAnswer, Doc: "the party has said that it will not answer", Follows: claim.GlanceWillNotSay},
	claim.Row[Lifecycle, claim.Glance]{Word: NoReply, Doc: "the answer-by instant has passed without an answer", Follows: claim.GlanceNoAnswer},
	claim.Row[Lifecycle, claim.Glance]{Word: RequestWithdrawn, Doc: "the desk no longer asks", Follows: claim.GlanceNoLonger},
)

// Glance is where a party stands, in one mark, that is asked by a request at this place and
// has taken no stance.
func (l Lifecycle) Glance() claim.Glance { return lifecycles.Of(l) }

// Delivery is how far a message got.
type Delivery string

// Every delivery. What each means stands in its row.
const (
	DeliveryNone       Delivery = "none"
	DeliveryAccepted   Delivery = "accepted"
	DeliveryDeferred   Delivery = "deferred"
	DeliverySoftBounce Delivery = "soft bounce"
	DeliveryHardBounce Delivery = "hard bounce"
	DeliveryUncertain  Delivery = "uncertain"
	DeliveryStopped    Delivery = "stopped"
)

// delivery is what follows from a delivery: where the letter stands in the outbox,
// and what has to be said of it, always, or where no reason says more.
type delivery struct {
	outbox       OutboxState
	waits        bool // to be handed over
	always, bare string
}

var deliveryWords = claim.NewWords("delivery", "how far a message got",
	claim.Row[Delivery, delivery]{Word: DeliveryNone, Doc: "not handed over yet", Follows: delivery{outbox: OutboxWaits, waits: true}},
	claim.Row[Delivery, delivery]{Word: DeliveryAccepted, Doc: "a mail server has taken it", Follows: delivery{outbox: OutboxSent}},
	claim.Row[Delivery, delivery]{Word: DeliveryDeferred, Doc: "not taken, and tried again", Follows: delivery{outbox: OutboxDeferred, waits: true}},
	claim.Row[Delivery, delivery]{Word: DeliverySoftBounce, Doc: "came back, which may be passing", Follows: delivery{outbox: OutboxFailed}},
	claim.Row[Delivery, delivery]{Word: DeliveryHardBounce, Doc: "refused, or came back, for good", Follows: delivery{outbox: OutboxFailed, bare: "refused for good"}},
	claim.Row[Delivery, delivery]{Word: DeliveryUncertain, Doc: "handed over, and the outcome was lost in a crash or a broken connection", Follows: delivery{
		outbox: OutboxUncertain, always: "handed over, and the connection broke before the answer: it may have arrived"}},
	claim.Row[Delivery, delivery]{Word: DeliveryStopped, Doc: "called off before the hand-over, because a rule forbade it by then", Follows: delivery{outbox: OutboxStopped}},
)

// Deliveries lists every delivery.
var Deliveries = deliveryWords.All()

// Outbox is where a letter with the delivery stands in the outbox.
func (d Delivery) Outbox() OutboxState { return deliveryWords.Of(d).outbox }

// Waits reports whether a letter with the delivery is still to be handed over.
func (d Delivery) Waits() bool { return deliveryWords.Of(d).waits }

// Says puts the delivery, with its reason if there is one, into words; it is
// empty for what needs no word.
func (d Delivery) Says(why claim.Reason) string {
	switch row := deliveryWords.Of(d); {
	case row.always != "":
		return row.always
	case why != "":
		return why.Says()
	default:
		return row.bare
	}
}

// Reminded says how often a party was reminded: 2 reminders and a final notice.
func Reminded(reminders, notices int) string {
	text := fmt.Sprintf("%d reminders", reminders)
	if reminders == 1 {
		text = "1 reminder"
	}
	return text + Noticed(notices)
}

// Noticed says behind a number of reminders how many final notices went out as well;
// nothing if none did.
func Noticed(notices int) string {
	switch notices {
	case 0:
		return ""
	case 1:
		return " and a final notice"
	}
	return fmt.Sprintf(" and %d final notices", notices)
}

// OutboxState is how far a letter is, as the outbox sorts letters.
type OutboxState string

// Every state. What each means stands in its row.
const (
	OutboxWaits     OutboxState = "waits"
	OutboxDeferred  OutboxState = "deferred"
	OutboxUncertain OutboxState = "uncertain"
	OutboxFailed    OutboxState = "failed"
	OutboxStopped   OutboxState = "stopped"
	OutboxSent      OutboxState = "sent"
)

var outboxStates = claim.NewWords("outbox state", "how far a letter is",
	claim.Row[OutboxState, claim.None]{Word: OutboxWaits, Doc: "it is about to go out, or no mail goes out", Label: "Waits"},
	claim.Row[OutboxState, claim.None]{Word: OutboxDeferred, Doc: "the server did not take it yet; it is tried again", Label: "Tried again"},
	claim.Row[OutboxState, claim.None]{Word: OutboxUncertain, Doc: "handed over, and the outcome of some attempt was lost", Label: "Uncertain"},
	claim.Row[OutboxState, claim.None]{Word: OutboxFailed, Doc: "refused, or came back", Label: "Failed"},
	claim.Row[OutboxState, claim.None]{Word: OutboxStopped, Doc: "called off before it went out", Label: "Called off"},
	claim.Row[OutboxState, claim.None]{Word: OutboxSent, Doc: "the party's mail server has taken it", Label: "Sent"},
)

// OutboxStates lists every state.
var OutboxStates = outboxStates.All()

// Timeliness is computed from times and never stored.
type Timeliness string

// Every timeliness. What each means stands in its row.
const (
	InTime    Timeliness = "in time"
	TimeLeft  Timeliness = "time left"
	DueSoon   Timeliness = "due soon"
	Overdue   Timeliness = "overdue"
	Lapsed    Timeliness = "lapsed"
	LateReply Timeliness = "late reply"
)

var _ = claim.NewWords("timeliness", "how a request stands to its answer-by instant; none of one that has not gone out, or that the desk gave up without an answer",
	claim.Row[Timeliness, claim.None]{Word: InTime, Doc: "answered before it"},
	claim.Row[Timeliness, claim.None]{Word: TimeLeft, Doc: "not answered yet, and a quarter of the window or more is left"},
	claim.Row[Timeliness, claim.None]{Word: DueSoon, Doc: "not answered yet, and less than a quarter of the window is left"},
	claim.Row[Timeliness, claim.None]{Word: Overdue, Doc: "it has passed, and the clock is stopped: something waits to be read or answered by the desk, or is on hold"},
	claim.Row[Timeliness, claim.None]{Word: Lapsed, Doc: "it has passed without an answer"},
	claim.Row[Timeliness, claim.None]{Word: LateReply, Doc: "answered after it"},
)

// Disposition is what a person who read a message made of it.
type Disposition string

// Every disposition. What each means stands in its row.
const (
	ReadAnswer          Disposition = "answer"
	ReadAcknowledgement Disposition = "acknowledgement"
	ReadClarification   Disposition = "clarification"
	ReadMoreTime        Disposition = "more time"
	ReadNoAnswer        Disposition = "no answer"
	ReadUndelivered     Disposition = "undelivered"
)

var dispositions = claim.NewWords("disposition", "what a person who read a message made of it",
	claim.Row[Disposition, disposition]{Word: ReadAnswer, Doc: "an answer, and its stances are recorded", Unchosen: true, Follows: disposition{speaks: true}},
	claim.Row[Disposition, disposition]{Word: ReadAcknowledgement, Doc: "they have the request and will come back", Follows: disposition{speaks: true}},
	claim.Row[Disposition, disposition]{Word: ReadClarification, Doc: "they ask back; the clock stays stopped until the desk follows up", Follows: disposition{speaks: true, asked: "asked back"}},
	claim.Row[Disposition, disposition]{Word: ReadMoreTime, Doc: "they ask for more time; the clock stays stopped until the desk follows up", Follows: disposition{speaks: true, asked: "asked for more time"}},
	claim.Row[Disposition, disposition]{Word: ReadUndelivered, Doc: "a report that a letter did not arrive, which you believe although no mail server can be shown to have sent it"},
	claim.Row[Disposition, disposition]{Word: ReadNoAnswer, Doc: "nothing that concerns the request"},
)

// disposition is what follows from what a person made of a message.
type disposition struct {
	speaks bool   // the party has spoken about what it was asked
	asked  string // what the party has done that the desk has to answer first; its clock is stopped
}

// Dispositions lists those that a person can choose without recording an answer.
var Dispositions = dispositions.Chosen()

// Asked says what the party has done that waits for the desk, behind "has": asked back. It
// is empty of what leaves the clock running.
func (d Disposition) Asked() string { return dispositions.Of(d).asked }

// Speaks reports whether the party has spoken about what it was asked: a message that does not concern it shows nothing of
// the kind, and neither does a report that a letter did not arrive.
func (d Disposition) Speaks() bool { return dispositions.Of(d).speaks }
