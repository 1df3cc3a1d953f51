package operation

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
)

// Rehearsals: everything that would go out, before anything does.
var (
	CaseRehearse = create("case-rehearse", "POST /cases/{case}/rehearsals", casework.MayAsk,
		"Begin a rehearsal of a case: everything that will go out, and happen, if nobody does anything",
		func(ctx context.Context, on Parts, who casework.Caller, in CaseWith[rehearsal.Input]) (rehearsal.Status, error) {
			if on.Rehearsals == nil {
				if _, err := on.Door.TheCase(ctx, who, in.Case); err != nil {
					return rehearsal.Status{}, err
				}
				return rehearsal.Status{}, noRehearsals()
			}
			return on.Rehearsals.Start(ctx, who, in.Case, in.Body)
		})
	FileRehearse = upload("file-rehearse", "POST /rehearsals/file", casework.MayOpenCase,
		"Begin a rehearsal of a case file that is not opened; whoever begins it alone sees what comes out",
		func(ctx context.Context, on Parts, who casework.Caller, in With[rehearsal.Unopened]) (rehearsal.Status, error) {
			if on.Rehearsals == nil {
				return rehearsal.Status{}, noRehearsals()
			}
			return on.Rehearsals.StartFile(ctx, who, in.Body)
		})
	RehearsalShow = action("rehearsal-show", "GET /rehearsals/{rehearsal}", casework.MayReadCases,
		"Show how far a rehearsal is, and its calendar once it is at its end; it is kept for an hour",
		func(ctx context.Context, on Parts, who casework.Caller, in RehearsalPath) (rehearsal.Status, error) {
			if on.Rehearsals == nil {
				return rehearsal.Status{}, noRehearsals()
			}
			return on.Rehearsals.Get(ctx, who, in.Rehearsal)
		})
)

// RehearsalPath names a rehearsal.
type RehearsalPath struct {
	Rehearsal uuid.UUID `path:"rehearsal" format:"uuid" doc:"identifier of the rehearsal"`
}

func noRehearsals() error {
	return claim.Errorf(claim.CodeUnavailable, "nothing can be rehearsed here").WithHint("ask the desk whose pages you use")
}
