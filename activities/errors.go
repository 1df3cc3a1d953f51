package activities

import (
	"errors"
	"time"

	"go.temporal.io/sdk/temporal"

	"github.com/onrecord/onrecord/claim"
)

// ToEngine makes an error travel through the engine: its code becomes the type
// of the failure, which stands in the clear; the rest is encrypted. Errors that
// are not for people, and nil, stay as they are. A fault is tried again, since
// whatever activities do may be done twice, and a workflow waits for what an
// operator has to mend; every other error for people is final.
func ToEngine(err error) error {
	var e *claim.Error
	if !errors.As(err, &e) {
		return err
	}
	return temporal.NewApplicationErrorWithOptions(e.Message, string(e.Code), temporal.ApplicationErrorOptions{
		NonRetryable: !e.Code.Fault(), Details: []any{*e},
	})
}

// tryAgain asks for another attempt after a while. A mail server that says "not now" is
// an ordinary thing and no cause for alarm.
func tryAgain(reason claim.Reason, after time.Duration) error {
	return temporal.NewApplicationErrorWithOptions("the mail server did not take the letter: "+string(reason), "deferred",
		temporal.ApplicationErrorOptions{Category: temporal.ApplicationErrorCategoryBenign, NextRetryDelay: after})
}

// final reports whether an error is an answer that another attempt would not change.
func final(err error) bool {
	var e *claim.Error
	return errors.As(err, &e) && !e.Code.Fault()
}

// itsTurn has a letter wait for its turn: not too many go at a time, or to one domain.
func itsTurn(after time.Duration) error {
	return temporal.NewApplicationErrorWithOptions("the letter waits for its turn", "turn",
		temporal.ApplicationErrorOptions{Category: temporal.ApplicationErrorCategoryBenign, NextRetryDelay: after})
}
