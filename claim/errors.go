package claim

import (
	"errors"
	"fmt"
)

// Code is the stable name of a kind of error. Programs may depend on it;
// codes are only ever added.
type Code string

const (
	// CodeInvalid: the input does not make sense; Fields says where.
	CodeInvalid Code = "invalid"
	// CodeNotFound: there is no such case, claim, party, request or message.
	CodeNotFound Code = "not_found"
	// CodeExists: the identifier is taken by something else.
	CodeExists Code = "exists"
	// CodeWrongStage: the claim or request is not at a stage that allows this.
	CodeWrongStage Code = "wrong_stage"
	// CodeStale: what was seen has changed since; look again.
	CodeStale Code = "stale"
	// CodeOwnWork: nobody signs off their own work.
	CodeOwnWork Code = "own_work"
	// CodePolicy: the desk's policy is not met, or could never be.
	CodePolicy Code = "policy"
	// CodeAnswerByPast: the answer-by instant is not in the future.
	CodeAnswerByPast Code = "answer_by_past"
	// CodeForbidden: the person's roles or the case's access list do not allow this.
	CodeForbidden Code = "forbidden"
	// CodeUnauthenticated: it is not known who is asking.
	CodeUnauthenticated Code = "unauthenticated"
	// CodeConflict: somebody else changed the same thing at the same time.
	CodeConflict Code = "conflict"
	// CodeTooLarge: the input is over a limit that the message names.
	CodeTooLarge Code = "too_large"
	// CodeUnavailable: a part that is needed does not answer; try again.
	CodeUnavailable Code = "unavailable"
	// CodeUnknownOutcome: the command may or may not have been carried out; ask again with its id.
	CodeUnknownOutcome Code = "unknown_outcome"
	// CodeDiskFull: the disk that holds the record is full.
	CodeDiskFull Code = "disk_full"
	// CodeReadOnly: the record cannot be written where it is.
	CodeReadOnly Code = "read_only"
	// CodeRecordNewer: the record was written by a newer version of Onrecord.
	CodeRecordNewer Code = "record_newer"
	// CodeRecordDamaged: the record does not verify.
	CodeRecordDamaged Code = "record_damaged"
	// CodeInUse: another process holds the data directory, or another service the address.
	CodeInUse Code = "in_use"
	// CodeInternal: a defect of ours. Details are in the log.
	CodeInternal Code = "internal"
)

// Fault reports whether the code is no answer to what was asked, but a fault that
// passes or that somebody has to mend: the same may well be done afterwards.
func (c Code) Fault() bool {
	switch c {
	case CodeUnavailable, CodeUnknownOutcome, CodeDiskFull, CodeReadOnly, CodeRecordNewer, CodeRecordDamaged, CodeInternal:
		return true
	}
	return false
}

// Error is an error for people: a sentence, what to do about it, and a stable
// code. Anything else that travels as an error is internal detail, to be
// logged once and shown as one sentence.
type Error struct {
	Code    Code              `json:"code"`
	Message string            `json:"message"`
	Hint    string            `json:"hint,omitempty"`   // what to do, if the message does not say it
	Fields  map[string]string `json:"fields,omitempty"` // field path → what is wrong with it
}

// Error implements error.
func (e *Error) Error() string { return e.Message }

// WithHint returns a copy of e that says what to do.
func (e *Error) WithHint(format string, args ...any) *Error {
	c := *e
	c.Hint = fmt.Sprintf(format, args...)
	return &c
}

// WithField returns a copy of e that points at one field of the input.
func (e *Error) WithField(path, problem string) *Error {
	c := *e
	c.Fields = map[string]string{path: problem}
	for k, v := range e.Fields {
		c.Fields[k] = v
	}
	return &c
}

// Errorf makes an Error. The message is lower case, without a full stop.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// CodeOf returns the code of the first Error in err's chain, CodeInternal for
// any other error, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// InField points an error at a field of the input.
func InField(err error, field string) error {
	var e *Error
	if errors.As(err, &e) {
		return e.WithField(field, e.Message)
	}
	return err
}

// ChangedMeanwhile refuses a change of something that somebody else has changed since it was read.
func ChangedMeanwhile(what string) error {
	return Errorf(CodeConflict, "somebody else has changed %s in the meantime", what).
		WithHint("look at what stands there now, and change that")
}

// NeedsReason refuses what somebody does without saying why.
func NeedsReason() *Error {
	return Errorf(CodeInvalid, "say why").WithField("reason", "write at least a sentence")
}
