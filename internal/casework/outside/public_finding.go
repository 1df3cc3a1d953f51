package outside

import (
	"time"

	"github.com/onrecord/onrecord/claim"
)

// PublicEvidence is what readers see of a piece of evidence: that there is it, where
// it comes from, and by which hash its file can be told from any other.
type PublicEvidence struct {
	Kind    claim.EvidenceKind
	Bearing claim.Bearing
	Title   string
	Source  string // where it was found
	Origin  string // the root that it comes from, unless that may not be named
	SHA256  string // of its file, in hex; empty for evidence without one
	At      time.Time
}
