package smtpin

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/netip"
	"time"

	"github.com/emersion/go-smtp"
)

const (
	smallMessage = 1 << 20          // bytes that a message may have before it needs room
	roomWait     = 30 * time.Second // for room; the sender is held back meanwhile, and tries again later if there is none
	roomHeld     = 3 * time.Minute  // how long a message may take to come, once it has room: 32 MB at 1.5 Mbit/s
)

var errNoRoom = &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 3, 1}, Message: "too many large messages at once, try again later"}

// read reads a message whole. Beyond its first megabyte it needs room for as much as a message may have: so large ones do
// not add up in memory, and none waits for another that waits for it. As there is room for few, a stranger's network has it
// once, and not for long. leave gives the room back.
func (r *Receiver) read(from io.Reader, conn *trackedConn) (raw []byte, leave func(), err error) {
	leave = func() {}
	var small bytes.Buffer
	if _, err := io.CopyN(&small, from, smallMessage); errors.Is(err, io.EOF) {
		return small.Bytes(), leave, nil
	} else if err != nil {
		return nil, leave, err
	}
	ctx, cancel := context.WithTimeout(r.ctx, roomWait)
	defer cancel()
	if !r.takeRoom(conn.network) {
		return nil, leave, errNoRoom
	}
	if r.room.Acquire(ctx, r.config.MaxBytes) != nil {
		r.leaveRoom(conn.network)
		return nil, leave, errNoRoom
	}
	leave = func() {
		r.room.Release(r.config.MaxBytes)
		r.leaveRoom(conn.network)
	}
	if err := conn.SetReadDeadline(time.Now().Add(roomHeld)); err != nil {
		leave()
		return nil, func() {}, err
	}
	// What a large one may need is known: nothing is copied as it grows.
	raw = append(make([]byte, 0, r.config.MaxBytes+1), small.Bytes()...)
	for {
		n, err := from.Read(raw[len(raw):cap(raw)])
		raw = raw[:len(raw)+n]
		switch {
		case errors.Is(err, io.EOF):
			return raw, leave, nil
		case err == nil && len(raw) == cap(raw):
			err = smtp.ErrDataTooLarge
		}
		if err != nil {
			leave()
			return nil, func() {}, err
		}
	}
}

// takeRoom reports whether a network has no large message on its way yet, and has one from now on. What comes from this
// machine or its own network is what the newsroom's server hands on, which has as many as there is room for.
func (r *Receiver) takeRoom(network string) bool {
	if at, err := netip.ParseAddr(network); err == nil && (at.IsLoopback() || at.IsPrivate()) {
		return true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if network != "" && r.large[network] {
		return false
	}
	r.large[network] = true
	return true
}

func (r *Receiver) leaveRoom(network string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.large, network)
}
