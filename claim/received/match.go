package received

import (
	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Match is by what a received message belongs to a correspondence, or may.
type Match string

// Every match, the surest first. What each means stands in its row.
const (
	ByToken        Match = "reply address"
	ByDamagedToken Match = "damaged reply address"
	ByReference    Match = "reference"
	ByCode         Match = "request code"
	ByQuotation    Match = "quotation"
	ByAddressee    Match = "addressee"
	ByAddressees   Match = "one of several for an addressee"
	ByForward      Match = "forward"
	BySender       Match = "sender"
	ByOrganisation Match = "organisation"
	ByPerson       Match = "person"
)

// match is what follows from a match: whether it places a message, and if it does
// not, why the message waits in quarantine.
type match struct {
	sure   bool
	reason claim.Reason
}

var matches = claim.NewWords("match", "by what a received message belongs to a correspondence",
	claim.Row[Match, match]{Word: ByToken, Doc: "it came to the reply address of our letters", Unchosen: true, Follows: match{sure: true}},
	claim.Row[Match, match]{Word: ByDamagedToken, Doc: "it came to a reply address that is damaged, and can have been no other", Unchosen: true, Follows: match{sure: true}},
	claim.Row[Match, match]{Word: ByReference, Doc: "it refers to a letter of ours", Unchosen: true, Follows: match{sure: true}},
	claim.Row[Match, match]{Word: ByCode, Doc: "it has the code of a request in it", Unchosen: true, Follows: match{reason: claim.GuessedByCode}},
	claim.Row[Match, match]{Word: ByQuotation, Doc: "it repeats what the party was asked", Unchosen: true, Follows: match{reason: claim.GuessedByQuotation}},
	claim.Row[Match, match]{Word: ByAddressee, Doc: "somebody on the desk wrote it to a contact of the party, which is asked in this case alone", Unchosen: true, Follows: match{sure: true}},
	claim.Row[Match, match]{Word: ByAddressees, Doc: "somebody on the desk wrote it to a contact of the party", Unchosen: true, Follows: match{reason: claim.GuessedByAddressee}},
	claim.Row[Match, match]{Word: ByForward, Doc: "somebody on the desk passed it on, and it names a known contact of the party as its author", Unchosen: true, Follows: match{reason: claim.GuessedByForward}},
	claim.Row[Match, match]{Word: BySender, Doc: "a known contact of the party sent it", Unchosen: true, Follows: match{reason: claim.GuessedBySender}},
	claim.Row[Match, match]{Word: ByOrganisation, Doc: "somebody at the domain of a known contact of the party sent it", Unchosen: true, Follows: match{reason: claim.GuessedByOrganisation}},
	claim.Row[Match, match]{Word: ByPerson, Doc: "somebody on the desk gave it to the party", Unchosen: true},
)

// Matches lists every match, the surest first.
var Matches = matches.All()

// Says says by what, as a sentence without its end: it refers to a letter of ours.
func (m Match) Says() string { return claim.WordOf(m).Doc }

// Sure reports whether it places a message; what does not is a guess.
func (m Match) Sure() bool { return matches.Of(m).sure }

// Reason is why a message waits in quarantine that it does not place for sure.
func (m Match) Reason() claim.Reason { return matches.Of(m).reason }

// Clue is a correspondence that a message points at, and by what.
type Clue struct {
	By             Match     `json:"by"`
	Correspondence uuid.UUID `json:"correspondence"`
	About          uuid.UUID `json:"about,omitzero"` // of a reference the letter, of a code the request
}

// KnownContact is a contact point of a party that has the address of who wrote.
type KnownContact struct {
	Party   uuid.UUID `json:"party"`
	Contact uuid.UUID `json:"contact"`
}
