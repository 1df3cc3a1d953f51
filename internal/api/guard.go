package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
)

// recover answers a defect as any other internal error. The log gets where it
// happened, and not the value, which may hold content.
func (s *server) recover(ctx huma.Context, next func(huma.Context)) {
	defer func() {
		v := recover()
		if v == nil {
			return
		}
		p := internalProblem()
		s.Log.Error("a request met a defect", zap.String("operation", ctx.Operation().OperationID),
			zap.String("instance", p.Instance), zap.String("panic", fmt.Sprintf("%T", v)), zap.Stack("stack"))
		_, w := humago.Unwrap(ctx)
		p.answer(w)
	}()
	next(ctx)
}

// elsewhere answers requests for what is not there as problems, too.
func elsewhere(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		refuse, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		refused := &headerOnly{header: http.Header{}}
		refuse.ServeHTTP(refused, r)
		notThere(refused, w)
	})
}

func notThere(refused *headerOnly, w http.ResponseWriter) {
	p := problemOf(claim.Errorf(claim.CodeNotFound, "there is nothing at this address").
		WithHint("see what there is: GET %s/openapi.json", Base))
	if refused.status == http.StatusMethodNotAllowed {
		allow := strings.Join(slices.Sorted(slices.Values(refused.header["Allow"])), ", ")
		w.Header().Set("Allow", allow)
		p.Status, p.Title, p.Code = refused.status, http.StatusText(refused.status), claim.CodeInvalid
		p.Detail = "this address does not take that method"
		p.Hint = "it takes " + allow
	}
	p.answer(w)
}

// headerOnly takes a response and keeps what does not stand in its body.
type headerOnly struct {
	header http.Header
	status int
}

func (h *headerOnly) Header() http.Header         { return h.header }
func (h *headerOnly) Write(b []byte) (int, error) { return len(b), nil }
func (h *headerOnly) WriteHeader(status int)      { h.status = status }
