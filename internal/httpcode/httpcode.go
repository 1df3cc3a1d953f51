// Package httpcode is the one map from the codes of errors to the statuses of HTTP:
// for programs, for the pages of the desk and for those outside.
package httpcode

import (
	"net/http"

	"github.com/onrecord/onrecord/claim"
)

var statuses = map[claim.Code]int{
	claim.CodeInvalid:         http.StatusUnprocessableEntity,
	claim.CodeAnswerByPast:    http.StatusUnprocessableEntity,
	claim.CodeTooLarge:        http.StatusRequestEntityTooLarge,
	claim.CodeUnauthenticated: http.StatusUnauthorized,
	claim.CodeForbidden:       http.StatusForbidden,
	claim.CodeOwnWork:         http.StatusForbidden,
	claim.CodeNotFound:        http.StatusNotFound,
	claim.CodeExists:          http.StatusConflict,
	claim.CodeWrongStage:      http.StatusConflict,
	claim.CodeStale:           http.StatusConflict,
	claim.CodePolicy:          http.StatusConflict,
	claim.CodeConflict:        http.StatusConflict,
	claim.CodeInternal:        http.StatusInternalServerError,
	claim.CodeRecordDamaged:   http.StatusInternalServerError,
	claim.CodeRecordNewer:     http.StatusInternalServerError,
	claim.CodeUnavailable:     http.StatusServiceUnavailable,
	claim.CodeInUse:           http.StatusServiceUnavailable,
	claim.CodeReadOnly:        http.StatusServiceUnavailable,
	claim.CodeUnknownOutcome:  http.StatusGatewayTimeout,
	claim.CodeDiskFull:        http.StatusInsufficientStorage,
}

// Of says which status answers an error with a code. What has none is a defect.
func Of(code claim.Code) int {
	if status, ok := statuses[code]; ok {
		return status
	}
	return http.StatusInternalServerError
}

// Later reports whether what failed with a code may well be carried out if it is
// sent again, as it is, in a while.
func Later(code claim.Code) bool {
	switch code {
	case claim.CodeUnavailable, claim.CodeUnknownOutcome, claim.CodeDiskFull, claim.CodeReadOnly:
		return true
	}
	return false
}
