package client

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// path joins what stands between slashes; every part is escaped.
func path(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString("/" + url.PathEscape(p))
	}
	return b.String()
}

// claimPath is the path of a claim called "case/key", and of an action on it.
func claimPath(name string, action ...string) (string, error) {
	caseName, key, ok := strings.Cut(name, "/")
	if !ok || caseName == "" || key == "" {
		return "", claim.Errorf(claim.CodeInvalid, "%q is not the name of a claim", name).
			WithHint("name the case and the claim: vault7/google")
	}
	return path(append([]string{"cases", caseName, "claims", key}, action...)...), nil
}

func at(asOf *time.Time) url.Values {
	if asOf == nil {
		return nil
	}
	return url.Values{"asOf": {asOf.Format(time.RFC3339Nano)}}
}

// Cases lists the cases.
func (c *Client) Cases(ctx context.Context) ([]reading.CaseItem, error) {
	return getList[reading.CaseItem](ctx, c, "/cases", nil)
}

// OpenCase opens a case.
func (c *Client) OpenCase(ctx context.Context, in casework.CaseInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, "/cases", in)
}

// ReviseCase replaces what a case says about itself and how it is worked on.
func (c *Client) ReviseCase(ctx context.Context, name string, in casework.CaseRevision) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPut, path("cases", name), in)
}

// Access shows who may see a case and who can sign in it.
func (c *Client) Access(ctx context.Context, name string) (reading.Access, error) {
	return get[reading.Access](ctx, c, path("cases", name, "access"), nil)
}

// ChangeAccess replaces who owns a case and who may see it.
func (c *Client) ChangeAccess(ctx context.Context, name string, in casework.AccessInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPut, path("cases", name, "access"), in)
}

// AddClaims adds many claims to a case. What is not settled at once is added in
// the background; [Client.Sheet] says how far that is.
func (c *Client) AddClaims(ctx context.Context, caseName string, in casework.SheetInput) (casework.SheetProgress, error) {
	return do[casework.SheetProgress](ctx, c, http.MethodPost, path("cases", caseName, "sheets"), in)
}

// Sheet shows how far a list of claims is added.
func (c *Client) Sheet(ctx context.Context, caseName string, sheet uuid.UUID) (casework.SheetProgress, error) {
	return get[casework.SheetProgress](ctx, c, path("cases", caseName, "sheets", sheet.String()), nil)
}

// Report shows a case as of an instant; nil means now.
func (c *Client) Report(ctx context.Context, name string, asOf *time.Time) (reading.Report, error) {
	return get[reading.Report](ctx, c, path("cases", name), at(asOf))
}

// Timeline lists what happened in a case after a position. If there is nothing
// yet it waits for up to the given time, of whole seconds, at most 30.
func (c *Client) Timeline(ctx context.Context, name string, after int64, wait time.Duration) ([]reading.TimelineItem, error) {
	query := url.Values{"after": {fmt.Sprint(after)}, "wait": {fmt.Sprint(int(wait.Seconds()))}}
	return getList[reading.TimelineItem](ctx, c, path("cases", name, "timeline"), query)
}

// AddClaim adds a claim to a case.
func (c *Client) AddClaim(ctx context.Context, caseName string, in casework.ClaimInput) (casework.Receipt, error) {
	return do[casework.Receipt](ctx, c, http.MethodPost, path("cases", caseName, "claims"), in)
}

// Claim shows a claim, called "case/key", as of an instant; nil means now.
func (c *Client) Claim(ctx context.Context, name string, asOf *time.Time) (reading.ClaimReport, error) {
	p, err := claimPath(name)
	if err != nil {
		return reading.ClaimReport{}, err
	}
	return get[reading.ClaimReport](ctx, c, p, at(asOf))
}

// ReviseClaim replaces what a claim, called "case/key", says.
func (c *Client) ReviseClaim(ctx context.Context, name string, in casework.ClaimRevision) (casework.Receipt, error) {
	p, err := claimPath(name)
	if err != nil {
		return casework.Receipt{}, err
	}
	return do[casework.Receipt](ctx, c, http.MethodPut, p, in)
}

// Move is what can be done with a claim, with at most a reason.
type Move string

const (
	// Open makes a draft checkable.
	Open Move = "open"
	// Hold stops every clock of a claim.
	Hold Move = "hold"
	// Resume lets the clocks run again.
	Resume Move = "resume"
	// Withdraw gives a claim up.
	Withdraw Move = "withdraw"
	// Decline finds that a claim is not checkable.
	Decline Move = "decline"
	// Close ends the work on a published claim.
	Close Move = "close"
	// Publish makes the finding public, or replaces the public one.
	Publish Move = "publish"
	// Correct starts a correction of a public finding.
	Correct Move = "correct"
	// Retract takes a public finding back.
	Retract Move = "retract"
)

// MoveClaim moves a claim, called "case/key".
func (c *Client) MoveClaim(ctx context.Context, m Move, name string, in casework.ReasonInput) (casework.Receipt, error) {
	return c.act(ctx, string(m), name, in)
}

// Assess proposes an outcome and asks for review.
func (c *Client) Assess(ctx context.Context, name string, in casework.AssessInput) (casework.Receipt, error) {
	return c.act(ctx, "assess", name, in)
}

// Sign signs off what the reviewer saw.
func (c *Client) Sign(ctx context.Context, name string, in casework.ReviewInput) (casework.Receipt, error) {
	return c.act(ctx, "sign", name, in)
}

// Return sends a claim in review back with comments.
func (c *Client) Return(ctx context.Context, name string, in casework.ReviewInput) (casework.Receipt, error) {
	return c.act(ctx, "return", name, in)
}

func (c *Client) act(ctx context.Context, action, name string, in any) (casework.Receipt, error) {
	p, err := claimPath(name, action)
	if err != nil {
		return casework.Receipt{}, err
	}
	return do[casework.Receipt](ctx, c, http.MethodPost, p, in)
}
