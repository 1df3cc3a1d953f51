package smtpin

import (
	"bytes"
	"errors"
	"net"
	"net/netip"
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
	switch conn.(type) {
	case *net.TCPConn, *net.UnixConn:
		_, _ = conn.Write([]byte("421 4.3.2 too many connections, try again later\r\n"))
	}
	_ = conn.Close()
}

func (r *Receiver) track(conn net.Conn) *trackedConn {
	r.mu.Lock()
	defer r.mu.Unlock()
	network := networkOf(conn)
	if r.stopping || len(r.conns) >= r.config.MaxConnections || network != "" && r.peers[network] >= r.config.MaxPerPeer {
		return nil
	}
	c := &trackedConn{Conn: conn, cut: conn.Close, receiver: r, network: network, mayEncrypt: r.config.TLS != nil}
	r.conns[c] = true
	r.peers[network]++
	return c
}

func (r *Receiver) untrack(c *trackedConn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.conns, c)
	if r.peers[c.network]--; r.peers[c.network] <= 0 {
		delete(r.peers, c.network)
	}
}

// networkOf is whose connection it is: an IPv4 address, or the /64 of an IPv6 address, which is as much as one subscriber
// has; empty if it has none.
func networkOf(c net.Conn) string {
	at, err := netip.ParseAddr(peerOf(c))
	if err != nil {
		return ""
	}
	if at.Is6() {
		if network, err := at.Prefix(64); err == nil {
			return network.String()
		}
	}
	return at.String()
}

func (r *Receiver) isStopping() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stopping
}

// trackedConn is one connection. It is busy from DATA until the reply is on its way.
type trackedConn struct {
	net.Conn
	cut      func() error // closes what is below, without ado
	receiver *Receiver
	network  string
	once     sync.Once
	wire     wire // of who reads, and there is one
	// mayEncrypt says that STARTTLS may come. Then the library gets no more than a line at a time: what it has read it
	// carries out, and what follows the command must not be.
	mayEncrypt bool
	upgrading  bool          // STARTTLS was answered; of who reads
	greeted    chan struct{} // of a connection that was encrypted, until the library has said its greeting

	mu     sync.Mutex
	busy   bool
	data   bool // a message comes by DATA; it is over with the reply, since what was refused is read to its end first
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
	if c.upgrading {
		c.upgrade()
		return 0, net.ErrClosed // here, or for good
	}
	if c.receiver.isStopping() && !c.isBusy() {
		return 0, errStopping{}
	}
	w := &c.wire
	for len(w.ready) == 0 && w.failed == nil {
		c.fill()
	}
	if len(w.ready) == 0 {
		err := w.failed
		w.failed = nil // a deadline is no end
		return 0, err
	}
	come := w.ready
	if end := bytes.IndexByte(come, '\n') + 1; c.mayEncrypt && end > 0 {
		come = come[:end]
	}
	n := copy(p, come)
	w.ready = w.ready[n:]
	return n, nil
}

// fill reads what has come.
func (c *trackedConn) fill() {
	w := &c.wire
	came, err := w.rest, w.late
	if w.rest, w.late = nil, nil; len(came) == 0 {
		var n int
		n, err = c.Conn.Read(w.in[:])
		came = w.in[:n]
	}
	c.mu.Lock()
	busy, data := c.busy, c.data
	c.failed = c.failed || err != nil
	c.mu.Unlock()
	switch {
	case data:
		came = w.message(came)
	case !busy:
		w.release()
		came = w.commands(w.firstLine(came), c.receiver.server.Domain)
	}
	if len(w.rest) > 0 {
		w.late, err = err, nil
	}
	if w.failed = err; len(w.ready) > 0 {
		came = append(w.ready, came...)
	}
	w.ready = came[:len(came):len(came)]
	if err != nil {
		w.release()
	}
}

// chunking offers BDAT (RFC 3030), which is not offered in LMTP: to some chunks that are refused the library gives one reply,
// however many recipients there are.
const chunking = "250-CHUNKING\r\n"

// Write says what the library has to say, in plain words.
func (c *trackedConn) Write(p []byte) (int, error) {
	c.mu.Lock()
	c.data = false
	c.mu.Unlock()
	switch {
	case c.greeted != nil:
		c.swallow()
		return len(p), nil
	case c.receiver.config.LMTP && string(p) == chunking:
		return len(p), nil
	case bytes.HasPrefix(p, []byte(readyForTLS)):
		c.upgrading = true
	}
	if _, err := c.Conn.Write(inPlainWords(p)); err != nil {
		return 0, err
	}
	return len(p), nil
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

// beginData says that a message comes by DATA.
func (c *trackedConn) beginData() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.data = true
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
