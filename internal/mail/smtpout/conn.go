package smtpout

import (
	"context"
	"net"
	"sync/atomic"
	"time"
)

// boundedConn bounds every read and write by the step's timeout and by the context. The library sets deadlines for
// commands only, and takes them off while the message itself is written; here they cannot be taken off.
type boundedConn struct {
	net.Conn
	ctx         atomic.Pointer[context.Context]
	step        atomic.Int64 // time.Duration
	readFailed  atomic.Bool
	writeFailed atomic.Bool
}

// bound ties a connection to ctx: when ctx ends, so does whatever is being read or written.
func bound(ctx context.Context, conn net.Conn, step time.Duration) (*boundedConn, func() bool) {
	c := &boundedConn{Conn: conn}
	c.step.Store(int64(step))
	return c, c.rebind(ctx)
}

// rebind ties a connection that is used again to another context.
func (c *boundedConn) rebind(ctx context.Context) (stop func() bool) {
	c.ctx.Store(&ctx)
	return context.AfterFunc(ctx, func() { _ = c.Conn.SetDeadline(time.Unix(1, 0)) })
}

func (c *boundedConn) Read(p []byte) (int, error) {
	n, err := 0, c.arm()
	if err == nil {
		n, err = c.Conn.Read(p)
	}
	if err != nil {
		c.readFailed.Store(true)
	}
	return n, err
}

// broken says whether the connection itself has failed, whatever was said on it.
func (c *boundedConn) broken() bool { return c.readFailed.Load() || c.writeFailed.Load() }

// Write notes a failure: what was not written in full was not handed over.
func (c *boundedConn) Write(p []byte) (int, error) {
	n, err := 0, c.arm()
	if err == nil {
		n, err = c.Conn.Write(p)
	}
	if err != nil {
		c.writeFailed.Store(true)
	}
	return n, err
}

// arm sets the deadline for one step. Sockets know only the machine's own clock. The context is asked afterwards: if it
// ended in between, its deadline in the past may have been overwritten here.
func (c *boundedConn) arm() error {
	if err := c.Conn.SetDeadline(time.Now().Add(time.Duration(c.step.Load()))); err != nil {
		return err
	}
	return (*c.ctx.Load()).Err()
}

// SetDeadline, SetReadDeadline and SetWriteDeadline do nothing: deadlines are set by arm.
func (c *boundedConn) SetDeadline(time.Time) error { return nil }

// SetReadDeadline does nothing, see SetDeadline.
func (c *boundedConn) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline does nothing, see SetDeadline.
func (c *boundedConn) SetWriteDeadline(time.Time) error { return nil }
