package claim

import (
	"time"

	"github.com/google/uuid"
)

// Cause is why a letter failed for good at a contact point, by what its mail server said.
type Cause string

// Every cause. What each means, and what to do next, stands in its row.
const (
	CauseNoSuchAddress Cause = "no such address"
	CauseMailboxFull   Cause = "mailbox full"
	CauseTooLarge      Cause = "too large"
	CausePolicy        Cause = "refused by policy"
	CauseUnreachable   Cause = "unreachable for now"
	CauseMisrouted     Cause = "misrouted"
	CauseUnexplained   Cause = "no reason given"
)

// cause is what follows from a cause.
type cause struct {
	dead   bool   // letters do not go to the contact point any more
	passed bool   // the letter goes to the party's next contact point by itself
	step   string // what a person can do
}

var causes = NewWords("cause of failure", "why a letter failed for good at a contact point, by what its mail server said",
	Row[Cause, cause]{Word: CauseNoSuchAddress, Doc: "there is no such address, or it takes no mail any more", Follows: cause{
		dead: true, passed: true, step: "find another address, or call them"}},
	Row[Cause, cause]{Word: CauseMailboxFull, Doc: "the mailbox is full", Follows: cause{
		passed: true, step: "the address is good: try it again once the mailbox has room, or reach them in another way"}},
	Row[Cause, cause]{Word: CauseTooLarge, Doc: "the letter is larger than the server takes", Follows: cause{
		step: "the address is good: ask about fewer claims in one letter"}},
	Row[Cause, cause]{Word: CausePolicy, Doc: "the server's policy, a filter or a block list refused the letter, or the desk's server", Follows: cause{
		step: "the address may be good: put right what the server minds of the desk's mail, or reach them in another way"}},
	Row[Cause, cause]{Word: CauseUnreachable, Doc: "the server could not be reached, or put it off until it was given up", Follows: cause{
		passed: true, step: "the address may be good: try it again later, or reach them in another way"}},
	Row[Cause, cause]{Word: CauseMisrouted, Doc: "mail for the address goes in a circle", Follows: cause{
		passed: true, step: "only they can put that right: reach them in another way, and tell them"}},
	Row[Cause, cause]{Word: CauseUnexplained, Doc: "it was refused for good, and no reason was given", Follows: cause{
		dead: true, passed: true, step: "ask them whether the address is right, or find another one"}},
)

// Causes lists every cause.
var Causes = causes.All()

// Dead reports whether letters do not go to the contact point any more, until a person says
// that it is good again.
func (c Cause) Dead() bool { return causes.Of(c).dead }

// PassedOn reports whether a letter that failed for it goes to the party's next contact point
// by itself. What the server minds of the letter or of the desk, it minds there as well.
func (c Cause) PassedOn() bool { return causes.Of(c).passed }

// NextStep is what a person can do about it; empty for a cause that is not known.
func (c Cause) NextStep() string { return causes.Of(c).step }

// NoteFailure tells a party that a contact point of it is dead: letters do not arrive there.
type NoteFailure struct {
	Contact uuid.UUID `json:"contact"`
	Cause   Cause     `json:"cause"`
	Said    Ref       `json:"said,omitempty"` // content: the server's own words
	At      time.Time `json:"at"`
}

// CommandKind implements [Body].
func (NoteFailure) CommandKind() string { return "note failure" }

// NoticeKey implements [Told].
func (b NoteFailure) NoticeKey() string { return b.Contact.String() }

// NoteContact tells a correspondence where letters to the party go.
type NoteContact struct {
	Contact uuid.UUID `json:"contact"`
	First   uuid.UUID `json:"first,omitzero"`   // the party's first contact point, where letters go that were told of no other
	Failed  uuid.UUID `json:"failed,omitzero"`  // the contact point that is dead from now on
	Revived uuid.UUID `json:"revived,omitzero"` // the one that a person says is good again
	Stays   bool      `json:"stays,omitempty"`  // a correspondence whose letters go elsewhere, and arrive there, keeps to that
}

// CommandKind implements [Body].
func (NoteContact) CommandKind() string { return "note contact" }

func init() {
	RegisterBody[NoteFailure](StreamParty)
	RegisterBody[NoteContact](StreamCorrespondence)
}
