package claim

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// Around is what a decision may see of the streams beside its own. Whoever
// records what is decided reads it in the same transaction, so that what was
// seen holds at that moment. What could not be read is seen as empty; the reader
// then discards the decision.
type Around interface {
	// State returns the state of a stream, at version 0 if it has no entries, or
	// nil for a kind that is not known. It is for looking at.
	State(s Stream) Aggregate
	// Staff returns every member of staff, the disabled included.
	Staff() []Member
	// Claims returns the claims of a case.
	Claims(of uuid.UUID) []Stream
	// Asking returns the correspondences with a request about a claim.
	Asking(about uuid.UUID) []Stream
	// With returns the correspondences with a party.
	With(party uuid.UUID) []Stream
	// In returns the correspondences of a case.
	In(of uuid.UUID) []Stream
	// Open returns every correspondence in which anything is left to wait for.
	Open() []Stream
	// Assigned returns the streams in which something is assigned to a person.
	Assigned(person uuid.UUID) []Stream
	// Waits reports whether a message that is the party's has come in and nobody
	// has read it, whether or not it is placed yet.
	Waits(correspondence uuid.UUID) bool
	// Settings are what the desk has set, or what is in force until it does.
	Settings() DeskSettings
}

// Member is a member of staff, as far as rules ask.
type Member struct {
	ID       uuid.UUID
	Roles    []Role
	Disabled bool    // can do nothing
	Local    bool    // whoever runs the program, as long as she has no account
	Away     Absence // the latest one that was said; zero for none
}

// CanSign reports whether any of the member's roles may sign off claims.
func (m Member) CanSign() bool { return !m.Disabled && slices.ContainsFunc(m.Roles, Role.CanSign) }

// CanAdminister reports whether the member may manage people.
func (m Member) CanAdminister() bool { return !m.Disabled && slices.Contains(m.Roles, Admin) }

// CanOwn reports whether the member may own a case.
func (m Member) CanOwn() bool { return !m.Disabled && slices.Contains(m.Roles, Editor) }

// StateOf is the state of a stream of a kind as a type, empty if it has no entries.
func StateOf[T Aggregate](around Around, s Stream) T {
	state, _ := around.State(s).(T)
	return state
}

// Addressee is a party as far as letters ask.
type Addressee interface {
	Aggregate
	// LetterContact is the contact point that letters go to; zero if there is none.
	LetterContact() uuid.UUID
	// LetterPoints are the contact points that letters can go to, in the party's order, without
	// those that are dead or not to be contacted.
	LetterPoints() []uuid.UUID
	// BarredAs is that the party is not to be contacted: as a whole, or wherever letters could go but for that; else nil.
	BarredAs() *Barred
	// Bars reports whether a contact point, or the party as a whole, is not to be contacted; of the zero contact point, the
	// party as a whole.
	Bars(contact uuid.UUID) bool
	// Office is when somebody is there, in the party's time zone.
	Office() (OfficeHours, *time.Location)
}
