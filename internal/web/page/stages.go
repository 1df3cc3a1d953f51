package page

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
)

// StageShare is the share of one stage in a bar of all.
type StageShare struct {
	desk.StageCount
	Before int // claims at the stages before it
}

// Class is how style sheets call the stage.
func (s StageShare) Class() string { return newBadge("stage", s.Stage).Class }

// StagesOf counts claims by stage, in the order of the way to publication.
func StagesOf(claims []report.ClaimReport) []StageShare {
	counts := map[claim.Stage]int{}
	for _, c := range claims {
		counts[c.Stage]++
	}
	var list []StageShare
	before := 0
	for _, stage := range claim.Stages {
		if n := counts[stage]; n > 0 {
			list = append(list, StageShare{desk.StageCount{Stage: stage, Count: n}, before})
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
