package api

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"github.com/onrecord/onrecord/claim"
)

// leftOut begins what huma says of a field that is not there; the name follows.
const leftOut = "left out: "

func init() {
	validation.MsgExpectedRequiredProperty = leftOut + "%s"
	validation.MsgUnexpectedProperty = "there is no such field"
	validation.MsgExpectedRFC3339DateTime = "it is not an instant such as 2026-12-24T18:00:00+01:00"
	validation.MsgExpectedBase64String = "it is empty, or not base64"
	validation.MsgExpectedOneOf = "choose one of: %s"
	validation.MsgExpectedString = "it is not a text"
	validation.MsgExpectedArray = "it is not a list"
	validation.MsgExpectedObject = "it is not an object"
	validation.MsgExpectedInteger = "it is not a whole number"
	validation.MsgExpectedMaximumNumber = "it is at most %v"
	validation.MsgExpectedMinimumNumber = "it is at least %v"
}

// unreadable is the problem with a request that never reached the desk. It
// quotes nothing of the request but the names of fields.
func unreadable(status int, message string, errs []error) *Problem {
	switch status {
	case http.StatusRequestEntityTooLarge:
		return problemOf(claim.Errorf(claim.CodeTooLarge, "the request is larger than %d MiB", limitIn(message)>>20))
	case http.StatusUnsupportedMediaType:
		p := problemOf(claim.Errorf(claim.CodeInvalid, "the body is not JSON").WithHint("send it as application/json"))
		p.Status, p.Title = status, http.StatusText(status)
		return p
	case http.StatusBadRequest:
		return problemOf(notJSON(errs))
	case http.StatusUnprocessableEntity:
		return problemOf(fieldsWrong(errs))
	case http.StatusRequestTimeout:
		return problemOf(claim.Errorf(claim.CodeUnavailable, "the request did not arrive in time"))
	}
	return internalProblem()
}

// limitIn is the limit, in bytes, that huma says a request was over.
func limitIn(message string) int {
	limit := 1 << 20
	_, number, _ := strings.Cut(message, "limit=")
	_, _ = fmt.Sscanf(number, "%d", &limit) // it stays what it is for most routes
	return limit
}

func notJSON(errs []error) *claim.Error {
	if len(errs) == 0 {
		return claim.Errorf(claim.CodeInvalid, "the request has no body")
	}
	_, problem := fieldOf(errs[0])
	return claim.Errorf(claim.CodeInvalid, "the body is not JSON: %s", problem)
}

func fieldsWrong(errs []error) *claim.Error {
	e := claim.Errorf(claim.CodeInvalid, "%d fields of the request do not make sense", len(errs))
	for _, err := range errs {
		field, problem := fieldOf(err)
		if len(errs) == 1 {
			e.Message = field + ": " + problem
		}
		e = e.WithField(field, problem)
	}
	return e
}

// fieldOf says which field an error of huma's is about, and what is wrong with it.
func fieldOf(err error) (field, problem string) {
	var detailed huma.ErrorDetailer
	if !errors.As(err, &detailed) {
		return "body", "it cannot be read"
	}
	detail := detailed.ErrorDetail()
	_, field, _ = strings.Cut(detail.Location, ".")
	if name, ok := strings.CutPrefix(detail.Message, leftOut); ok {
		return strings.TrimPrefix(field+"."+name, "."), "it must not be left out"
	}
	if field == "" {
		field = "body"
	}
	return field, detail.Message
}
