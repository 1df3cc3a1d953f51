package client

import (
	"context"
	"net/http"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// Evidence lists the evidence of a claim, called "case/key", what was withdrawn too.
func (c *Client) Evidence(ctx context.Context, name string) ([]reading.EvidenceReport, error) {
	p, err := claimPath(name, "evidence")
	if err != nil {
		return nil, err
	}
	return getList[reading.EvidenceReport](ctx, c, p, nil)
}

// AddEvidence puts a piece of evidence to a claim.
func (c *Client) AddEvidence(ctx context.Context, name string, in casework.EvidenceInput) (casework.Receipt, error) {
	return c.act(ctx, "evidence", name, in)
}

// EvidenceFile fetches the file of a piece of evidence. It comes from outside.
func (c *Client) EvidenceFile(ctx context.Context, name string, evidence uuid.UUID) (api.UploadedFile, error) {
	p, err := claimPath(name, "evidence", evidence.String(), "file")
	if err != nil {
		return api.UploadedFile{}, err
	}
	return get[api.UploadedFile](ctx, c, p, nil)
}

// WithdrawEvidence no longer relies on a piece of evidence.
func (c *Client) WithdrawEvidence(ctx context.Context, name string, evidence uuid.UUID, in casework.ReasonInput) (casework.Receipt, error) {
	p, err := claimPath(name, "evidence", evidence.String(), "withdraw")
	if err != nil {
		return casework.Receipt{}, err
	}
	return do[casework.Receipt](ctx, c, http.MethodPost, p, in)
}
