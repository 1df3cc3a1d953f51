package smtpin

import (
	"context"
	"crypto/tls"
	"net"
	"sync"
	"time"
)

// STARTTLS (RFC 3207) makes of one connection two, one after the other: the one in the clear ends with the handshake, and
// what was said in it is forgotten with it. The encrypted one begins anew, with a session, a wire and counters of its own.
// So nothing can be left behind that somebody has slipped in before the encryption (section 4.2; CVE-2011-0411): bytes that
// came with the command are thrown away, unread by the library; later ones are no handshake and end the connection.
//
// The library's own STARTTLS would read around trackedConn, which refuses bare line ends and knows idle from busy. So it
// is heard saying that it is ready, and goes no further.

// handshakeTime bounds a handshake.
const handshakeTime = time.Minute

// readyForTLS is how the library says that it has understood STARTTLS. No reply that repeats what a peer has said begins so.
const readyForTLS = "220 2.0.0 Ready to start TLS"

// upgrade makes the connection an encrypted one and hands that over. What stays behind has ended.
func (c *trackedConn) upgrade() {
	c.upgrading, c.wire = false, wire{}
	ctx, cancel := context.WithTimeout(c.receiver.ctx, handshakeTime)
	defer cancel()
	encrypted := tls.Server(c.Conn, c.receiver.config.TLS)
	if err := encrypted.HandshakeContext(ctx); err != nil {
		c.receiver.server.ErrorLog.Printf("smtpin: TLS with %v: %v", c.RemoteAddr(), err)
		_ = c.Conn.Close()
		return
	}
	next := &trackedConn{Conn: encrypted, cut: c.cut, receiver: c.receiver, network: c.network, greeted: make(chan struct{})}
	c.receiver.replace(c, next)
	if !c.receiver.encrypted.hand(next) {
		_ = next.Close()
	}
}

// replace puts an encrypted connection in the place of the one that it was.
func (r *Receiver) replace(c, next *trackedConn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c.once.Do(func() {}) // the place is not given free
	delete(r.conns, c)
	r.conns[next] = true
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Conn = ended{c.Conn}
}

// swallow keeps back the greeting: a peer that has encrypted its connection was greeted before.
func (c *trackedConn) swallow() {
	close(c.greeted)
	c.greeted = nil
}

// ended is what stays behind of a connection that was handed over. It keeps the addresses alone.
type ended struct{ net.Conn }

func (ended) Read([]byte) (int, error)         { return 0, net.ErrClosed }
func (ended) Write(p []byte) (int, error)      { return len(p), nil }
func (ended) Close() error                     { return nil }
func (ended) SetDeadline(time.Time) error      { return nil }
func (ended) SetReadDeadline(time.Time) error  { return nil }
func (ended) SetWriteDeadline(time.Time) error { return nil }

// handover is the listener to which connections come once they are encrypted.
type handover struct {
	conns  chan *trackedConn
	closed chan struct{}
	once   sync.Once
}

func newHandover() *handover {
	return &handover{conns: make(chan *trackedConn), closed: make(chan struct{})}
}

// hand hands a connection over. When it returns true, somebody has begun to talk on it: so whoever waits for all
// connections to end never misses it between the two.
func (h *handover) hand(c *trackedConn) bool {
	greeted := c.greeted
	select {
	case h.conns <- c:
		<-greeted
		return true
	case <-h.closed:
		return false
	}
}

// Accept implements [net.Listener].
func (h *handover) Accept() (net.Conn, error) {
	select {
	case c := <-h.conns:
		return c, nil
	case <-h.closed:
		return nil, net.ErrClosed
	}
}

// Close implements [net.Listener].
func (h *handover) Close() error {
	h.once.Do(func() { close(h.closed) })
	return nil
}

// Addr implements [net.Listener]; nobody dials it.
func (*handover) Addr() net.Addr { return &net.TCPAddr{} }
