package operation

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/filing"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/reading/timeline"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// Cases, and what happened in them.
var (
	CaseList = listing("case-list", "GET /cases", casework.MayReadCases, "List the cases",
		func(ctx context.Context, on Parts, who casework.Caller, _ None) ([]desk.CaseItem, error) {
			return on.Reads.Cases(ctx, who)
		})
	CaseOpen     = upload("case-open", "POST /cases", casework.MayOpenCase, "Open a case", withBody(beside(writing.OpenCase)))
	CaseOpenFile = upload("case-open-file", "POST /cases/file", casework.MayOpenCase,
		"Open a case with its parties, claims and requests, all of it or nothing", withBody(beside(filing.Open)))
	CaseShow = action("case-show", "GET /cases/{case}", casework.MayReadCases, "Show a case as it stands, or stood at an instant",
		func(ctx context.Context, on Parts, who casework.Caller, in CaseAsOf) (report.Report, error) {
			return on.Reads.Report(ctx, who, in.Case, in.at())
		})
	CaseFile = action("case-file", "GET /cases/{case}/file", casework.MayReadCases,
		"Write a case down as a case file that opens it again, as far as it may leave the desk",
		func(ctx context.Context, on Parts, who casework.Caller, in CasePath) (reading.CaseFile, error) {
			return on.Reads.CaseFile(ctx, who, in.Case)
		})
	CaseRevise = action("case-revise", "PUT /cases/{case}", casework.MayReviseCase,
		"Replace what a case says about itself and how it is worked on", inCase(besideNamed(writing.ReviseCase)))
	AccessShow = action("access-show", "GET /cases/{case}/access", casework.MayReadCases, "Show who may see a case and who can sign in it",
		func(ctx context.Context, on Parts, who casework.Caller, in CasePath) (desk.Access, error) {
			return on.Reads.AccessOf(ctx, who, in.Case)
		})
	AccessChange = action("access-change", "PUT /cases/{case}/access", casework.MayReviseCase,
		"Replace who owns a case and who may see it", inCase(besideNamed(writing.ChangeAccess)))
	CaseTimeline = listing("case-timeline", "GET /cases/{case}/timeline", casework.MayReadCases, "List what happened in a case, and wait for more",
		func(ctx context.Context, on Parts, who casework.Caller, in TimelineQuery) ([]timeline.TimelineItem, error) {
			return on.Reads.Timeline(ctx, who, in.Case, in.After, time.Duration(in.Wait)*time.Second)
		})
)

// TimelineQuery picks what happened in a case.
type TimelineQuery struct {
	CasePath
	After int64 `query:"after" minimum:"0" doc:"position of the last entry that is known already"`
	Wait  int   `query:"wait" minimum:"0" maximum:"30" doc:"seconds to wait if there is nothing yet"`
}

// TimelineOf picks what happened in a case after a position. If there is nothing
// yet it waits for up to the given time, of whole seconds, at most 30.
func TimelineOf(name string, after int64, wait time.Duration) TimelineQuery {
	return TimelineQuery{CasePath{name}, after, int(wait.Seconds())}
}

// SheetQuery names a list of claims.
type SheetQuery struct {
	CasePath
	Sheet uuid.UUID `path:"sheet" format:"uuid" doc:"identifier of the list of claims"`
}
