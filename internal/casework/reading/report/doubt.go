package report

import (
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
)

// Doubt is whether an answer is the party's, as far as that is in question.
type Doubt struct {
	Response uuid.UUID      `json:"response" doc:"identifier of the answer"`
	Doubtful bool           `json:"doubtful,omitempty" doc:"it came by mail from a sender who may not be the party, and nobody has found that it is the party's own"`
	InDoubt  bool           `json:"inDoubt,omitempty" doc:"something speaks against it, nothing ties it to the party, or a surer answer of the party stands beside it: it counts for nothing until somebody decides whose it is"`
	Weighed  *WeighedReport `json:"weighed,omitempty" doc:"what somebody has decided"`
}

// WeighedReport is what somebody has decided of an answer that may not be the party's.
type WeighedReport struct {
	ItsOwn bool      `json:"itsOwn" doc:"it is the party's; otherwise it counts for nothing"`
	By     string    `json:"by"`
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
}

// NotItsOwn reports whether somebody found that it is not the party's.
func (d Doubt) NotItsOwn() bool { return d.Weighed != nil && !d.Weighed.ItsOwn }

func (b *Gathered) doubt(c *verification.Claim, s sources.Said) Doubt {
	d := Doubt{Response: s.Response, Doubtful: s.Doubtful() && !s.Void(), InDoubt: c.InDoubt(s)}
	if w := s.Weighed; w != nil {
		d.Weighed = &WeighedReport{w.ItsOwn, b.NameOf(w.By), w.At, b.Lib.Text(w.Reason)}
	}
	return d
}

// doubtRefs is the content that is read to tell of them.
func doubtRefs(c *verification.Claim) (refs []claim.Ref) {
	for _, s := range c.Answers {
		if s.Weighed != nil {
			refs = append(refs, s.Weighed.Reason)
		}
	}
	return refs
}
