package claim

import "fmt"

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

var _ = words("lifecycle", "where a request stands",
	Row[Lifecycle, none]{Word: Queued, Doc: "it waits for the end of the undo window, or for mail to go out"},
	Row[Lifecycle, none]{Word: Sent, Doc: "the party's mail server has taken it"},
	Row[Lifecycle, none]{Word: Acknowledged, Doc: "the party has said that it has it"},
	Row[Lifecycle, none]{Word: Clarification, Doc: "the party has asked back; its clock is stopped"},
	Row[Lifecycle, none]{Word: PartlyAnswered, Doc: "some of its claims have an answer"},
	Row[Lifecycle, none]{Word: Answered, Doc: "every claim that it is about has an answer"},
	Row[Lifecycle, none]{Word: DeclinedToAnswer, Doc: "the party has said that it will not answer"},
	Row[Lifecycle, none]{Word: NoReply, Doc: "the answer-by instant has passed without an answer"},
	Row[Lifecycle, none]{Word: RequestWithdrawn, Doc: "the desk no longer asks"},
)

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

// delivery is what has to be said of a delivery: always, or where no reason says more.
type delivery struct{ always, bare string }

var deliveryWords = words("delivery", "how far a message got",
	Row[Delivery, delivery]{Word: DeliveryNone, Doc: "not handed over yet"},
	Row[Delivery, delivery]{Word: DeliveryAccepted, Doc: "a mail server has taken it"},
	Row[Delivery, delivery]{Word: DeliveryDeferred, Doc: "not taken, and tried again"},
	Row[Delivery, delivery]{Word: DeliverySoftBounce, Doc: "came back, which may be passing"},
	Row[Delivery, delivery]{Word: DeliveryHardBounce, Doc: "refused, or came back, for good", Follows: delivery{bare: "refused for good"}},
	Row[Delivery, delivery]{Word: DeliveryUncertain, Doc: "handed over, and the outcome was lost in a crash or a broken connection", Follows: delivery{
		always: "handed over, and the connection broke before the answer: it may have arrived"}},
	Row[Delivery, delivery]{Word: DeliveryStopped, Doc: "called off before the hand-over, because a rule forbade it by then"},
)

// Says puts the delivery, with its reason if there is one, into words; it is
// empty for what needs no word.
func (d Delivery) Says(why Reason) string {
	switch row := deliveryWords.of(d); {
	case row.always != "":
		return row.always
	case why != "":
		return why.Says()
	default:
		return row.bare
	}
}

// MessageKind is what a message is for.
type MessageKind string

// Every kind of message. What each means, and what follows from it, stands in its row.
const (
	RequestLetter     MessageKind = "request"
	ReminderLetter    MessageKind = "reminder"
	FinalNoticeLetter MessageKind = "final notice"
	ExtensionLetter   MessageKind = "extension"
	WithdrawalLetter  MessageKind = "withdrawal"
	FollowUpLetter    MessageKind = "follow-up"
	Reply             MessageKind = "reply"
)

// messageKind is what follows from a kind of message.
type messageKind struct {
	automatic bool   // Onrecord sends it without a person asking for it
	title     string // in the thread of its request
	one       string // in a list of what happened
	numbered  bool   // there are several of it, each with its number
}

var messageKinds = words("kind of message", "what a message is for",
	Row[MessageKind, messageKind]{Word: RequestLetter, Doc: "puts the questions", Follows: messageKind{title: "the request", one: "a request"}},
	Row[MessageKind, messageKind]{Word: ReminderLetter, Doc: "reminds the silent", Follows: messageKind{automatic: true, title: "reminder", one: "reminder", numbered: true}},
	Row[MessageKind, messageKind]{Word: FinalNoticeLetter, Doc: "says that the answer-by instant is near", Follows: messageKind{automatic: true, title: "the final notice", one: "a final notice"}},
	Row[MessageKind, messageKind]{Word: ExtensionLetter, Doc: "says that the answer-by instant has moved", Follows: messageKind{title: "the extension", one: "an extension"}},
	Row[MessageKind, messageKind]{Word: WithdrawalLetter, Doc: "says that an answer is no longer asked for", Follows: messageKind{title: "the withdrawal", one: "a withdrawal"}},
	Row[MessageKind, messageKind]{Word: FollowUpLetter, Doc: "what a person at the desk writes about a request that is out", Follows: messageKind{title: "a letter by hand", one: "a letter by hand"}},
	Row[MessageKind, messageKind]{Word: Reply, Doc: "it came from the party", Unchosen: true, Follows: messageKind{title: "reply", one: "a reply"}},
)

// LetterKinds lists every kind of letter that the desk sends.
var LetterKinds = messageKinds.chosen()

// Automatic reports whether Onrecord sends the letter without a person asking for it.
func (k MessageKind) Automatic() bool { return messageKinds.of(k).automatic }

// Title is the message in the thread of its request; n is its number, if it has one.
func (k MessageKind) Title(n int) string { return k.counted(messageKinds.of(k).title, n) }

// One is the message in a list of what happened.
func (k MessageKind) One(n int) string { return k.counted(messageKinds.of(k).one, n) }

func (k MessageKind) counted(title string, n int) string {
	if messageKinds.of(k).numbered {
		return fmt.Sprintf("%s %d", title, n)
	}
	return title
}

// MailClass is what kind of mail a received message is.
type MailClass string

// Every class. What each means, and what follows from it, stands in its row.
const (
	MailAnswer    MailClass = "answer"
	MailAutomatic MailClass = "automatic"
	MailBounce    MailClass = "bounce"
)

// mailClass is what follows from a class: what has come, in a list of what
// happened and in a thread.
type mailClass struct{ came, title string }

var mailClasses = words("class of mail", "what kind of mail a received message is",
	Row[MailClass, mailClass]{Word: MailAnswer, Doc: "written by a person", Follows: mailClass{"it waits to be read", "a message"}},
	Row[MailClass, mailClass]{Word: MailAutomatic, Doc: "sent by a machine (RFC 3834)", Follows: mailClass{"an automatic reply, not an answer", "an automatic reply"}},
	Row[MailClass, mailClass]{Word: MailBounce, Doc: "says that a message was not delivered (RFC 3464)", Follows: mailClass{"a bounce", "a bounce"}},
)

// Came says what has come, in a list of what happened.
func (c MailClass) Came() string { return mailClasses.of(c).came }

// Title is what has come, in a thread.
func (c MailClass) Title() string { return mailClasses.of(c).title }

// Timeliness is computed from times and never stored.
type Timeliness string

// Every timeliness. What each means stands in its row.
const (
	InTime    Timeliness = "in time"
	DueSoon   Timeliness = "due soon"
	Overdue   Timeliness = "overdue"
	Lapsed    Timeliness = "lapsed"
	LateReply Timeliness = "late reply"
)

var _ = words("timeliness", "how an answer stands to its answer-by instant",
	Row[Timeliness, none]{Word: InTime, Doc: "answered before it, or still well before it"},
	Row[Timeliness, none]{Word: DueSoon, Doc: "less than a quarter of the window is left"},
	Row[Timeliness, none]{Word: Overdue, Doc: "it has passed and the clock is stopped by something unread"},
	Row[Timeliness, none]{Word: Lapsed, Doc: "it has passed without an answer"},
	Row[Timeliness, none]{Word: LateReply, Doc: "answered after it"},
)
