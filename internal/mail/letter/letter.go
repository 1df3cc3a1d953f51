package letter

import (
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/wording"
)

// From is who writes: the desk, for a reporter.
type From struct {
	// Reporter is the name of the person who asks.
	Reporter string
	// Desk is the name of the desk, with its article if it has one: "the Investigations desk".
	Desk string
	// Publication is what the story appears in.
	Publication string
	// Phone is optional: a number at which the party can call back.
	Phone string
	// Address is the desk's own address.
	Address string
	// Sender is the name that an inbox shows; empty for the reporter and the desk.
	Sender string
}

// Enclosure is a file that goes out with a letter.
type Enclosure struct {
	Name, ContentType string
	Data              []byte
}

// Letter is all that Compose needs. The same Letter gives the same bytes, always.
type Letter struct {
	Kind claim.MessageKind
	// Language is what it is written in; nil means English.
	Language *wording.Language
	// MessageID is the message's identifier, see [token.MessageID]. A retry keeps it.
	MessageID string
	// Date is the instant of writing, shown to the second.
	Date time.Time
	From From
	// ReplyTo is the address an answer goes to, see [token.Tokens.Address].
	ReplyTo string
	// To is the contact point.
	To mail.Address
	// Cc are those that get a copy.
	Cc []mail.Address
	// Files go out with it.
	Files []Enclosure
	// Person says that To is one person, who is greeted by name; an office has no name to be greeted by.
	Person bool
	// Role is who reads at the contact point, such as "press office"; optional.
	Role string
	// Zone is the party's time zone; nil means UTC.
	Zone *time.Location
	// About is the statement that the subject quotes; empty where it would disclose something.
	About string
	// More is how many claims the request is about besides it.
	More int
	// PublishAt is when the story is to be published; zero if nobody has said.
	PublishAt time.Time
	// Embargo is until when nothing is made public; zero for none.
	Embargo time.Time
	// DeskZone is the zone of what was said of claims; nil means UTC.
	DeskZone *time.Location
	// InReplyTo is the identifier of the message that this one follows; empty on a first letter.
	InReplyTo string
	// References are the identifiers of the thread so far, oldest first. Beyond 20 the middle is left out.
	References []string
	// ByHand is set when a person asked for this very letter; then it is not declared as automatic.
	ByHand bool
	// Reminder is, on a reminder, its number (from 1); on a final notice, how many reminders went before it.
	Reminder int
	// Requests are the open requests that this letter is about; at least one.
	Requests []Request
	// Notice is an optional last line.
	Notice string
	// Repeats says that a follow-up repeats its requests: it goes to somebody who has not had them.
	Repeats bool
	// Text is what a follow-up says.
	Text string
	// News is what was made public, in a letter that says so; at least one there.
	News []News
	// Corrections is the address of the public log of corrections; empty for none.
	Corrections string
	// VerifyAt is the address of the page on which a party can check a request by its code; empty for none.
	VerifyAt string
	// Own are the desk's own sources, see [CheckTemplate]; nil for none.
	Own wording.Own
}

// Request is one request as it stands in a letter.
type Request struct {
	// Kind is what it asks for.
	Kind claim.RequestKind
	// Statute is what a records request is made under; optional.
	Statute string
	// Code is the request's code, which the party can quote and check.
	Code string
	// Link is where the party can answer on a page; empty for none.
	Link string
	// Asked is when the request was first sent. A first letter does not need it; every other kind does.
	Asked time.Time
	// Claims are the claims in question; at least one.
	Claims []Claim
	// Questions are put as written; at least one, except in a withdrawal.
	Questions []string
	// AnswerBy is the deadline, shown to the minute; a withdrawal does not need it.
	AnswerBy time.Time
	// IntentBy is an optional earlier deadline, by which the party says whether it will answer.
	IntentBy time.Time
	// PreviousAnswerBy is the deadline before an extension; only extensions need it.
	PreviousAnswerBy time.Time
	// Ended says, in a letter about a publication, that the request is withdrawn.
	Ended bool
	// Runs says, in such a letter, that the party still has time to answer it.
	Runs bool
	// Reason says why the deadline moved (an extension needs it) or why the request is withdrawn (optional).
	Reason string
}

// News is what was made public of one claim.
type News struct {
	// Statement is the claim as it was published; empty of one whose words were removed.
	Statement string
	// Kind is what was done to the finding.
	Kind finding.PublicationKind
	// Rating is the finding as readers are told; empty of one that was taken back.
	Rating string
	// At is when it was made public.
	At time.Time
	// Reason is why it was changed or taken back, as readers are told; optional.
	Reason string
	// Link is the address of the public page; empty for none.
	Link string
}

// Claim is a claim as it is put to a party.
type Claim struct {
	// Statement is quoted verbatim.
	Statement string
	// Claimant is who made the claim; optional.
	Claimant string
	// Where is where it was made, for example "in a press conference" or "at https://example.org"; optional.
	Where string
	// Made is when it was made; optional.
	Made claim.When
	// Holds is at or over what time it holds; optional.
	Holds claim.Period
	// Published says that there is a public finding about it already: nobody is asked before it is published.
	Published bool
}

// automatic says whether the letter is declared as written by a program (RFC 3834 section 5).
func (l Letter) automatic() bool { return !l.ByHand && l.Kind.Automatic() }

// language is the language that the letter is written in.
func (l Letter) language() *wording.Language {
	if l.Language == nil {
		return wording.Choose(wording.English)
	}
	return l.Language
}

// asks is the kind of all its requests; empty if they are of several.
func (l Letter) asks() claim.RequestKind {
	var one claim.RequestKind
	for i, r := range l.Requests {
		if kind := r.Kind.OrComment(); i == 0 {
			one = kind
		} else if kind != one {
			return ""
		}
	}
	return one
}
