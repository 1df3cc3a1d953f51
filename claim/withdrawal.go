package claim

import (
	"time"

	"github.com/google/uuid"
)

// Withdrawal says who no longer relies on something that stands in the record, and why.
type Withdrawal struct {
	By     uuid.UUID `json:"by"`
	At     time.Time `json:"at"`
	Reason Ref       `json:"reason"`
}
