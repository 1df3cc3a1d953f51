package engine

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"sync"
	"time"

	"go.uber.org/zap"
)

// handshakeWithin bounds how long somebody may take to show a certificate.
const handshakeWithin = 10 * time.Second

// Listen lets an operator's tools, such as the temporal command line, in to the embedded engine, by mutual TLS with the
// client certificate in the engine's directory. It takes the listener over, which should be on loopback; Close closes
// it. Errors carry CodeConfig on a cluster, which has an address of its own, and for certificates that cannot be used.
//
// What comes in is handed on to the frontend port, whose own certificates are known to nobody outside this process.
func (e *Engine) Listen(l net.Listener) (Access, error) {
	if e.local == nil {
		return Access{}, fail(CodeConfig, "only the embedded engine listens for tools; a cluster has an address of its own", nil)
	}
	files := e.local.files.clients()
	ours, err := files.open()
	if err != nil {
		return Access{}, err
	}
	leaf, err := ours.issue(x509.ExtKeyUsageServerAuth)
	if err != nil {
		return Access{}, err
	}
	access, err := files.profile(l.Addr().String(), e.namespace)
	if err != nil {
		return Access{}, err
	}
	front, back := ours.serverConfig(leaf), e.local.tls.client.Clone()
	front.NextProtos, back.NextProtos = []string{"h2"}, []string{"h2"} // gRPC asks for it
	d := &door{listener: l, front: front, back: back, to: e.address, log: e.logger, inside: map[net.Conn]bool{}}
	e.local.doors = append(e.local.doors, d)
	d.running.Go(d.serve)
	return access, nil
}

// door lets those in who have the client certificate.
type door struct {
	listener    net.Listener
	front, back *tls.Config // towards them, and towards the frontend port
	to          string
	log         *zap.Logger

	running sync.WaitGroup
	mu      sync.Mutex
	inside  map[net.Conn]bool // nil once closed
}

func (d *door) serve() {
	for {
		conn, err := d.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil { // such as too many open files
			d.log.Warn("the engine could not take a connection of a tool", zap.Error(err))
			time.Sleep(100 * time.Millisecond)
			continue
		}
		d.running.Go(func() { d.pass(conn) })
	}
}

// pass hands a connection on until one of its ends is closed.
func (d *door) pass(conn net.Conn) {
	defer conn.Close()
	if !d.enter(conn) {
		return
	}
	defer d.leave(conn)
	ctx, cancel := context.WithTimeout(context.Background(), handshakeWithin)
	defer cancel()
	guest := tls.Server(conn, d.front)
	if err := guest.HandshakeContext(ctx); err != nil {
		d.log.Info("the engine let nobody in without its client certificate", zap.Stringer("from", conn.RemoteAddr()), zap.Error(err))
		return
	}
	dialer := tls.Dialer{Config: d.back}
	host, err := dialer.DialContext(ctx, "tcp", d.to)
	if err != nil {
		d.log.Warn("the engine did not take a connection of a tool", zap.Error(err))
		return
	}
	defer host.Close()
	join(guest, host)
}

// join copies both ways. gRPC has no use for a connection that is closed on one side.
func join(a, b net.Conn) {
	done := make(chan struct{}, 2)
	carry := func(to, from net.Conn) {
		_, _ = io.Copy(to, from) // how a connection ends is told by both its ends
		done <- struct{}{}
	}
	go carry(a, b)
	go carry(b, a)
	<-done
	_, _ = a.Close(), b.Close()
	<-done
}

func (d *door) enter(conn net.Conn) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.inside == nil {
		return false
	}
	d.inside[conn] = true
	return true
}

func (d *door) leave(conn net.Conn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.inside, conn)
}

// close sends everybody away and returns when they have gone.
func (d *door) close() {
	_ = d.listener.Close()
	d.mu.Lock()
	for conn := range d.inside {
		_ = conn.Close()
	}
	d.inside = nil
	d.mu.Unlock()
	d.running.Wait()
}
