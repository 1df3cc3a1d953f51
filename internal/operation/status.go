package operation

import (
	"net/http"

	"github.com/onrecord/onrecord/claim"
)

// statuses is the one map from codes to the statuses of HTTP, for programs and
// for pages. A form that was refused is shown again with the same status.
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

// Status says which status of HTTP answers an error with a code. What has none
// is a defect.
func Status(code claim.Code) int {
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
