package api

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// maxUpload is how large a request with a file may be, in bytes: the file in
// base64, and as much besides as any other request may hold.
const maxUpload = claim.MaxEvidenceFile/3*4 + 1<<20

// EvidencePath names a piece of evidence of a claim.
type EvidencePath struct {
	ClaimPath
	Evidence uuid.UUID `path:"evidence" format:"uuid" doc:"identifier"`
}

func (s *server) evidenceList(ctx context.Context, who casework.Caller, in *struct {
	ClaimPath
	AsOf
}) (list[reading.EvidenceReport], error) {
	c, err := s.Reads.Claim(ctx, who, in.name(), in.instant())
	return listOf(c.Evidence, err)
}

func (s *server) evidenceAdd(ctx context.Context, who casework.Caller, in *struct {
	ClaimPath
	Body casework.EvidenceInput
}) (casework.Receipt, error) {
	return s.Desk.AddEvidence(ctx, who, in.name(), in.Body)
}

func (s *server) evidenceWithdraw(ctx context.Context, who casework.Caller, in *struct {
	EvidencePath
	Body *casework.ReasonInput
}) (casework.Receipt, error) {
	return s.Desk.WithdrawEvidence(ctx, who, in.name(), in.Evidence, given(in.Body))
}

// UploadedFile is a file as somebody added it. It comes from outside.
type UploadedFile struct {
	claim.EvidenceFile
	Data []byte `json:"data"`
}

func (s *server) evidenceFile(ctx context.Context, who casework.Caller, in *EvidencePath) (UploadedFile, error) {
	file, err := s.Reads.EvidenceFile(ctx, who, in.name(), in.Evidence)
	return UploadedFile{file.EvidenceFile, file.Data}, err
}
