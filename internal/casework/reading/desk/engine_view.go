package desk

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework"
)

// healthTimeout is how long the engine page waits for what may be down.
const healthTimeout = 1500 * time.Millisecond

// Health tells how the machinery is. Every method answers quickly or fails.
type Health interface {
	// Engine says how the engine is. One that does not answer is an error; what
	// is known without it comes along.
	Engine(ctx context.Context) (EngineHealth, error)
	// Answers asks the engine for nothing but a sign of life, and seldom more
	// often than every few seconds. It answers within three.
	Answers(ctx context.Context) error
	// Disk is the room on the disk that the data stands on, in bytes.
	Disk(ctx context.Context) (free, total int64, err error)
	// MailConfigured reports whether letters can go out.
	MailConfigured() bool
	// Mailbox says how the reading of the desk's mailbox stands.
	Mailbox() MailboxHealth
}

// MailboxHealth is how the reading of the desk's mailbox stands.
type MailboxHealth struct {
	Configured bool       `json:"configured"`
	Reading    bool       `json:"reading" doc:"the folder is open"`
	Since      time.Time  `json:"since,omitzero" doc:"from when on it is so"`
	Problem    string     `json:"problem,omitempty" doc:"why it is not read"`
	Hint       string     `json:"hint,omitempty" doc:"what to do about it"`
	Encryption string     `json:"encryption,omitempty" doc:"how the last connection was encrypted, in words: TLS, and the server's certificate"`
	Looked     time.Time  `json:"looked,omitzero" doc:"when it was last looked through to its end"`
	Taken      time.Time  `json:"taken,omitzero" doc:"when a message was last taken in"`
	Left       []LeftMail `json:"left,omitempty" doc:"messages that stay there and nobody has taken in"`
}

// LeftMail is a message in the mailbox that was not taken in.
type LeftMail struct {
	ArrivedAt time.Time `json:"arrivedAt"`
	Bytes     int64     `json:"bytes"`
	Why       string    `json:"why"`
}

// MailboxHealth says how the reading of the desk's mailbox stands.
func (r *Room) MailboxHealth() MailboxHealth {
	if r.health == nil {
		return MailboxHealth{}
	}
	return r.health.Mailbox()
}

// Fails reports that the mailbox is to be read and is not.
func (h MailboxHealth) Fails() bool { return h.Configured && !h.Reading && h.Problem != "" }

// EngineHealth is how the engine is at one moment.
type EngineHealth struct {
	Kind          string // embedded or cluster
	ServerVersion string
	Address       string
	Namespace     string
	DatabaseBytes int64     // 0 on a cluster
	Workers       int       // that have asked for work in the last minutes; -1 where it is not known
	Swept         int       // workflows that should have run, did not, and were started by the latest sweep that found any
	SweptAt       time.Time // zero for never
}

// EngineView is how everything is that works without people.
type EngineView struct {
	At      time.Time
	Engine  EngineHealth
	Ready   bool   // the engine answers
	Problem string // a sentence, if it does not
	Mail    MailHealth
	Backlog lists.Backlog
	Record  string // a sentence, if the record could not be asked
	Free    int64  // bytes on the disk; -1 where it is not known
	Total   int64
}

// MailHealth is how the mail is.
type MailHealth struct {
	Configured bool
	LastSent   time.Time // zero for never
	LastFailed time.Time // zero for never
	LastReason string    // in words
	Failing    bool      // the latest attempt went wrong
	Mailbox    MailboxHealth
}

// Low reports that the disk is nearly full: under a gigabyte, or under a twentieth.
func (v EngineView) Low() bool {
	return v.Free >= 0 && v.Total > 0 && (v.Free < 1<<30 || v.Free < v.Total/20)
}

// EngineView shows how the engine, the mail, the record and the disk are. It
// answers within two seconds, also when the engine does not: then it says so.
func (r *Room) EngineView(ctx context.Context, caller casework.Caller) (EngineView, error) {
	if err := caller.May(casework.MayEngine); err != nil {
		return EngineView{}, err
	}
	v := EngineView{At: r.now(), Free: -1}
	engine := make(chan EngineView, 1)
	go func() { engine <- r.engineHealth(ctx) }()
	var err error
	if v.Backlog, err = r.store.Backlog(ctx, v.At); err != nil {
		v.Record = "the record could not be asked"
	}
	select {
	case e := <-engine:
		v.Engine, v.Ready, v.Problem, v.Free, v.Total, v.Mail.Configured = e.Engine, e.Ready, e.Problem, e.Free, e.Total, e.Mail.Configured
		v.Mail.Mailbox = e.Mail.Mailbox
	case <-time.After(healthTimeout):
		v.Problem = engineSilent
	case <-ctx.Done():
		return v, ctx.Err()
	}
	v.Mail.LastSent, v.Mail.LastFailed = v.Backlog.LastSent, v.Backlog.LastFailed
	v.Mail.Failing = v.Backlog.LastFailed.After(v.Backlog.LastSent)
	v.Mail.LastReason = v.Backlog.LastReason.Says()
	return v, nil
}

// engineSilent is what is said of an engine that does not answer.
const engineSilent = "the engine does not answer: every page can be read, but claims and requests cannot be changed until it is back; letters wait, and mail is still taken"

// engineHealth asks what is outside of the record.
func (r *Room) engineHealth(ctx context.Context) EngineView {
	v := EngineView{Free: -1}
	health := r.health
	if health == nil {
		v.Problem = "nothing is known about the engine"
		return v
	}
	v.Mail.Configured, v.Mail.Mailbox = health.MailConfigured(), health.Mailbox()
	var err error
	if v.Free, v.Total, err = health.Disk(ctx); err != nil {
		v.Free = -1
	}
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	if v.Engine, err = health.Engine(ctx); err != nil {
		v.Problem = engineSilent
		return v
	}
	v.Ready = true
	return v
}
