package activities

import (
	"errors"

	"go.temporal.io/sdk/temporal"

	"github.com/onrecord/onrecord/claim"
)

// transient are the codes of errors that pass; every other error for people is
// final and is not tried again.
var transient = map[claim.Code]bool{
	claim.CodeUnavailable: true, claim.CodeDiskFull: true, claim.CodeReadOnly: true, claim.CodeInternal: true,
	// Whatever activities do may be done twice.
	claim.CodeUnknownOutcome: true,
	// For an operator to mend: a workflow waits for that, and does not fail.
	claim.CodeRecordNewer: true, claim.CodeRecordDamaged: true,
}

// ToEngine makes an error travel through the engine: its code becomes the type
// of the failure, which stands in the clear; the rest is encrypted. Errors that
// are not for people, and nil, stay as they are.
func ToEngine(err error) error {
	var e *claim.Error
	if !errors.As(err, &e) {
		return err
	}
	return temporal.NewApplicationErrorWithOptions(e.Message, string(e.Code), temporal.ApplicationErrorOptions{
		NonRetryable: !transient[e.Code], Details: []any{*e},
	})
}

// tryAgain asks for another attempt. The reason is a code. A mail server that
// says "not now" is an ordinary thing and no cause for alarm.
func tryAgain(reason string) error {
	return temporal.NewApplicationErrorWithOptions("the mail server did not take the letter: "+reason, "deferred",
		temporal.ApplicationErrorOptions{Category: temporal.ApplicationErrorCategoryBenign})
}

// final reports whether an error is an answer that another attempt would not change.
func final(err error) bool {
	var e *claim.Error
	return errors.As(err, &e) && !transient[e.Code]
}
