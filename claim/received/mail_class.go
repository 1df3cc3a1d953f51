package received

import (
	"github.com/onrecord/onrecord/claim"
)

// MailClass is what kind of mail a received message is.
type MailClass string

// Every class. What each means, and what follows from it, stands in its row.
const (
	MailAnswer    MailClass = "answer"
	MailAutomatic MailClass = "automatic"
	MailBounce    MailClass = "bounce"
	MailColleague MailClass = "colleague"
	MailForwarded MailClass = "forwarded"
)

// mailClass is what follows from a class: what has come, in a list of what
// happened and in a thread, and what it is taken for.
type mailClass struct {
	came, title, taken string
	waits              bool // for a person to read it
	halts              bool // in quarantine, the clocks of where it may belong
	desk               bool // somebody on the desk sent it
}

var mailClasses = claim.NewWords("class of mail", "what kind of mail a received message is",
	claim.Row[MailClass, mailClass]{Word: MailAnswer, Doc: "written by a person", Follows: mailClass{came: "it waits to be read", title: "a message", taken: "a person's", waits: true, halts: true}},
	claim.Row[MailClass, mailClass]{Word: MailAutomatic, Doc: "sent by a machine (RFC 3834)", Follows: mailClass{came: "an automatic reply, not an answer", title: "an automatic reply", taken: "a machine's"}},
	claim.Row[MailClass, mailClass]{Word: MailBounce, Doc: "says that a message was not delivered (RFC 3464)", Follows: mailClass{came: "a bounce", title: "a bounce", taken: "a bounce"}},
	claim.Row[MailClass, mailClass]{Word: MailColleague, Doc: "written to the party by somebody on the desk, from their own mailbox", Follows: mailClass{
		came: "somebody on the desk has written to the party from their own mailbox", title: "a letter from a colleague's own mailbox", taken: "a colleague's, to the party", halts: true, desk: true}},
	claim.Row[MailClass, mailClass]{Word: MailForwarded, Doc: "passed on by somebody on the desk: it may hold what the party has said, and does not prove who said it", Follows: mailClass{
		came: "somebody on the desk has passed it on, and it waits to be read", title: "a message that a colleague passed on", taken: "passed on by a colleague: it may hold an answer", waits: true, halts: true, desk: true}},
)

// Came says what has come, in a list of what happened.
func (c MailClass) Came() string { return mailClasses.Of(c).came }

// Taken says what a message of the class is taken for.
func (c MailClass) Taken() string { return mailClasses.Of(c).taken }

// Waits reports whether a person has to read a message of the class: it may hold an answer.
func (c MailClass) Waits() bool { return mailClasses.Of(c).waits }

// Halts reports whether the clocks of where a message of the class may belong wait while it is in quarantine.
func (c MailClass) Halts() bool { return mailClasses.Of(c).halts }

// OfDesk reports whether somebody on the desk sent a message of the class from their own mailbox.
func (c MailClass) OfDesk() bool { return mailClasses.Of(c).desk }

// Title is what has come, in a thread.
func (c MailClass) Title() string { return mailClasses.Of(c).title }
