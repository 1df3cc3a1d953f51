package api

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// CasePath names a case.
type CasePath struct {
	Case string `path:"case" doc:"short name or identifier"`
}

// AsOf picks an instant to look at.
type AsOf struct {
	Instant time.Time `query:"asOf" doc:"how it stood at this instant; now if left out"`
}

// instant is nil for now.
func (a AsOf) instant() *time.Time {
	if a.Instant.IsZero() {
		return nil
	}
	return &a.Instant
}

func (s *server) caseList(ctx context.Context, who casework.Caller, _ *none) (list[reading.CaseItem], error) {
	return listOf(s.Reads.Cases(ctx, who))
}

func (s *server) caseOpen(ctx context.Context, who casework.Caller, in *body[casework.CaseInput]) (casework.Receipt, error) {
	return s.Desk.OpenCase(ctx, who, in.Body)
}

func (s *server) caseShow(ctx context.Context, who casework.Caller, in *struct {
	CasePath
	AsOf
}) (reading.Report, error) {
	return s.Reads.Report(ctx, who, in.Case, in.instant())
}

func (s *server) caseTimeline(ctx context.Context, who casework.Caller, in *struct {
	CasePath
	After int64 `query:"after" minimum:"0" doc:"position of the last entry that is known already"`
	Wait  int   `query:"wait" minimum:"0" maximum:"30" doc:"seconds to wait if there is nothing yet"`
}) (list[reading.TimelineItem], error) {
	return listOf(s.Reads.Timeline(ctx, who, in.Case, in.After, time.Duration(in.Wait)*time.Second))
}

func (s *server) caseRevise(ctx context.Context, who casework.Caller, in *struct {
	CasePath
	Body casework.CaseRevision
}) (casework.Receipt, error) {
	return s.Desk.ReviseCase(ctx, who, in.Case, in.Body)
}

func (s *server) accessShow(ctx context.Context, who casework.Caller, in *CasePath) (reading.Access, error) {
	return s.Reads.AccessOf(ctx, who, in.Case)
}

func (s *server) accessChange(ctx context.Context, who casework.Caller, in *struct {
	CasePath
	Body casework.AccessInput
}) (casework.Receipt, error) {
	return s.Desk.ChangeAccess(ctx, who, in.Case, in.Body)
}
