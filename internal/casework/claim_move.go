package casework

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/verification"
)

// ReasonInput says why.
type ReasonInput struct {
	Reason string `json:"reason,omitempty" doc:"why, for the record"`
}

// Withdraw gives a claim up. Its open requests are withdrawn too.
func (d *Door) Withdraw(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.moveClaim(ctx, caller, name, in, func(r claim.Ref) claim.Body { return verification.Withdraw{Reason: r} })
}

// Decline finds that a claim is not checkable.
func (d *Door) Decline(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.moveClaim(ctx, caller, name, in, func(r claim.Ref) claim.Body { return verification.Decline{Reason: r} })
}

// Hold stops every clock of a claim.
func (d *Door) Hold(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.moveClaim(ctx, caller, name, in, func(r claim.Ref) claim.Body { return verification.Hold{Reason: r} })
}

// Resume lets the clocks run again.
func (d *Door) Resume(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.moveClaim(ctx, caller, name, in, func(claim.Ref) claim.Body { return verification.Resume{} })
}

// OpenClaim makes a draft checkable.
func (d *Door) OpenClaim(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.moveClaim(ctx, caller, name, in, func(claim.Ref) claim.Body { return verification.OpenClaim{} })
}

// Close ends the work on a published claim.
func (d *Door) Close(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.moveClaim(ctx, caller, name, in, func(claim.Ref) claim.Body { return verification.Close{} })
}

// Correct starts a correction of a public finding: it is assessed, signed and
// published again.
func (d *Door) Correct(ctx context.Context, caller Caller, name string, in ReasonInput) (Receipt, error) {
	return d.moveClaim(ctx, caller, name, in, func(r claim.Ref) claim.Body { return verification.Correct{Reason: r} })
}

func (d *Door) moveClaim(ctx context.Context, caller Caller, name string, in ReasonInput, body func(claim.Ref) claim.Body) (Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return Receipt{}, err
	}
	reason, err := Prose("reason", in.Reason, MaxText, false)
	if err != nil {
		return Receipt{}, err
	}
	refs, err := d.Keep(ctx, reason)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: c.ID}, d.Do(ctx, c.Stream(), Command(ctx, caller, body(refs[0])))
}

// MaxReason is how long a reason for readers is at most, in characters.
const MaxReason = 2000

// AssessInput proposes an outcome.
type AssessInput struct {
	Outcome    claim.Outcome    `json:"outcome" doc:"what the verification came to"`
	Why        verification.Why `json:"why,omitempty" doc:"why an outcome establishes nothing, which the record has to hold: of unverified, and of unverifiable; of unverified, not yet if left out"`
	Rationale  string           `json:"rationale" doc:"why, for reviewers and the record; readers do not see it"`
	ForReaders string           `json:"forReaders,omitempty" doc:"reason for readers, which stands on the public page and is signed; needed unless the outcome establishes nothing"`
	AsOf       *time.Time       `json:"asOf,omitempty" doc:"the instant that the outcome holds for; now if left out"`
}

// Assess proposes an outcome and asks for review.
func (d *Door) Assess(ctx context.Context, caller Caller, name string, in AssessInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return Receipt{}, err
	}
	assess, err := d.assessing(ctx, in)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: c.ID}, d.Do(ctx, c.Stream(), Command(ctx, caller, assess))
}

// ReviewInput decides on what a reviewer saw.
type ReviewInput struct {
	Subject string                 `json:"subject" doc:"the subject hash that the reviewer saw"`
	Comment string                 `json:"comment,omitempty" doc:"a note; needed to send a claim back"`
	Opened  []verification.Opening `json:"opened,omitempty" doc:"of a sign-off: what you say that you have opened, if the policy asks for it"`
}

// Sign signs off what the reviewer saw. A stale subject is refused.
func (d *Door) Sign(ctx context.Context, caller Caller, name string, in ReviewInput) (Receipt, error) {
	return d.review(ctx, caller, name, in, func(r claim.Ref) claim.Body {
		return verification.Sign{Subject: in.Subject, Note: r, Opened: in.Opened}
	})
}

// Return sends a claim in review back with comments.
func (d *Door) Return(ctx context.Context, caller Caller, name string, in ReviewInput) (Receipt, error) {
	return d.review(ctx, caller, name, in, func(r claim.Ref) claim.Body { return verification.Return{Subject: in.Subject, Comments: r} })
}

func (d *Door) review(ctx context.Context, caller Caller, name string, in ReviewInput, body func(claim.Ref) claim.Body) (Receipt, error) {
	made, err := d.moveClaim(ctx, caller, name, ReasonInput{Reason: in.Comment}, body)
	if err == nil {
		d.decided(ctx, caller, made.ID, in.Subject)
	}
	return made, err
}
