package operation

import (
	"context"

	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/findings"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// From an outcome to the public.
var (
	ReviewShow = action("review-show", "GET /cases/{case}/claims/{claim}/review", casework.MayReadCases,
		"Show everything that a sign-off covers, and what is new",
		func(ctx context.Context, on Parts, who casework.Caller, in ReviewQuery) (reading.Review, error) {
			if in.Since == 0 {
				return on.Reads.ReviewPage(ctx, who, in.name(), nil)
			}
			return on.Reads.ReviewPage(ctx, who, in.name(), &in.Since)
		})
	ReviewList = action("review-list", "GET /cases/{case}/reviews", casework.MayReadCases,
		"Show every claim of a case that waits for a reviewer, with all that a sign-off covers",
		func(ctx context.Context, on Parts, who casework.Caller, in CasePath) (reading.Reviews, error) {
			return on.Reads.ReviewList(ctx, who, in.Case)
		})
	ReviewDifference = action("review-difference", "GET /cases/{case}/claims/{claim}/difference", casework.MayReadCases,
		"Compare what stood under a subject hash with what is there now",
		func(ctx context.Context, on Parts, who casework.Caller, in DifferenceQuery) (reading.SubjectDiff, error) {
			return on.Reads.SubjectDiff(ctx, who, in.name(), in.Subject)
		})
	ReviewSeen = action("review-seen", "POST /cases/{case}/claims/{claim}/seen", casework.MayReadCases,
		"Note what you have looked at, to be shown what is new since",
		func(ctx context.Context, on Parts, who casework.Caller, in ClaimWith[SeenInput]) (SeenInput, error) {
			return in.Body, findings.MarkSeen(ctx, on.Door, who, in.name(), in.Body.Version)
		})
	ClaimAssess = action("claim-assess", "POST /cases/{case}/claims/{claim}/assess", casework.MayAssess,
		"Propose an outcome and ask for review", ofClaim(besideNamed(findings.Assess)))
	ClaimSign = action("claim-sign", "POST /cases/{case}/claims/{claim}/sign", casework.MayReview,
		"Sign off what was seen", ofClaim(besideNamed(findings.Sign)))
	ClaimReturn = action("claim-return", "POST /cases/{case}/claims/{claim}/return", casework.MayReview,
		"Send a claim in review back", ofClaim(besideNamed(findings.Return)))
	ClaimPublish = action("claim-publish", "POST /cases/{case}/claims/{claim}/publish", casework.MayPublish,
		"Make a finding public, or replace the public one",
		func(ctx context.Context, on Parts, who casework.Caller, in ClaimWith[*findings.PublishInput]) (casework.Receipt, error) {
			return findings.Publish(ctx, on.Door, who, in.name(), given(in.Body))
		})
	ClaimTold = listing("claim-told", "GET /cases/{case}/claims/{claim}/told", casework.MayReadCases,
		"Show whom it would be told if the finding were published now, in which letter, and who would not be told",
		func(ctx context.Context, on Parts, who casework.Caller, in ClaimPath) ([]findings.Told, error) {
			return findings.WouldTell(ctx, on.Door, who, in.name())
		})
	ClaimSchedule = action("claim-schedule", "POST /cases/{case}/claims/{claim}/schedule", casework.MayPublish,
		"Have a finding published at an instant", ofClaim(besideNamed(findings.Schedule)))
	ClaimUnschedule = action("claim-unschedule", "POST /cases/{case}/claims/{claim}/unschedule", casework.MayPublish,
		"Take a scheduled publication back", move(besideNamed(findings.CancelSchedule)))
	ClaimPublishUnsigned = action("claim-publish-unsigned", "POST /cases/{case}/claims/{claim}/publish-unsigned", casework.MayPublishUnsigned,
		"Make a finding public without the sign-offs that it lacks, which are owed then", ofClaim(besideNamed(findings.PublishUnsigned)))
	ClaimCorrect = action("claim-correct", "POST /cases/{case}/claims/{claim}/correct", casework.MayPublish,
		"Start a correction of a public finding", move(besideNamed(writing.Correct)))
	ClaimRetract = action("claim-retract", "POST /cases/{case}/claims/{claim}/retract", casework.MayPublish,
		"Take a public finding back", ofClaim(besideNamed(findings.Retract)))
	ClaimTakeDown = action("claim-take-down", "POST /cases/{case}/claims/{claim}/take-down", casework.MayPublish,
		"Remove the words of a finding from the public pages, for a legal reason", ofClaim(besideNamed(findings.TakeDown)))
)

// ReviewQuery names a claim under review.
type ReviewQuery struct {
	ClaimPath
	Since int64 `query:"since" minimum:"0" doc:"version of the claim to compare with; what you saw last if left out"`
}

// DifferenceQuery names a claim and what somebody saw of it.
type DifferenceQuery struct {
	ClaimPath
	Subject string `query:"subject" required:"true" maxLength:"128" doc:"hash of what you saw"`
}

// SeenInput says up to where somebody has looked at a claim.
type SeenInput struct {
	Version int64 `json:"version" minimum:"0" doc:"of the claim that you had before you"`
}

// ClaimTakeBack is an operation that takes a public finding back.
type ClaimTakeBack = Operation[ClaimWith[findings.TakeBackInput], casework.Receipt]
