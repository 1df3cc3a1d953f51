package claim

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"github.com/google/uuid"
)

// subjectFormat is part of the hash, so that a change of what is covered makes
// earlier sign-offs stale instead of wrong.
const subjectFormat = "onrecord.subject.v1"

type subject struct {
	Format    string      `json:"format"`
	Claim     uuid.UUID   `json:"claim"`
	Text      Ref         `json:"text"`
	Tier      Tier        `json:"tier"`
	Proposed  int64       `json:"proposed"` // version of the entry that proposed the outcome
	Outcome   Outcome     `json:"outcome"`
	Why       Why         `json:"why,omitempty"`
	Rationale Ref         `json:"rationale"`
	Readers   Ref         `json:"forReaders,omitempty"`
	AsOf      time.Time   `json:"asOf"`
	Asked     []uuid.UUID `json:"asked"` // requests
	Answers   []Said      `json:"answers"`
	Evidence  []Evidence  `json:"evidence,omitempty"` // also what was withdrawn
}

// subjectHash is the SHA-256, in hex, of the canonical JSON of the subject:
// fixed field order, instants in UTC, lists sorted by identifier.
func subjectHash(c *Claim) string {
	s := subject{
		Format: subjectFormat, Claim: c.ID, Text: c.Text, Tier: c.Tier,
		Proposed: c.Proposal.Version, Outcome: c.Proposal.Outcome, Why: c.Proposal.Why,
		Rationale: c.Proposal.Rationale, Readers: c.Proposal.ForReaders, AsOf: c.Proposal.AsOf.UTC(),
		Answers: slices.Clone(c.Answers),
	}
	for i := range s.Answers {
		s.Answers[i].ReceivedAt = s.Answers[i].ReceivedAt.UTC()
	}
	for _, a := range c.Asked {
		s.Asked = append(s.Asked, a.Request)
	}
	slices.SortFunc(s.Asked, compareIDs)
	slices.SortFunc(s.Answers, func(a, b Said) int { return compareIDs(a.Response, b.Response) })
	s.Evidence = slices.Clone(c.Evidence)
	slices.SortFunc(s.Evidence, func(a, b Evidence) int { return compareIDs(a.ID, b.ID) })
	encoded, err := json.Marshal(s)
	if err != nil { // only channels, functions and cycles fail to encode
		panic("claim: encode subject: " + err.Error())
	}
	sum := sha256.Sum256(encoded)
	return hex.EncodeToString(sum[:])
}

func compareIDs(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) }
