package line

import (
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/sources"
)

// Hushed are the claims of which readers are told of nobody but who has spoken on the
// record. All of the claims that readers may know of have to be among those of the line.
//
// Whom a claim is about, everybody expects to have been asked. If such a party has spoken
// only on terms that keep its name out, the others that are said to have been asked,
// and to have been silent, would point at it by what is left out: of a series, it would be
// the one row in which nobody was asked.
func (l Line) Hushed() map[uuid.UUID]bool {
	key := func(c Claim) string {
		if of, _ := l.sort(c); of != "" {
			return of
		}
		return c.ID.String() // what was erased may have said anything
	}
	loud := map[string]bool{}
	for _, c := range l.Claims {
		loud[key(c)] = loud[key(c)] || slices.ContainsFunc(l.subjects(c), func(party uuid.UUID) bool { return l.keepsOut(c, party) })
	}
	hushed := map[uuid.UUID]bool{}
	for _, c := range l.Claims {
		hushed[c.ID] = loud[key(c)]
	}
	return hushed
}

// subjects are the parties that a claim is about: those that are so by their part, the one in
// the slot of its series, and the only one that was asked or spoke if the statement names it.
func (l Line) subjects(c Claim) []uuid.UUID {
	ids := c.As(sources.PartSubject)
	if c.Series != nil {
		return append(ids, c.Series.Party)
	}
	if _, slotted := l.sort(c); slotted != c.Statement {
		ids = append(ids, c.spoken()[0])
	}
	return ids
}

// keepsOut reports whether the party was asked or has spoken about the claim, and its terms
// keep it from being named there.
func (l Line) keepsOut(c Claim, party uuid.UUID) bool {
	named := slices.ContainsFunc(c.OnRecord(), func(a sources.Said) bool { return a.Party == party })
	return l.Shy(party) && !named && slices.Contains(c.spoken(), party)
}
