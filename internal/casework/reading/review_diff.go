package reading

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
)

// Difference is one field of what a sign-off covers that is other than it was. Before is empty for something
// new, After for something that is gone.
type Difference struct {
	Field  string `json:"field" doc:"what it is, in words"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// SubjectDiff is what is different between what a reviewer saw and what is there now.
type SubjectDiff struct {
	Known   bool                    `json:"known" doc:"the claim did have the subject that was asked about"`
	At      *time.Time              `json:"at,omitempty" doc:"until when it stood there"`
	Now     string                  `json:"now" doc:"the subject that is there now; empty while nothing is proposed"`
	Stage   claim.Stage             `json:"stage" doc:"of the claim now"`
	Changes []Difference            `json:"changes"`
	News    []timeline.TimelineItem `json:"news" doc:"entries since, newest first"`
}

// SubjectDiff compares what stood under a subject hash with what is there now.
func (r *Room) SubjectDiff(ctx context.Context, caller casework.Caller, name, subject string) (SubjectDiff, error) {
	c, b, err := r.reviewed(ctx, caller, name)
	if err != nil {
		return SubjectDiff{}, err
	}
	diff := SubjectDiff{Now: c.Subject(), Stage: c.Stage, Changes: []Difference{}, News: []timeline.TimelineItem{}}
	entries, err := r.store.Entries(ctx, c.Stream())
	if err != nil {
		return SubjectDiff{}, err
	}
	last := lastWith(c.ID, entries, subject)
	if last == 0 {
		return diff, nil
	}
	diff.Known = true
	then := claim.Fold(c.Stream(), entries[:last], time.Time{}).(*verification.Claim)
	var news []claim.Recorded
	for _, e := range slices.Backward(entries[last:]) {
		news = append(news, claim.Recorded{Entry: e})
	}
	if len(news) > 0 {
		diff.At = casework.Pointer(entries[last].At)
	}
	if diff.Changes, err = r.changes(ctx, b, then, c); err != nil {
		return SubjectDiff{}, err
	}
	diff.News, err = r.InWords(ctx, b, news)
	return diff, err
}

// lastWith is how many entries of a claim there were when it last had a subject; 0 for never.
func lastWith(id uuid.UUID, entries []claim.Entry, subject string) int {
	c := claim.New(claim.StreamClaim, id).(*verification.Claim)
	last := 0
	for i, e := range entries {
		c.Evolve(e)
		if subject != "" && c.Subject() == subject {
			last = i + 1
		}
	}
	return last
}

// changes says in words what a sign-off covers, then and now, where it differs.
func (r *Room) changes(ctx context.Context, b *report.Gathered, then, now *verification.Claim) ([]Difference, error) {
	lib, err := r.library(ctx, slices.Concat(report.Refs(then), report.Refs(now))...)
	if err != nil {
		return nil, err
	}
	return differences(inFull(b, lib, then), inFull(b, lib, now)), nil
}
