package smtpout

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// Bounds of connections that are used again. A server may hang up on an idle one at any time, which costs a RSET that
// fails and nothing else.
const (
	maxIdle     = 4  // connections that are kept while nobody uses them
	maxMessages = 50 // on one connection: some servers count
)

// link is a connection on which the server knows who we are, between two messages.
type link struct {
	conn     *boundedConn
	client   *smtp.Client
	messages int
	timer    *time.Timer // ends it when nobody has used it for long
}

// pool keeps the links to the server that nobody uses.
type pool struct {
	mu     sync.Mutex
	idle   []*link // the one that was used last at the end
	closed bool
}

// take gives the link that was used last, or nil.
func (p *pool) take() *link {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.idle) == 0 {
		return nil
	}
	l := p.idle[len(p.idle)-1]
	p.idle = p.idle[:len(p.idle)-1]
	l.timer.Stop()
	return l
}

// put keeps a link until somebody takes it, or for so long; what is one too many is ended.
func (p *pool) put(l *link, atMost time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || atMost < 0 || len(p.idle) >= maxIdle {
		go l.quit()
		return
	}
	l.timer = time.AfterFunc(atMost, func() { p.drop(l) })
	p.idle = append(p.idle, l)
}

// drop ends a link that nobody has taken.
func (p *pool) drop(l *link) {
	p.mu.Lock()
	i := slices.Index(p.idle, l)
	if i >= 0 {
		p.idle = slices.Delete(p.idle, i, i+1)
	}
	p.mu.Unlock()
	if i >= 0 {
		l.quit()
	}
}

// close ends every link that nobody uses, and those that come back.
func (p *pool) close() {
	p.mu.Lock()
	idle := p.idle
	p.idle, p.closed = nil, true
	p.mu.Unlock()
	for _, l := range idle {
		l.timer.Stop()
		l.quit()
	}
}

// quit hangs up (RFC 5321 section 4.1.1.10).
func (l *link) quit() {
	l.conn.step.Store(int64(quitTimeout))
	_ = l.client.Quit()
	_ = l.conn.Close()
}

// Close hangs up on every connection that is not in use. Messages that are on their way go on.
func (s *Sender) Close() error {
	s.pool.close()
	return nil
}

// reuse takes a connection on which the server answers, and clears it of the message before (RFC 5321 section
// 4.1.1.5). Nothing is lost by one that does not: it is ended, and no message was on it.
func (h *handover) reuse() bool {
	for {
		l := h.sender.pool.take()
		if l == nil {
			return false
		}
		l.conn.step.Store(int64(h.sender.config.StepTimeout))
		h.conn, h.client, h.messages, h.stop = l.conn, l.client, l.messages, l.conn.rebind(h.ctx)
		if err := h.client.Reset(); err == nil {
			return true
		}
		h.stop()
		_ = h.conn.Close()
		h.conn, h.client = nil, nil
	}
}

// keep gives the connection back if the server has said its last word on the message, and not that it hangs up.
func (h *handover) keep(r Result) bool {
	spoke := r.Code != 0 && r.Code != 421
	if !h.ready || !spoke && r.Outcome != OutcomeAccepted || h.conn.broken() || h.messages+1 >= maxMessages {
		return false
	}
	if !h.stop() { // the context ended just now, and with it the connection
		return false
	}
	h.conn.rebind(context.Background())
	h.sender.pool.put(&link{conn: h.conn, client: h.client, messages: h.messages + 1}, h.sender.config.IdleTimeout)
	return true
}
