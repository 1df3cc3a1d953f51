package record

import "github.com/onrecord/onrecord/claim"

// maxKept is how many states the writer keeps from one transaction to the next.
const maxKept = 2000

// kept are states as the writer has them in hand, so that it need not decode them,
// nor ask for entries since, at every step. They are those after the last entry of
// the record for as long as the head is where the writer left it: whoever else
// writes, in this process or another, moves it. The writer alone uses them.
type kept struct {
	head   head
	states map[claim.Stream]claim.Aggregate
}

// resume forgets the states if the record has moved on since.
func (k *kept) resume(at head) {
	if k.states == nil || k.head != at || len(k.states) > maxKept {
		k.forget()
	}
	k.head = at
}

// forget is for when something was undone: no state is sure.
func (k *kept) forget() { k.states = map[claim.Stream]claim.Aggregate{} }
