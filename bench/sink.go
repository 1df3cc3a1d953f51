package main

import (
	"bytes"
	"context"
	"net"
	"sync"
	"time"

	"github.com/onrecord/onrecord/internal/mail/smtpin"
)

// sink is a mail server on loopback that takes every letter, counts it and
// throws it away.
type sink struct {
	receiver *smtpin.Receiver
	address  string

	mu      sync.Mutex
	count   int
	arrived chan struct{} // closed and replaced when a letter arrives
	codes   map[string]bool
}

func openSink() (*sink, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &sink{address: listener.Addr().String(), arrived: make(chan struct{}), codes: map[string]bool{}}
	s.receiver = smtpin.New(smtpin.Config{
		Domain: "press.example", Now: time.Now, Deliver: s.take, Accept: func(string) bool { return true },
		MaxConnections: 1000,
	})
	go func() { _ = s.receiver.Serve(listener) }() // it ends with Shutdown
	return s, nil
}

func (s *sink) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return s.receiver.Shutdown(ctx)
}

// take notes the code of the request that stands in the subject.
func (s *sink) take(_ context.Context, m smtpin.Message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	if _, rest, ok := bytes.Cut(m.Raw, []byte("Subject: Request for comment ")); ok {
		s.codes[string(rest[:len("0000-0000")])] = true
	}
	close(s.arrived)
	s.arrived = make(chan struct{})
	return nil
}

// await waits for the letter that puts a request.
func (s *sink) await(ctx context.Context, code string) error {
	for {
		s.mu.Lock()
		there, arrived := s.codes[code], s.arrived
		delete(s.codes, code)
		s.mu.Unlock()
		if there {
			return nil
		}
		select {
		case <-arrived:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// letters is how many have come.
func (s *sink) letters() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count
}
