package sources

import (
	"slices"

	"github.com/google/uuid"
)

// OnRecord returns what may be quoted with the name, as it stands among itself: an answer
// that one on other terms took the place of stands on the record, until one on the record
// takes its place. What was withdrawn is not in it, nor what was said of earlier words and
// does not count for those that the claim has now, nor what may not be the party's and waits for somebody to decide.
//
// Whatever is told outside with a name is made from this and from nothing else, so that it
// gives away nothing of what the same party said without its name.
func (k *Known) OnRecord() []Said {
	quotable := func(s Said) bool { return s.GroundRules.Named() && !s.Void() && k.SaidOfNow(s) && !k.Outweighed(s) }
	out := slices.DeleteFunc(slices.Clone(k.Answers), func(s Said) bool { return !quotable(s) })
	there := make(map[uuid.UUID]bool, len(out))
	for _, s := range out {
		there[s.Response] = true
	}
	for i, s := range out {
		if s.SupersededBy == uuid.Nil || there[s.SupersededBy] {
			continue
		}
		out[i].SupersededBy = uuid.Nil
		if first := k.firstInstead(out, i, uuid.Nil); first != nil {
			out[i].SupersededBy = first.Response
		}
	}
	return out
}
