package intake

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
)

// Limits of what one message can point at.
const (
	MaxPlaces  = 10 // correspondences that it is given to
	MaxGuesses = 10 // correspondences that it may belong to, whose clocks wait for it
	maxTouched = 200
)

// finding is what the clues of a message come to.
type finding struct {
	sure    []received.Clue // where it belongs
	guesses []received.Clue // where it may belong; their clocks wait for it
	touched []uuid.UUID     // where it may belong all the same: who may not see those does not see it
}

// find weighs clues against what the record holds at this moment: those of the
// surest kind count, and the others do not.
func find(b TakeIn, around claim.Around) finding {
	var f finding
	for _, by := range received.Matches {
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
		f.byContacts(received.BySender, b.Senders, around)
		if len(f.guesses) == 0 {
			f.byContacts(received.ByOrganisation, b.Near, around)
		}
	case len(b.To) > 0 && !b.passesOn():
		f.byAddressee(b, around)
	default:
		f.byContacts(received.ByForward, b.Senders, around)
	}
	return f
}

// held are the clues of a kind that hold: the correspondence is there, and has the
// letter or the request.
func held(clues []received.Clue, by received.Match, around claim.Around) []received.Clue {
	var found []received.Clue
	for _, clue := range clues {
		c := claim.StateOf[*letters.Correspondence](around, claim.Stream{Kind: claim.StreamCorrespondence, ID: clue.Correspondence})
		known := slices.ContainsFunc(found, func(f received.Clue) bool { return f.Correspondence == clue.Correspondence })
		if clue.By != by || known || c.StreamVersion() == 0 {
			continue
		}
		if m := c.Message(clue.About); by == received.ByReference && (m == nil || m.Kind == claim.Reply) {
			continue
		}
		if by == received.ByCode && c.Request(clue.About) == nil {
			continue
		}
		found = append(found, clue)
	}
	return found
}

// byContacts guesses by who wrote alone or at whose domain, or is said to have, or whom a colleague wrote to: the
// correspondences of the party that are open; if none is, the latest.
func (f *finding) byContacts(by received.Match, contacts []received.KnownContact, around claim.Around) {
	var latest *letters.Correspondence
	var others []*letters.Correspondence
	for _, contact := range contacts {
		for _, s := range around.With(contact.Party) {
			c := claim.StateOf[*letters.Correspondence](around, s)
			switch {
			case c.Open() && len(f.guesses) < MaxGuesses:
				f.guesses = append(f.guesses, received.Clue{By: by, Correspondence: c.ID})
				continue
			case latest == nil || c.LastLetter().After(latest.LastLetter()):
				latest = c
			}
			others = append(others, c)
		}
	}
	if len(f.guesses) == 0 && latest != nil {
		f.guesses = []received.Clue{{By: by, Correspondence: latest.ID}}
	}
	order := func(c *letters.Correspondence) int {
		if inRestricted(c, around) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(others, func(a, b *letters.Correspondence) int { return order(a) - order(b) })
	for _, c := range others[:min(len(others), maxTouched)] {
		if !f.guessed(c.ID) {
			f.touched = append(f.touched, c.ID)
		}
	}
}

func (f *finding) guessed(correspondence uuid.UUID) bool {
	return slices.ContainsFunc(f.guesses, func(g received.Clue) bool { return g.Correspondence == correspondence })
}

// passesOn reports whether a colleague passes on what somebody else wrote than those that it goes to.
func (b TakeIn) passesOn() bool {
	return b.Mail.Class == received.MailForwarded && slices.ContainsFunc(b.Senders, func(s received.KnownContact) bool {
		return !slices.ContainsFunc(b.To, func(to received.KnownContact) bool { return to.Party == s.Party })
	})
}

// byAddressee places what a colleague wrote to a contact of a party that is asked in one case, which the colleague may
// see. Where it may be about another one, restricted ones above all, it is a guess.
func (f *finding) byAddressee(b TakeIn, around claim.Around) {
	f.byContacts(received.ByAddressees, b.To, around)
	if len(f.guesses) != 1 || b.Mail.Sender.Proven == received.ProvenPartly {
		return
	}
	c := claim.StateOf[*letters.Correspondence](around, claim.Stream{Kind: claim.StreamCorrespondence, ID: f.guesses[0].Correspondence})
	if !c.Open() || !seenBy(c, b.Mail.Sender.Staff, around) || slices.ContainsFunc(f.touched, func(id uuid.UUID) bool { return restricted(id, around) }) {
		return
	}
	f.sure, f.guesses, f.touched = []received.Clue{{By: received.ByAddressee, Correspondence: c.ID}}, nil, nil
}

func seenBy(c *letters.Correspondence, person uuid.UUID, around claim.Around) bool {
	of := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case})
	return slices.ContainsFunc(around.Staff(), func(m claim.Member) bool { return m.ID == person && of.VisibleTo(person, m.Roles) })
}

func restricted(correspondence uuid.UUID, around claim.Around) bool {
	c := claim.StateOf[*letters.Correspondence](around, claim.Stream{Kind: claim.StreamCorrespondence, ID: correspondence})
	return inRestricted(c, around)
}

func inRestricted(c *letters.Correspondence, around claim.Around) bool {
	in := claim.StateOf[*cases.Case](around, claim.Stream{Kind: claim.StreamCase, ID: c.Case})
	return in != nil && in.Sensitivity == claim.Restricted
}
