package imapin

import (
	"slices"
	"sync"
	"time"
)

// State is how the reading of a mailbox stands.
type State struct {
	// Reading says that the folder is open.
	Reading bool
	// Since is from when on it is so.
	Since time.Time
	// Problem and Hint say in words why the folder is not read; they are empty before the first attempt has ended.
	Problem, Hint string
	// Encryption says in words how the last connection was encrypted; empty before the first.
	Encryption string
	// Looked is when the folder was last looked through to its end, Taken when a message was last taken in; zero for never.
	Looked, Taken time.Time
	// Left are messages that stay in the folder although nobody has taken them in, the first hundred.
	Left []Left
}

// Left is a message that is not fetched.
type Left struct {
	ArrivedAt time.Time
	Bytes     int64
	Why       string // a sentence
}

// maxLeft bounds how many messages are told one by one.
const maxLeft = 100

type keptState struct {
	mu sync.Mutex
	State
}

// State says how it stands.
func (r *Receiver) State() State {
	r.state.mu.Lock()
	defer r.state.mu.Unlock()
	s := r.state.State
	s.Left = slices.Clone(s.Left)
	return s
}

func (r *Receiver) change(change func(*State)) {
	r.state.mu.Lock()
	change(&r.state.State)
	r.state.mu.Unlock()
	if r.config.Changed != nil {
		r.config.Changed(r.State())
	}
}

// encrypted notes how a connection is encrypted, which is no news by itself.
func (r *Receiver) encrypted(says string) {
	r.state.mu.Lock()
	defer r.state.mu.Unlock()
	r.state.Encryption = says
}

func (r *Receiver) opened() {
	r.change(func(s *State) {
		if !s.Reading {
			s.Since = r.config.Now()
		}
		s.Reading, s.Problem, s.Hint = true, "", ""
	})
}

func (r *Receiver) failed(f *Failure) {
	r.change(func(s *State) {
		if s.Reading || s.Since.IsZero() {
			s.Since = r.config.Now()
		}
		s.Reading, s.Problem, s.Hint = false, f.Says, f.Hint
	})
}

func (r *Receiver) looked(left []Left) {
	r.change(func(s *State) { s.Looked, s.Left = r.config.Now(), left })
}
