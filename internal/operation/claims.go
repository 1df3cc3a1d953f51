package operation

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// Claims of a case.
var (
	ClaimAdd  = create("claim-add", "POST /cases/{case}/claims", casework.MayWriteClaims, "Add a claim to a case", inCase(besideNamed(writing.AddClaim)))
	ClaimShow = action("claim-show", "GET /cases/{case}/claims/{claim}", casework.MayReadCases, "Show a claim as it stands, or stood at an instant",
		func(ctx context.Context, on Parts, who casework.Caller, in ClaimAsOf) (report.ClaimReport, error) {
			return on.Reads.Claim(ctx, who, in.name(), in.at())
		})
	SheetAdd = upload("sheet-add", "POST /cases/{case}/sheets", casework.MayWriteClaims, "Add many claims to a case",
		inCase(besideNamed(writing.AddClaims)))
	SheetShow = action("sheet-show", "GET /cases/{case}/sheets/{sheet}", casework.MayReadCases, "Show how far a list of claims is added",
		func(ctx context.Context, on Parts, who casework.Caller, in SheetQuery) (writing.SheetProgress, error) {
			return writing.Sheet(ctx, on.Door, who, in.Case, in.Sheet)
		})
	ClaimRevise = action("claim-revise", "PUT /cases/{case}/claims/{claim}", casework.MayWriteClaims, "Replace what a claim says",
		ofClaim(besideNamed(writing.ReviseClaim)))
	ClaimOrder = action("claim-order", "POST /cases/{case}/claims/{claim}/order", casework.MayWriteClaims,
		"Move a claim to another place among those of its case", ofClaim(besideNamed(writing.OrderClaim)))

	ClaimOpen = action("claim-open", "POST /cases/{case}/claims/{claim}/open", casework.MayWriteClaims,
		"Make a draft checkable", move(besideNamed(writing.OpenClaim)))
	ClaimHold = action("claim-hold", "POST /cases/{case}/claims/{claim}/hold", casework.MayWriteClaims,
		"Stop every clock of a claim", move(besideNamed(writing.Hold)))
	ClaimResume = action("claim-resume", "POST /cases/{case}/claims/{claim}/resume", casework.MayWriteClaims,
		"Let the clocks run again", move(besideNamed(writing.Resume)))
	ClaimWithdraw = action("claim-withdraw", "POST /cases/{case}/claims/{claim}/withdraw", casework.MayWriteClaims,
		"Give a claim up", move(besideNamed(writing.Withdraw)))
	ClaimDecline = action("claim-decline", "POST /cases/{case}/claims/{claim}/decline", casework.MayWriteClaims,
		"Find that a claim is not checkable", move(besideNamed(writing.Decline)))
	ClaimClose = action("claim-close", "POST /cases/{case}/claims/{claim}/close", casework.MayPublish,
		"End the work on a published claim", move(besideNamed(writing.Close)))
)

// ClaimMove is an operation that moves a claim, with at most a reason.
type ClaimMove = Operation[ClaimWith[Because], casework.Receipt]
