package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
	"github.com/onrecord/onrecord/internal/web/page"
)

// Live updates are server-sent events (https://html.spec.whatwg.org/#server-sent-events):
// positions and counts, no content.
const (
	heartbeat   = 20 * time.Second // also how soon a session that has ended is noticed
	maxStreams  = 24               // open at once for one person: more tabs than anybody has
	streamRetry = 5 * time.Second  // before a browser asks again
)

// streams counts the open streams of each person.
type streams struct {
	mu   sync.Mutex
	open map[uuid.UUID]int
}

// take reports whether the person may open one more.
func (s *streams) take(person uuid.UUID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open == nil {
		s.open = map[uuid.UUID]int{}
	}
	if s.open[person] >= maxStreams {
		return false
	}
	s.open[person]++
	return true
}

func (s *streams) leave(person uuid.UUID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[person]--; s.open[person] <= 0 {
		delete(s.open, person)
	}
}

// eventsWatch tells the browser when something has happened that the person may
// see, until the session ends, the browser leaves or the desk stops.
func (s *Site) eventsWatch(v *page.Visit) error {
	if !s.streams.take(v.Who.ID) {
		v.W.Header().Set("Retry-After", "60")
		return claim.Errorf(claim.CodeUnavailable, "too many pages of yours are open").WithHint("close some")
	}
	defer s.streams.leave(v.Who.ID)
	out := eventStream{w: v.W, control: http.NewResponseController(v.W)}
	if err := out.begin(); err != nil {
		return nil //nolint:nilerr // the browser has gone
	}
	after := lastKnown(v)
	for v.Context().Err() == nil {
		ctx, cancel := context.WithTimeout(v.Context(), heartbeat)
		change, err := s.Reads.Watch(ctx, v.Who, after)
		cancel()
		if !stillMay(v) {
			_ = out.send("signed-out", after, struct{}{}) // the last word
			return nil
		}
		switch {
		case err == nil:
			after = change.Position
			err = out.send("news", after, newsOf(v, change))
		case errors.Is(err, context.DeadlineExceeded):
			after = max(after, change.Position)
			err = out.comment("still here")
		default:
			return nil //nolint:nilerr // the browser asks again by itself
		}
		if err != nil {
			return nil //nolint:nilerr // the browser has gone
		}
	}
	return nil
}

// stillMay reports whether the session stands, and takes the roles of now.
func stillMay(v *page.Visit) bool {
	if v.Accounts.Alive(v.Context(), v.Session) != nil {
		return false
	}
	who, err := v.Desk.Authenticate(v.Context(), v.Who.ID.String())
	if err != nil {
		return false
	}
	who.Handle = v.Who.Handle
	v.Who = who
	return who.Can(casework.MayReadCases)
}

// lastKnown is the position that the browser knows.
func lastKnown(v *page.Visit) int64 {
	for _, text := range []string{v.R.Header.Get("Last-Event-ID"), v.Query("after")} {
		if after, err := strconv.ParseInt(text, 10, 64); err == nil {
			return after
		}
	}
	return 0
}

// news is what the browser is told.
type news struct {
	Entries int               `json:"entries"`
	Cases   []uuid.UUID       `json:"cases"`
	Counts  map[string]string `json:"counts"`
}

func newsOf(v *page.Visit, change desk.DeskChange) news {
	c := v.Counts()
	n := news{Entries: change.Entries, Cases: change.Cases, Counts: map[string]string{"/": c.Turn}}
	if v.Who.Can(casework.MayReadMail) {
		n.Counts["/inbox"] = c.Inbox
	}
	return n
}

// eventStream writes server-sent events.
type eventStream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func (s eventStream) begin() error {
	h := s.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy must not wait for more
	// The server's own limit on how long an answer takes is not for this one.
	if err := s.control.SetWriteDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	s.w.WriteHeader(http.StatusOK)
	return s.write("retry: %d\n\n", streamRetry.Milliseconds())
}

func (s eventStream) send(event string, id int64, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	return s.write("event: %s\nid: %d\ndata: %s\n\n", event, id, text)
}

func (s eventStream) comment(text string) error { return s.write(": %s\n\n", text) }

func (s eventStream) write(format string, args ...any) error {
	if _, err := fmt.Fprintf(s.w, format, args...); err != nil {
		return err
	}
	return s.control.Flush()
}
