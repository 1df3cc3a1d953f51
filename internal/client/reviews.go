package client

import (
	"context"
	"net/http"

	"github.com/onrecord/onrecord/internal/api"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// Review shows everything that a sign-off on a claim covers, and what is new
// since whoever asks last looked, or since a version of the claim if one is given.
func (c *Client) Review(ctx context.Context, name string, since int64) (reading.Review, error) {
	p, err := claimPath(name, "review")
	if err != nil {
		return reading.Review{}, err
	}
	return get[reading.Review](ctx, c, p, given("since", number(int(since))))
}

// Difference compares what stood under a subject hash with what is there now.
func (c *Client) Difference(ctx context.Context, name, subject string) (reading.SubjectDiff, error) {
	p, err := claimPath(name, "difference")
	if err != nil {
		return reading.SubjectDiff{}, err
	}
	return get[reading.SubjectDiff](ctx, c, p, given("subject", subject))
}

// MarkSeen notes that whoever asks has looked at a claim as it was at a version.
func (c *Client) MarkSeen(ctx context.Context, name string, version int64) (api.SeenInput, error) {
	p, err := claimPath(name, "seen")
	if err != nil {
		return api.SeenInput{}, err
	}
	return do[api.SeenInput](ctx, c, http.MethodPost, p, api.SeenInput{Version: version})
}
