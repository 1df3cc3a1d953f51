package engine

import "errors"

// Codes of Error. They are stable: callers map them to exit and HTTP status.
const (
	// CodeUnreachable: the cluster does not answer.
	CodeUnreachable = "engine_unreachable"
	// CodeDenied: the cluster answers but refuses these credentials.
	CodeDenied = "engine_denied"
	// CodeLocked: another process uses the directory.
	CodeLocked = "engine_locked"
	// CodeNotReady: the embedded server did not come up, or stopped answering.
	CodeNotReady = "engine_not_ready"
	// CodeWrongKey: the keys do not open what the engine's database holds.
	CodeWrongKey = "engine_wrong_key"
	// CodeConfig: the options or the environment cannot be used as they are.
	CodeConfig = "engine_config"
	// CodeBusy: a workflow did not come to rest within the time given to a fast-forward.
	CodeBusy = "engine_busy"
)

// Error is a failure that a person can act on. Message is one sentence without internals; the cause is kept for the
// log and reached with errors.Unwrap.
type Error struct {
	Code    string
	Message string
	cause   error
}

// Error returns the sentence.
func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause, which may hold internals, or nil.
func (e *Error) Unwrap() error { return e.cause }

// ErrorCode returns the code of the first Error in err's chain, or "" when there is none.
func ErrorCode(err error) string {
	var known *Error
	if errors.As(err, &known) {
		return known.Code
	}
	return ""
}

func fail(code, message string, cause error) *Error {
	return &Error{Code: code, Message: message, cause: cause}
}
