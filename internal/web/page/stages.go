package page

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// StageCount is how many claims are at a stage.
type StageCount struct {
	Stage  claim.Stage
	Count  int
	Before int // claims at the stages before it
}

// Class is how style sheets call the stage.
func (s StageCount) Class() string { return newBadge("stage", s.Stage).Class }

// StagesOf counts claims by stage, in the order of the way to publication.
func StagesOf(claims []report.ClaimReport) []StageCount {
	counts := map[claim.Stage]int{}
	for _, c := range claims {
		counts[c.Stage]++
	}
	var list []StageCount
	before := 0
	for _, stage := range claim.Stages {
		if n := counts[stage]; n > 0 {
			list = append(list, StageCount{stage, n, before})
			before += n
		}
	}
	return list
}

// Each are the claims by value.
func Each(claims []*report.ClaimReport) []report.ClaimReport {
	list := make([]report.ClaimReport, len(claims))
	for i, c := range claims {
		list[i] = *c
	}
	return list
}
