package claim

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// Absence is a period in which a person is away, and who stands in. Nothing is
// done in the absent person's name: what waits for her waits for the deputy, who
// acts as herself, with her own rights. It ends by itself.
type Absence struct {
	From   time.Time `json:"from"`
	To     time.Time `json:"to"` // from then on the person is back
	Deputy uuid.UUID `json:"deputy"`
}

// MaxAbsence is how long an absence is at most.
const MaxAbsence = 366 * 24 * time.Hour

// At reports whether the person is away at the instant.
func (a Absence) At(t time.Time) bool { return !t.Before(a.From) && t.Before(a.To) }

// Overlaps reports whether two absences have an instant in common.
func (a Absence) Overlaps(b Absence) bool { return a.From.Before(b.To) && b.From.Before(a.To) }

// StandsIn lists those for whom a person stands in at the instant: who is away
// and named her as deputy, and those for whom that one would stand in.
func StandsIn(staff []Member, deputy uuid.UUID, at time.Time) []uuid.UUID {
	reached := []uuid.UUID{deputy}
	for i := 0; i < len(reached); i++ {
		for _, m := range staff {
			if m.Away.Deputy == reached[i] && m.Away.At(at) && !slices.Contains(reached, m.ID) {
				reached = append(reached, m.ID)
			}
		}
	}
	return reached[1:]
}
