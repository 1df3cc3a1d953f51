package smtpin

import (
	"errors"
	"net"
	"sync"
	"time"
)

// trackedListener knows every open connection, so that there are not too many and that idle ones can be ended.
type trackedListener struct {
	net.Listener
	receiver *Receiver
}

// Accept gives the next connection that there is room for.
func (l *trackedListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if tracked := l.receiver.track(conn); tracked != nil {
			return tracked, nil
		}
		// RFC 5321 section 3.8: 421 says that the server closes the channel. It fits into an empty send buffer; behind
		// TLS it would need a handshake, and nobody waits for that.
		go turnAway(conn)
	}
}

func turnAway(conn net.Conn) {
	if _, plain := conn.(*net.TCPConn); plain {
		_, _ = conn.Write([]byte("421 4.3.2 too many connections, try again later\r\n"))
	}
	_ = conn.Close()
}

func (r *Receiver) track(conn net.Conn) *trackedConn {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stopping || len(r.conns) >= r.config.MaxConnections {
		return nil
	}
	c := &trackedConn{Conn: conn, receiver: r}
	r.conns[c] = true
	return c
}

func (r *Receiver) untrack(c *trackedConn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.conns, c)
}

func (r *Receiver) isStopping() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stopping
}

// trackedConn is one connection. It is busy from DATA until the reply is on its way.
type trackedConn struct {
	net.Conn
	receiver *Receiver
	once     sync.Once

	mu     sync.Mutex
	busy   bool
	waking bool
	failed bool // a read has failed: whatever was being read has no end
}

// errStopping looks like a timeout, so that the library ends the connection with 421.
type errStopping struct{}

func (errStopping) Error() string   { return "smtpin: shutting down" }
func (errStopping) Timeout() bool   { return true }
func (errStopping) Temporary() bool { return true }

// Read gives up when the connection is idle and the receiver is stopping.
func (c *trackedConn) Read(p []byte) (int, error) {
	if c.receiver.isStopping() && !c.isBusy() {
		return 0, errStopping{}
	}
	n, err := c.Conn.Read(p)
	if err != nil {
		c.mu.Lock()
		c.failed = true
		c.mu.Unlock()
	}
	return n, err
}

// SetReadDeadline leaves the deadline in the past that wakeIfIdle has set.
//
// The hazard: Shutdown wakes an idle connection just before the library, about to wait for a command, sets a new deadline;
// the wait would then last until the read timeout. Under the lock either the wake comes second, or it is seen here.
func (c *trackedConn) SetReadDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.waking && !c.busy {
		return nil
	}
	return c.Conn.SetReadDeadline(t)
}

func (c *trackedConn) wakeIfIdle() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waking = true
	if !c.busy {
		_ = c.Conn.SetReadDeadline(time.Unix(1, 0))
	}
}

// setBusy says whether a message is on its way in. One that began just as the connection was woken fails with a timeout,
// unacknowledged; its sender tries again.
func (c *trackedConn) setBusy(busy bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.busy = busy
}

func (c *trackedConn) isBusy() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.busy
}

func (c *trackedConn) hasFailed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.failed
}

// Close gives the place free, once.
func (c *trackedConn) Close() error {
	c.once.Do(func() { c.receiver.untrack(c) })
	err := c.Conn.Close()
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
