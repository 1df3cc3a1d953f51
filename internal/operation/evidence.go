package operation

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/report"
	"github.com/onrecord/onrecord/internal/casework/writing"
)

// Evidence of a claim.
var (
	EvidenceList = listing("evidence-list", "GET /cases/{case}/claims/{claim}/evidence", casework.MayReadCases,
		"List the evidence of a claim, what was withdrawn too",
		func(ctx context.Context, on Parts, who casework.Caller, in ClaimAsOf) ([]report.EvidenceReport, error) {
			c, err := on.Reads.Claim(ctx, who, in.name(), in.at())
			return c.Evidence, err
		})
	EvidenceAdd = upload("evidence-add", "POST /cases/{case}/claims/{claim}/evidence", casework.MayWriteClaims,
		"Put a piece of evidence to a claim", ofClaim(besideNamed(writing.AddEvidence)))
	EvidenceFile = action("evidence-file", "GET /cases/{case}/claims/{claim}/evidence/{evidence}/file", casework.MayReadCases,
		"Fetch the file of a piece of evidence",
		func(ctx context.Context, on Parts, who casework.Caller, in EvidencePath) (UploadedFile, error) {
			file, err := on.Reads.EvidenceFile(ctx, who, in.name(), in.Evidence)
			return UploadedFile{file.EvidenceFile, file.Data}, err
		})
	EvidenceWithdraw = action("evidence-withdraw", "POST /cases/{case}/claims/{claim}/evidence/{evidence}/withdraw", casework.MayWriteClaims,
		"No longer rely on a piece of evidence",
		func(ctx context.Context, on Parts, who casework.Caller, in EvidenceWith[Because]) (casework.Receipt, error) {
			return writing.WithdrawEvidence(ctx, on.Door, who, in.name(), in.Evidence, given(in.Body))
		})
	EvidenceUphold = action("evidence-uphold", "POST /cases/{case}/claims/{claim}/evidence/uphold", casework.MayAssess,
		"Find that evidence of earlier words of a claim stands for those that it has now", ofClaim(besideNamed(writing.UpholdEvidence)))
	EvidenceDisclose = action("evidence-disclose", "POST /cases/{case}/claims/{claim}/evidence/{evidence}/disclose", casework.MayWriteClaims,
		"Make a piece of evidence public, or internal",
		func(ctx context.Context, on Parts, who casework.Caller, in EvidenceWith[writing.DiscloseInput]) (casework.Receipt, error) {
			return writing.DiscloseEvidence(ctx, on.Door, who, in.name(), in.Evidence, in.Body)
		})
)

// UploadedFile is a file as somebody added it. It comes from outside.
type UploadedFile struct {
	sources.EvidenceFile
	Data []byte `json:"data"`
}

// EvidenceOf names a piece of evidence of the claim called "case/key".
func EvidenceOf(name string, evidence uuid.UUID) EvidencePath {
	return EvidencePath{ClaimNamed(name), evidence}
}
