package letters

import (
	"slices"
	"time"

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

// Limits of what one message can point at.
const (
	MaxPlaces  = 10 // correspondences that it is given to
	MaxGuesses = 10 // correspondences that it may belong to, whose clocks wait for it
	maxTouched = 200
)

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

// finding is what the clues of a message come to.
type finding struct {
	sure    []Clue      // where it belongs
	guesses []Clue      // where it may belong; their clocks wait for it
	touched []uuid.UUID // where it may belong all the same: who may not see those does not see it
}

// find weighs clues against what the record holds at this moment: those of the
// surest kind count, and the others do not.
func find(b TakeIn, around claim.Around) finding {
	var f finding
	for _, by := range Matches {
		found := held(b.Clues, by, around)
		switch {
		case len(found) == 0:
		case by.Sure():
			f.sure = found[:min(len(found), MaxPlaces)]
			return f
		default:
			f.guesses = found[:min(len(found), MaxGuesses)]
			for _, more := range found[len(f.guesses):min(len(found), maxTouched)] {
				f.touched = append(f.touched, more.Correspondence)
			}
			return f
		}
	}
	switch {
	case b.Mail.Sender.Staff == uuid.Nil:
		f.byContacts(BySender, b.Senders, around)
		if len(f.guesses) == 0 {
			f.byContacts(ByOrganisation, b.Near, around)
		}
	case len(b.To) > 0 && !b.passesOn():
		f.byAddressee(b, around)
	default:
		f.byContacts(ByForward, b.Senders, around)
	}
	return f
}

// held are the clues of a kind that hold: the correspondence is there, and has the
// letter or the request.
func held(clues []Clue, by Match, around claim.Around) []Clue {
	var found []Clue
	for _, clue := range clues {
		c := claim.StateOf[*Correspondence](around, claim.Stream{Kind: claim.StreamCorrespondence, ID: clue.Correspondence})
		known := slices.ContainsFunc(found, func(f Clue) bool { return f.Correspondence == clue.Correspondence })
		if clue.By != by || known || c.StreamVersion() == 0 {
			continue
		}
		if m := c.Message(clue.About); by == ByReference && (m == nil || m.Kind == claim.Reply) {
			continue
		}
		if by == ByCode && c.Request(clue.About) == nil {
			continue
		}
		found = append(found, clue)
	}
	return found
}

// byContacts guesses by who wrote alone or at whose domain, or is said to have, or whom a colleague wrote to: the
// correspondences of the party that are open; if none is, the latest.
func (f *finding) byContacts(by Match, contacts []KnownContact, around claim.Around) {
	var latest *Correspondence
	var others []*Correspondence
	for _, contact := range contacts {
		for _, s := range around.With(contact.Party) {
			c := claim.StateOf[*Correspondence](around, s)
			switch {
			case c.Open() && len(f.guesses) < MaxGuesses:
				f.guesses = append(f.guesses, Clue{By: by, Correspondence: c.ID})
				continue
			case latest == nil || c.lastLetter().After(latest.lastLetter()):
				latest = c
			}
			others = append(others, c)
		}
	}
	if len(f.guesses) == 0 && latest != nil {
		f.guesses = []Clue{{By: by, Correspondence: latest.ID}}
	}
	order := func(c *Correspondence) int {
		if inRestricted(c, around) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(others, func(a, b *Correspondence) int { return order(a) - order(b) })
	for _, c := range others[:min(len(others), maxTouched)] {
		if !f.guessed(c.ID) {
			f.touched = append(f.touched, c.ID)
		}
	}
}

func (f *finding) guessed(correspondence uuid.UUID) bool {
	return slices.ContainsFunc(f.guesses, func(g Clue) bool { return g.Correspondence == correspondence })
}

// lastLetter is when the latest letter was written, or the zero time.
func (c *Correspondence) lastLetter() time.Time {
	for _, m := range slices.Backward(c.Messages) {
		if m.Kind != claim.Reply {
			return m.At
		}
	}
	return time.Time{}
}
