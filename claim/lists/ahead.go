package lists

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// AheadQuery asks what stands ahead in cases that the viewer may see: correspondences and
// claims whose clock has something to do, and cases that are to run.
type AheadQuery struct {
	Viewer
	Case  uuid.UUID // in this case only; zero for all
	Own   bool      // only what the viewer works on: the owner of the case, who is given something in it, who has done something in it
	Now   time.Time // product time
	Until time.Time
	Limit int
}

// AheadRow is a stream that has something ahead.
type AheadRow struct {
	Stream claim.Stream
	At     time.Time // the earliest of it
}
