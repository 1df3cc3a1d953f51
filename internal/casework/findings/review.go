package findings

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// MaxReason is how long a reason for readers is at most, in characters.
const MaxReason = 2000

// AssessInput proposes an outcome.
type AssessInput struct {
	Outcome    claim.Outcome `json:"outcome" doc:"what the verification came to"`
	Why        finding.Why   `json:"why,omitempty" doc:"why an outcome establishes nothing, which the record has to hold: of unverified, and of unverifiable; of unverified, not yet if left out"`
	Rationale  string        `json:"rationale" doc:"why, for reviewers and the record; readers do not see it"`
	ForReaders string        `json:"forReaders,omitempty" doc:"reason for readers, which stands on the public page and is signed; needed unless the outcome establishes nothing"`
	AsOf       *time.Time    `json:"asOf,omitempty" doc:"the instant that the outcome holds for; now if left out"`
}

// Assess proposes an outcome and asks for review.
func Assess(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in AssessInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	assess, err := assessing(ctx, d, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: c.ID}, d.Do(ctx, c.Stream(), casework.Command(ctx, caller, assess))
}

// ReviewInput decides on what a reviewer saw.
type ReviewInput struct {
	Subject string            `json:"subject" doc:"the subject hash that the reviewer saw"`
	Comment string            `json:"comment,omitempty" doc:"a note; needed to send a claim back"`
	Opened  []finding.Opening `json:"opened,omitempty" doc:"of a sign-off: what you say that you have opened, if the policy asks for it"`
}

// Sign signs off what the reviewer saw. A stale subject is refused.
func Sign(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in ReviewInput) (casework.Receipt, error) {
	return decide(ctx, d, caller, name, in, func(r claim.Ref) claim.Body {
		return finding.Sign{Subject: in.Subject, Note: r, Opened: in.Opened}
	})
}

// Return sends a claim in review back with comments.
func Return(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in ReviewInput) (casework.Receipt, error) {
	return decide(ctx, d, caller, name, in, func(r claim.Ref) claim.Body { return finding.Return{Subject: in.Subject, Comments: r} })
}

func decide(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in ReviewInput, body func(claim.Ref) claim.Body) (casework.Receipt, error) {
	made, err := d.MoveClaim(ctx, caller, name, casework.ReasonInput{Reason: in.Comment}, body)
	if err == nil {
		decided(ctx, d, caller, made.ID, in.Subject)
	}
	return made, err
}

// MarkSeen notes that the caller has seen a claim as it was at a version, so that
// the page of the review shows what is new since.
func MarkSeen(ctx context.Context, d *casework.Door, caller casework.Caller, name string, version int64) error {
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return err
	}
	version = max(0, min(version, c.Version))
	return d.Record().NoteLook(ctx, lists.Look{Person: caller.ID, Claim: c.ID, Version: version, Subject: c.Subject(), At: d.Now()})
}

// decided marks what the caller has decided on as seen. The decision stands in
// the record already; a mark that is lost costs a second look.
func decided(ctx context.Context, d *casework.Door, caller casework.Caller, id uuid.UUID, subject string) {
	c, err := casework.Load[*verification.Claim](ctx, d.Record(), claim.StreamClaim, id)
	if err == nil && c.Subject() == subject {
		_ = d.Record().NoteLook(ctx, lists.Look{Person: caller.ID, Claim: id, Version: c.Version, Subject: subject, At: d.Now()})
	}
}
