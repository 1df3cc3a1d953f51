package verification

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// seriesSubjectFormat is part of the hash, as [subjectFormat] is of that of a claim.
const seriesSubjectFormat = "onrecord.series.v1"

// AwaitsReview reports whether a reviewer is to decide on the claim: before it is
// published, or afterwards if it was published without.
func (c *Claim) AwaitsReview() bool { return c.Stage == claim.StageInReview || c.afterReview() }

// SeriesSubject is the hash of what a reviewer sees of a series: of the subjects of
// those of its claims that await review, in whatever order. It stands for all of these,
// and for nothing else: another claim that awaits review, or one less, is another hash.
func SeriesSubject(awaiting []*Claim) string {
	sorted := slices.SortedFunc(slices.Values(awaiting), func(a, b *Claim) int { return compareIDs(a.ID, b.ID) })
	h := sha256.New()
	h.Write([]byte(seriesSubjectFormat))
	for _, c := range sorted {
		h.Write(c.ID[:])
		h.Write([]byte(c.Subject()))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// InSeries are those of the claims that are of a series.
func InSeries(claims []*Claim, id uuid.UUID) []*Claim {
	return slices.DeleteFunc(slices.Clone(claims), func(c *Claim) bool { return c.Series == nil || c.Series.ID != id })
}
