package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/httpcode"
)

// Problem is an error as it is answered (RFC 9457). Its type is always
// about:blank; programs look at the code.
type Problem struct {
	Title    string            `json:"title" doc:"the status in words"`
	Status   int               `json:"status" doc:"of HTTP"`
	Code     claim.Code        `json:"code" doc:"stable name of the kind of error"`
	Detail   string            `json:"detail" doc:"what is wrong, as a sentence"`
	Hint     string            `json:"hint,omitempty" doc:"what to do"`
	Fields   map[string]string `json:"fields,omitempty" doc:"field path and what is wrong with it"`
	Instance string            `json:"instance,omitempty" doc:"of an internal error: where the log has it"`
}

// ProblemType is the media type of a problem.
const ProblemType = "application/problem+json"

// Error implements [error].
func (p *Problem) Error() string { return p.Detail }

// GetStatus implements [huma.StatusError].
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements [huma.ContentTypeFilter].
func (p *Problem) ContentType(string) string { return ProblemType }

// problemOf is the problem that an error for people is answered with.
func problemOf(e *claim.Error) *Problem {
	status := httpcode.Of(e.Code)
	return &Problem{
		Title: http.StatusText(status), Status: status,
		Code: e.Code, Detail: e.Message, Hint: e.Hint, Fields: e.Fields,
	}
}

// problem turns an error into its answer. What is not for people is logged,
// once, and shown as one sentence.
func (s *server) problem(ctx context.Context, of string, err error) *Problem {
	var known *claim.Error
	switch {
	case errors.As(err, &known):
		p := problemOf(known)
		if p.Status >= http.StatusInternalServerError {
			s.Log.Warn("a request was not carried out", zap.String("operation", of), zap.Error(err))
		}
		return p
	case ctx.Err() != nil:
		return problemOf(claim.Errorf(claim.CodeUnavailable, "the request was given up"))
	}
	p := internalProblem()
	s.Log.Error("a request failed", zap.String("operation", of), zap.String("instance", p.Instance), zap.Error(err))
	return p
}

func internalProblem() *Problem {
	p := problemOf(claim.Errorf(claim.CodeInternal, "something went wrong that should not").
		WithHint("the log of onrecord serve says more"))
	p.Instance = uuid.New().URN()
	return p
}

// answer writes the problem where huma does not.
func (p *Problem) answer(w http.ResponseWriter) {
	w.Header().Set("Content-Type", ProblemType)
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.WriteHeader(p.Status)
	// The client may be gone; there is nobody left to tell.
	_ = json.NewEncoder(w).Encode(p)
}

// huma makes its own errors, of a request that it cannot read, with a function
// of the package; there is no other way to give them our form.
func init() {
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		return unreadable(status, message, errs)
	}
}
