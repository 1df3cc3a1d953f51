package claim

import "strings"

// Reason is why the product did something, or did not, as a code. What a mail
// server was the reason for may be one that has no row, such as
// refused_recipient_550.
type Reason string

// Why a letter was stopped before the hand-over. What each means stands in its row.
const (
	StoppedMessageWaits Reason = "message_waits"
	StoppedOutOfHours   Reason = "out_of_hours"
	StoppedBadContact   Reason = "bad_contact"
	StoppedNoContact    Reason = "no_contact"
	StoppedTooLate      Reason = "too_late"
	StoppedNothingToAsk Reason = "nothing_to_ask"
	StoppedOnHold       Reason = "on_hold"
	StoppedChanged      Reason = "changed"
	StoppedUnwritable   Reason = "unwritable"
	StoppedDefect       Reason = "defect"
	StoppedGaveUp       Reason = "gave_up"
	StoppedPaused       Reason = "paused"
	StoppedBarred       Reason = "do_not_contact"
)

// Why nobody is reminded at an instant.
const (
	ClosedHours               = StoppedOutOfHours
	ClosedDay          Reason = "closed_day"
	ClosedHoliday      Reason = "their_holiday"
	ClosedDesksHoliday Reason = "desk_holiday"
)

// Why reminders were replanned.
const (
	ReplannedSentLate   Reason = "sent_late"
	ReplannedClockRan   Reason = "clock_ran"
	ReplannedOutOfHours        = StoppedOutOfHours
	ReplannedFollowUp   Reason = "follow_up"
	ReplannedPromise    Reason = "promised"
)

// Why no reminder is to come, where no letter was called off for it.
const (
	HeldAskedBack Reason = "asked_back"
	HeldPutAgain  Reason = "put_again"
	HeldCameBack  Reason = "came_back"
	HeldCap       Reason = "cap"
	HeldByHand    Reason = "by_hand"
	HeldNoneLeft  Reason = "none_left"
	HeldTooLate   Reason = "sent_too_late"
)

// Why a reminder goes out earlier than planned.
const MovedMerged Reason = "merged"

// Why a reminder after the answer-by instant goes out later than planned.
const MovedPaused Reason = "rested"

// Why a message is in quarantine.
const (
	NoToken               Reason = "no token"
	NoCorrespondence      Reason = "no correspondence"
	UnreadableMessage     Reason = "unreadable"
	UnmatchedDeliveries   Reason = "bounce without match"
	TooManyUnread         Reason = "too many unread"
	GuessedByCode         Reason = "guess by code"
	GuessedByQuotation    Reason = "guess by quotation"
	GuessedBySender       Reason = "guess by sender"
	GuessedByOrganisation Reason = "guess by organisation"
	GuessedByAddressee    Reason = "guess by addressee"
	GuessedByForward      Reason = "guess by forward"
)

// Why a letter did not arrive.
const (
	Bounced            Reason = "bounced"
	ServerUnreachable  Reason = "unreachable"
	ServerBusy         Reason = "server"
	ServerNotEncrypted Reason = "tls"
	ServerSignIn       Reason = "auth"
	ServerSender       Reason = "sender"
	HandOverCanceled   Reason = "canceled"
	HandOverNotTried   Reason = "not_tried"
	HandOverLost       Reason = "no_reply_after_hand_over"
	HandOverCrashed    Reason = "crash"
	HandOverHeld       Reason = "mail_held"
	ServerNoUTF8       Reason = "no_smtputf8"
)

// reason is what follows from a reason: a sentence for each place where it says why.
type reason struct {
	moved     string // a reminder stands at another instant because …
	closed    string // why the party is not reminded now, in a few words
	replanned string // the reminders to come are others because …
	lookedAt  string // a reminder that was held back is looked at again …
	usual     bool   // letters are called off for it in the ordinary course: nobody has to look at those
}

var reasons = NewWords("reason", "why a letter did not go out, moved, or came back, or a message has no place",
	Row[Reason, reason]{Word: StoppedMessageWaits, Doc: "a message that is, or may be, of the party waits for somebody to look at it", Follows: reason{
		moved: "a message that was, or may have been, theirs waited for somebody to look at it", usual: true, lookedAt: "once somebody has read it"}},
	Row[Reason, reason]{Word: StoppedOutOfHours, Doc: "the party's office was closed", Follows: reason{
		moved: "their office is closed at that time", closed: "closed at this time", replanned: "the party's office was closed", usual: true}},
	Row[Reason, reason]{Word: StoppedBadContact, Doc: "the party's address bounced, and there is no other", Follows: reason{
		lookedAt: "once the party has another address, or that one is good again"}},
	Row[Reason, reason]{Word: StoppedNoContact, Doc: "the party has no address"},
	Row[Reason, reason]{Word: StoppedTooLate, Doc: "the answer-by instant passed before it could go out", Follows: reason{
		replanned: "the answer-by instant has passed"}},
	Row[Reason, reason]{Word: StoppedNothingToAsk, Doc: "every claim that it is about is no longer pursued", Follows: reason{usual: true}},
	Row[Reason, reason]{Word: StoppedChanged, Doc: "what it says was made public has been changed since", Follows: reason{usual: true}},
	Row[Reason, reason]{Word: StoppedOnHold, Doc: "every claim that it is about is on hold", Follows: reason{usual: true, lookedAt: "once a claim is resumed"}},
	Row[Reason, reason]{Word: StoppedUnwritable, Doc: "a name or an address cannot stand in a letter"},
	Row[Reason, reason]{Word: StoppedDefect, Doc: "it could not even be written, through a fault of Onrecord"},
	Row[Reason, reason]{Word: StoppedGaveUp, Doc: "no mail server took it for days"},
	Row[Reason, reason]{Word: StoppedPaused, Doc: "a person has paused the reminders", Follows: reason{lookedAt: "once the reminders are resumed"}},
	Row[Reason, reason]{Word: StoppedBarred, Doc: "the party is not to be contacted", Follows: reason{
		replanned: "the party may be contacted again", usual: true, lookedAt: "once somebody has taken that back"}},
	Row[Reason, reason]{Word: HeldAskedBack, Doc: "the party has asked something of the desk, and waits", Follows: reason{lookedAt: "once you have written to the party"}},
	Row[Reason, reason]{Word: HeldCameBack, Doc: "a letter about the request came back, and nobody has said where it goes", Follows: reason{lookedAt: "once it has gone elsewhere"}},
	Row[Reason, reason]{Word: HeldPutAgain, Doc: "the request is about to go to another contact point", Follows: reason{lookedAt: "once it has gone there"}},
	Row[Reason, reason]{Word: HeldCap, Doc: "the party has had as many reminders as there may be"},
	Row[Reason, reason]{Word: HeldByHand, Doc: "a person has put the request, and follows it up"},
	Row[Reason, reason]{Word: HeldNoneLeft, Doc: "none is left before the answer-by instant"},
	Row[Reason, reason]{Word: HeldTooLate, Doc: "it could not go out when it was due, and would come too late by now", Follows: reason{usual: true}},
	Row[Reason, reason]{Word: MovedMerged, Doc: "a reminder goes out with that of another request", Follows: reason{
		moved: "it goes in one letter with that of another request"}},
	Row[Reason, reason]{Word: MovedPaused, Doc: "the reminders after the answer-by instant were paused", Follows: reason{
		moved: "it was paused for so long"}},
	Row[Reason, reason]{Word: ClosedDay, Doc: "the party is closed on that day of the week", Follows: reason{
		moved: "their office is closed on that day", closed: "closed on this day"}},
	Row[Reason, reason]{Word: ClosedHoliday, Doc: "the party has a holiday", Follows: reason{
		moved: "they have a holiday", closed: "they have a holiday"}},
	Row[Reason, reason]{Word: ClosedDesksHoliday, Doc: "the desk has a holiday", Follows: reason{
		moved: "the desk has a holiday", closed: "the desk has a holiday"}},
	Row[Reason, reason]{Word: ReplannedSentLate, Doc: "the request went out later than planned", Follows: reason{
		replanned: "the letter went out later than planned"}},
	Row[Reason, reason]{Word: ReplannedClockRan, Doc: "steps passed while the clock was stopped", Follows: reason{
		replanned: "some fell due while the clock was stopped"}},
	Row[Reason, reason]{Word: ReplannedFollowUp, Doc: "another letter went to the party in the meantime", Follows: reason{
		moved: "another letter went out shortly before", replanned: "another letter has just gone out"}},
	Row[Reason, reason]{Word: ReplannedPromise, Doc: "the party has said by when it will answer", Follows: reason{
		moved: "they have said that they will answer by then", replanned: "the party has said by when it will answer"}},
	Row[Reason, reason]{Word: NoToken, Doc: "nothing in it says which request it is about"},
	Row[Reason, reason]{Word: NoCorrespondence, Doc: "its reply address is ours, and belongs to nothing that exists"},
	Row[Reason, reason]{Word: UnreadableMessage, Doc: "it could not be read as mail"},
	Row[Reason, reason]{Word: UnmatchedDeliveries, Doc: "a bounce of nothing that we sent"},
	Row[Reason, reason]{Word: TooManyUnread, Doc: "very many such messages of the party came before it, and nobody has read them"},
	Row[Reason, reason]{Word: GuessedByCode, Doc: "it has the code of a request in it, which whoever has seen the letter can write; somebody has to look"},
	Row[Reason, reason]{Word: GuessedByQuotation, Doc: "it repeats what a party was asked; somebody has to look"},
	Row[Reason, reason]{Word: GuessedByOrganisation, Doc: "it came from an address that is not known, at the domain of a known contact, and nothing in it says which request it is about; somebody has to look"},
	Row[Reason, reason]{Word: GuessedBySender, Doc: "a known contact sent it, and nothing in it says which request it is about; somebody has to look"},
	Row[Reason, reason]{Word: GuessedByAddressee, Doc: "somebody on the desk wrote it to a contact, and nothing in it says which case it is about; somebody has to look"},
	Row[Reason, reason]{Word: GuessedByForward, Doc: "somebody on the desk passed it on, and it names a known contact as its author, which nothing proves; somebody has to look"},
	Row[Reason, reason]{Word: Bounced, Doc: "the party's mail server sent it back"},
	Row[Reason, reason]{Word: ServerUnreachable, Doc: "the mail server could not be reached"},
	Row[Reason, reason]{Word: ServerBusy, Doc: "the mail server asked to try again later"},
	Row[Reason, reason]{Word: ServerNotEncrypted, Doc: "no encrypted connection to the mail server could be made"},
	Row[Reason, reason]{Word: ServerSignIn, Doc: "the mail server refused the sign-in: its settings have to be put right"},
	Row[Reason, reason]{Word: ServerSender, Doc: "the mail server does not take mail from the desk's address: its settings have to be put right"},
	Row[Reason, reason]{Word: HandOverCanceled, Doc: "it was interrupted, and is tried again"},
	Row[Reason, reason]{Word: HandOverNotTried, Doc: "it was not tried, and will be"},
	Row[Reason, reason]{Word: HandOverLost, Doc: "handed over, and the connection broke before the answer"},
	Row[Reason, reason]{Word: HandOverCrashed, Doc: "handed over, and Onrecord was stopped before the answer"},
	Row[Reason, reason]{Word: ServerNoUTF8, Doc: "the address has letters beyond ASCII before its @, and the desk's mail server does not carry such"},
	Row[Reason, reason]{Word: HandOverHeld, Doc: "the desk holds all mail"},
).Open()

// UsualReasons lists those for which letters are called off in the ordinary
// course: nobody has to look at those.
var UsualReasons = reasons.Having(func(r reason) bool { return r.usual })

// Usual reports whether letters are called off for it in the ordinary course.
func (r Reason) Usual() bool { return reasons.Of(r).usual }

// Says puts the reason into words.
func (r Reason) Says() string {
	if w := WordOf(r); w.Doc != "" {
		return w.Doc
	}
	return strings.ReplaceAll(string(r), "_", " ")
}

// Moved says because of what a reminder stands at another instant, if that is known.
func (r Reason) Moved() string { return reasons.Of(r).moved }

// LookedAt says when a reminder that was held back is looked at again; it is empty if it is not.
func (r Reason) LookedAt() string { return reasons.Of(r).lookedAt }

// Closed says in a few words why a party is not reminded now; it is empty if it is.
func (r Reason) Closed() string { return reasons.Of(r).closed }

// Replanned says because of what the reminders to come are others.
func (r Reason) Replanned() string { return reasons.Of(r).replanned }
