package api

import (
	"io"
	"net/http"

	"go.uber.org/zap"
)

// livez says that the process runs.
func (s *server) livez(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "alive") }

// readyz says whether requests can be taken. Why not stands in the log, as
// anybody may ask this.
func (s *server) readyz(w http.ResponseWriter, r *http.Request) {
	if err := s.Ready(r.Context()); err != nil {
		s.Log.Warn("not ready", zap.Error(err))
		plain(w, http.StatusServiceUnavailable, "not ready")
		return
	}
	plain(w, http.StatusOK, "ready")
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	// The client may be gone; there is nobody left to tell.
	_, _ = io.WriteString(w, text+"\n")
}
