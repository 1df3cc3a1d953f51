package verification

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/sources"
)

// subjectFormat is part of the hash, so that a change of what is covered makes
// earlier sign-offs stale instead of wrong.
const subjectFormat = "onrecord.subject.v2"

// Covered is everything that a sign-off covers. Whatever stands here is hashed, and
// is shown wherever a claim can be signed.
type Covered struct {
	Format    string                `json:"format"`
	Claim     uuid.UUID             `json:"claim"`
	Text      claim.Ref             `json:"text"`
	Tier      claim.Tier            `json:"tier"`
	Involved  []sources.Involved    `json:"involved,omitempty"`
	Named     bool                  `json:"named"`    // the claimant's name is shown outside
	Proposed  int64                 `json:"proposed"` // version of the entry that proposed the outcome
	Outcome   claim.Outcome         `json:"outcome"`
	Why       finding.Why           `json:"why,omitempty"`
	Rationale claim.Ref             `json:"rationale"`
	Readers   claim.Ref             `json:"forReaders,omitempty"`
	AsOf      time.Time             `json:"asOf"`
	Asked     []uuid.UUID           `json:"asked"` // requests
	Answers   []sources.Said        `json:"answers"`
	Evidence  []sources.Evidence    `json:"evidence,omitempty"` // also what was withdrawn
	Under     string                `json:"under,omitempty"`    // the desk's policy, with its version
	Marks     []Mark                `json:"marks,omitempty"`
	Contests  []sources.Contest     `json:"contests,omitempty"` // also what was taken back
	Wording   int64                 `json:"wording,omitempty"`  // the words that it has now, against those that somebody answered
	Restated  []sources.Restatement `json:"restated,omitempty"`
	Related   []relation.Related    `json:"related,omitempty"` // what it is to other claims
	Upheld    []relation.Upheld     `json:"upheld,omitempty"`  // why it stands although some of them had fallen
}

// Covers is what a sign-off covers now, with instants in UTC and lists sorted by
// identifier. It is empty while nothing is proposed.
func (c *Claim) Covers() Covered {
	if c.Proposal == nil {
		return Covered{}
	}
	s := Covered{
		Format: subjectFormat, Claim: c.ID, Text: c.Text, Tier: c.Tier, Involved: c.Involved, Named: c.NamesClaimant(), Contests: c.Contests,
		Proposed: c.Proposal.Version, Outcome: c.Proposal.Outcome, Why: c.Proposal.Why,
		Rationale: c.Proposal.Rationale, Readers: c.Proposal.ForReaders, AsOf: c.Proposal.AsOf.UTC(),
		Answers: slices.Clone(c.Answers), Wording: c.Wording(), Restated: c.Restated(),
	}
	for i := range s.Answers {
		s.Answers[i].ReceivedAt = s.Answers[i].ReceivedAt.UTC()
	}
	for _, a := range c.Asked {
		s.Asked = append(s.Asked, a.Request)
	}
	slices.SortFunc(s.Asked, compareIDs)
	slices.SortFunc(s.Answers, func(a, b sources.Said) int { return compareIDs(a.Response, b.Response) })
	if c.Under.Name != "" {
		s.Under = c.Under.Name + " " + strconv.Itoa(c.Under.Version)
	}
	s.Marks, s.Related, s.Upheld = c.Marks, c.Related, c.Upheld
	s.Evidence = slices.Clone(c.Evidence)
	slices.SortFunc(s.Evidence, func(a, b sources.Evidence) int { return compareIDs(a.ID, b.ID) })
	return s
}

// hash is the SHA-256, in hex, of the canonical JSON: fixed field order.
func (s Covered) hash() string {
	encoded, err := json.Marshal(s)
	if err != nil { // only channels, functions and cycles fail to encode
		panic("claim: encode subject: " + err.Error())
	}
	sum := sha256.Sum256(encoded)
	return hex.EncodeToString(sum[:])
}

func compareIDs(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) }
