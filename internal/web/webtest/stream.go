package webtest

import (
	"bufio"
	"context"
	"net/http"
	"strings"

	"github.com/stretchr/testify/require"
)

// ServeHTTP implements [http.Handler]: the desk as a server has it.
func (d *Fixture) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.handler.ServeHTTP(w, r) }

// Stream is an answer that goes on, read line by line.
type Stream struct {
	desk *Fixture
	body *http.Response
	in   *bufio.Scanner
}

// Stream asks a running server for an answer that goes on.
func (b *Browser) Stream(ctx context.Context, address string) *Stream {
	b.desk.t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	require.NoError(b.desk.t, err)
	for name, value := range b.cookies {
		r.Header.Add("Cookie", name+"="+value)
	}
	answer, err := http.DefaultClient.Do(r) //nolint:bodyclose // [Stream.Close] does
	require.NoError(b.desk.t, err)
	require.Equal(b.desk.t, http.StatusOK, answer.StatusCode)
	return &Stream{b.desk, answer, bufio.NewScanner(answer.Body)}
}

// Line is the next line that is not empty, or "" at the end.
func (s *Stream) Line() string {
	for s.in.Scan() {
		if s.in.Text() != "" {
			return s.in.Text()
		}
	}
	return ""
}

// Until reads on to a line with a word, and returns all that it has read.
func (s *Stream) Until(word string) string {
	s.desk.t.Helper()
	var read strings.Builder
	for {
		line := s.Line()
		require.NotEmpty(s.desk.t, line, "the stream ended without %q: %s", word, read.String())
		read.WriteString(line + "\n")
		if strings.Contains(line, word) {
			return read.String()
		}
	}
}

// Close hangs up.
func (s *Stream) Close() { _ = s.body.Body.Close() }
