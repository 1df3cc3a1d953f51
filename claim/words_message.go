package claim

import "fmt"

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
	PublicationLetter MessageKind = "publication"
	Reply             MessageKind = "reply"
)

// messageKind is what follows from a kind of message.
type messageKind struct {
	automatic bool   // Onrecord sends it without a person asking for it
	tells     bool   // it says what was made public, and asks nothing
	title     string // in the thread of its request
	one       string // in a list of what happened
	numbered  bool   // there are several of it, each with its number
}

var messageKinds = NewWords("kind of message", "what a message is for",
	Row[MessageKind, messageKind]{Word: RequestLetter, Doc: "puts the questions", Follows: messageKind{title: "the request", one: "a request"}},
	Row[MessageKind, messageKind]{Word: ReminderLetter, Doc: "reminds the silent", Follows: messageKind{automatic: true, title: "reminder", one: "reminder", numbered: true}},
	Row[MessageKind, messageKind]{Word: FinalNoticeLetter, Doc: "says that the answer-by instant is near", Follows: messageKind{automatic: true, title: "the final notice", one: "a final notice"}},
	Row[MessageKind, messageKind]{Word: ExtensionLetter, Doc: "says that the answer-by instant has moved", Follows: messageKind{title: "the extension", one: "an extension"}},
	Row[MessageKind, messageKind]{Word: WithdrawalLetter, Doc: "says that an answer is no longer asked for", Follows: messageKind{title: "the withdrawal", one: "a withdrawal"}},
	Row[MessageKind, messageKind]{Word: FollowUpLetter, Doc: "what a person at the desk writes about a request that is out", Follows: messageKind{title: "a letter by hand", one: "a letter by hand"}},
	Row[MessageKind, messageKind]{Word: PublicationLetter, Doc: "says what was made public, or changed, of what the party was asked about, and how to object", Follows: messageKind{tells: true, title: "what was made public", one: "what was made public"}},
	Row[MessageKind, messageKind]{Word: Reply, Doc: "it came from the party", Unchosen: true, Follows: messageKind{title: "reply", one: "a reply"}},
)

// LetterKinds lists every kind of letter that the desk sends.
var LetterKinds = messageKinds.Chosen()

// Automatic reports whether Onrecord sends the letter without a person asking for it.
func (k MessageKind) Automatic() bool { return messageKinds.Of(k).automatic }

// Tells reports whether the letter says what was made public: it asks nothing, and
// follows nothing up.
func (k MessageKind) Tells() bool { return messageKinds.Of(k).tells }

// Title is the message in the thread of its request; n is its number, if it has one.
func (k MessageKind) Title(n int) string { return k.counted(messageKinds.Of(k).title, n) }

// One is the message in a list of what happened.
func (k MessageKind) One(n int) string { return k.counted(messageKinds.Of(k).one, n) }

func (k MessageKind) counted(title string, n int) string {
	if messageKinds.Of(k).numbered {
		return fmt.Sprintf("%s %d", title, n)
	}
	return title
}
