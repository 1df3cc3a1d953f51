package main

import (
	"bytes"
	"context"
	"fmt"
	"mime"
	"net"
	"net/mail"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/mail/smtpin"
)

// letter is what a press office needs of a letter to answer it.
type letter struct{ messageID, replyTo string }

// sink is a mail server on loopback that takes every letter, counts it and
// throws it away, but for what it takes to answer it.
type sink struct {
	receiver *smtpin.Receiver
	address  string

	mu      sync.Mutex
	count   int
	arrived chan struct{} // closed and replaced when a letter arrives
	puts    map[string]letter
	wrong   error // the first letter that is none of a request
}

func openSink() (*sink, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &sink{address: listener.Addr().String(), arrived: make(chan struct{}), puts: map[string]letter{}}
	s.receiver = smtpin.New(smtpin.Config{
		Domain: "press.example", Now: time.Now, Deliver: s.take, Accept: func(string) bool { return true },
		MaxConnections: 1000, MaxPerPeer: 1000,
	})
	go func() { _ = s.receiver.Serve(listener) }() // it ends with Shutdown
	return s, nil
}

func (s *sink) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return s.receiver.Shutdown(ctx)
}

// take notes the request that the letter puts. One that names none is not
// refused, or it would come again and again: whoever awaits a letter hears of it.
func (s *sink) take(_ context.Context, m smtpin.Message) error {
	code, l, err := readLetter(m.Raw)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.count++
	if s.puts[code] = l; err != nil && s.wrong == nil {
		s.wrong = err
	}
	close(s.arrived)
	s.arrived = make(chan struct{})
	return nil
}

// readLetter reads the code of the request, which stands in the subject, as a party
// would type it.
func readLetter(raw []byte) (code string, l letter, err error) {
	parsed, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return "", l, fmt.Errorf("read a letter: %w", err)
	}
	subject := parsed.Header.Get("Subject")
	code, ok := codeIn(subject)
	if !ok {
		return "", l, fmt.Errorf("a letter whose subject names no request: %q", subject)
	}
	replyTo, err := mail.ParseAddress(parsed.Header.Get("Reply-To"))
	if err != nil {
		return "", l, fmt.Errorf("the reply address of a letter: %w", err)
	}
	return code, letter{strings.Trim(parsed.Header.Get("Message-ID"), "<>"), replyTo.Address}, nil
}

// await waits for the letter that puts a request.
func (s *sink) await(ctx context.Context, request uuid.UUID) (letter, error) {
	code, _ := letters.ParseRequestCode(letters.RequestCode(request))
	for {
		s.mu.Lock()
		l, there := s.puts[code]
		arrived, wrong := s.arrived, s.wrong
		delete(s.puts, code)
		s.mu.Unlock()
		if there || wrong != nil {
			return l, wrong
		}
		select {
		case <-arrived:
		case <-ctx.Done():
			return l, fmt.Errorf("the letter of request %s has not come: %w", letters.RequestCode(request), ctx.Err())
		}
	}
}

// letters is how many have come.
func (s *sink) letters() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.count
}

// codeIn is the code of a request in a subject.
func codeIn(subject string) (code string, ok bool) {
	decoded, err := new(mime.WordDecoder).DecodeHeader(subject)
	if err != nil {
		return "", false
	}
	for _, word := range strings.Fields(decoded) {
		if code, ok := letters.ParseRequestCode(strings.TrimSuffix(word, ":")); ok {
			return code, true
		}
	}
	return "", false
}
