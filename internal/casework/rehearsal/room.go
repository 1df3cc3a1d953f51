package rehearsal

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/filing"
)

// Bounds of what is rehearsed beside a desk that runs.
const (
	// AtOnce is how many rehearsals are played at a time.
	AtOnce = 2
	// Kept is how many results are kept, and KeptFor how long.
	Kept    = 20
	KeptFor = time.Hour
	// Within is how long one may take.
	Within = 3 * time.Minute
	// MaxLetters is after how many letters one ends.
	MaxLetters = 2000
)

// Settings are those of an installation that show in letters.
type Settings struct {
	DeskName, Publication, Phone        string
	MailDomain, MailFrom, MailReplyUser string
	URL, PublicURL                      string
	UndoWindow                          time.Duration
	// Salt goes into identifiers that are made from names, so that what is named alike is the same.
	Salt string
}

// Job is a rehearsal as it is played, apart from the desk: a copy of what the case rests on, and
// nothing by which anybody could be reached.
type Job struct {
	Input    Input
	Case     uuid.UUID             // zero for a file
	File     *filing.CaseFileInput // a case that is not opened yet
	Person   uuid.UUID             // who rehearses
	Now      time.Time             // when it begins
	Settings Settings
	Excerpt  json.RawMessage
}

// Order is a job for a process of its own, with the directory that it works in.
type Order struct {
	Dir string
	Job Job
}

// Said is what such a process says, one by one: how far it is, and at the end what came out, or why nothing did.
type Said struct {
	Progress *Progress    `json:",omitempty"`
	Result   *Result      `json:",omitempty"`
	Refused  *claim.Error `json:",omitempty"`
}

// Progress is how far a rehearsal is.
type Progress struct {
	At      time.Time `json:"at" doc:"the instant that it has come to"`
	Letters int       `json:"letters" doc:"how many letters it has caught"`
}

// Player plays a rehearsal from its beginning to its end, where it disturbs nobody.
type Player interface {
	Play(ctx context.Context, job Job, tell func(Progress)) (Result, error)
}

// Copier copies what a case rests on, for a [Job].
type Copier func(ctx context.Context, caseID uuid.UUID, parties ...uuid.UUID) (json.RawMessage, error)

// Status is how a rehearsal stands.
type Status struct {
	ID       uuid.UUID    `json:"id"`
	Case     string       `json:"case,omitempty" doc:"short name of the case; left out for a file"`
	Asked    Input        `json:"asked"`
	Began    time.Time    `json:"began"`
	Done     bool         `json:"done"`
	Progress Progress     `json:"progress"`
	Refused  *claim.Error `json:"refused,omitempty" doc:"why it came to no end"`
	Result   *Result      `json:"result,omitempty"`
}

// Room has rehearsals played.
type Room struct {
	door     *casework.Door
	clock    casework.Clock
	copies   Copier
	player   Player
	settings Settings

	mu      sync.Mutex
	jobs    map[uuid.UUID]*playing
	closed  bool
	running sync.WaitGroup
	end     context.Context
	cancel  context.CancelFunc
}

// playing is a rehearsal that is played, or was.
type playing struct {
	Status
	caseID uuid.UUID
	person uuid.UUID
	since  time.Time // by the clock on the wall: product time may stand still
}

// NewRoom makes the room beside a door.
func NewRoom(door *casework.Door, clock casework.Clock, copies Copier, player Player, settings Settings) *Room {
	r := &Room{door: door, clock: clock, copies: copies, player: player, settings: settings, jobs: map[uuid.UUID]*playing{}}
	r.end, r.cancel = context.WithCancel(context.Background())
	return r
}

// Close ends what is played.
func (r *Room) Close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.cancel()
	r.running.Wait()
}

// Start begins the rehearsal of a case that the caller may see. It fails with
// [claim.CodeUnavailable] while as many are played as there may be.
func (r *Room) Start(ctx context.Context, caller casework.Caller, caseName string, in Input) (Status, error) {
	c, err := r.door.TheCase(ctx, caller, caseName)
	if err != nil {
		return Status{}, err
	}
	if _, err := in.Read(); err != nil {
		return Status{}, err
	}
	return r.start(ctx, caller, &playing{caseID: c.ID, person: caller.ID, Status: Status{Case: caseName, Asked: in}}, Job{Input: in, Case: c.ID, Person: caller.ID})
}

// Unopened is a case that is not opened, and what is asked of its rehearsal.
type Unopened struct {
	File  filing.CaseFileInput `json:"file"`
	Asked Input                `json:"asked"`
}

// StartFile begins the rehearsal of a case file that is not opened. Whoever starts it alone sees
// what comes out.
func (r *Room) StartFile(ctx context.Context, caller casework.Caller, in Unopened) (Status, error) {
	if _, err := in.Asked.Read(); err != nil {
		return Status{}, err
	}
	in.File.Check = false
	return r.start(ctx, caller, &playing{person: caller.ID, Status: Status{Asked: in.Asked}}, Job{Input: in.Asked, File: &in.File, Person: caller.ID})
}

func (r *Room) start(ctx context.Context, caller casework.Caller, p *playing, job Job) (Status, error) {
	p.ID = cmp.Or(casework.KeyOf(ctx, "rehearsal"), uuid.New())
	p.Began, p.since = claim.Instant(r.clock.Now()), time.Now()
	p.Progress.At = p.Began
	if again, busy := r.take(p); again != nil || busy != nil {
		if busy != nil {
			return Status{}, busy
		}
		return *again, nil
	}
	var parties []uuid.UUID
	var err error
	if job.File != nil {
		parties, err = filing.PartiesMeant(ctx, r.door, caller, *job.File)
	}
	if err == nil {
		job.Excerpt, err = r.copies(ctx, job.Case, parties...)
	}
	if err != nil {
		r.drop(p)
		return Status{}, err
	}
	job.Now, job.Settings = p.Began, r.settings
	began := p.Status
	go r.play(p, job)
	return began, nil
}

// take takes a place for a rehearsal, or gives the one that was begun with the same key.
func (r *Room) take(p *playing) (*Status, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if there := r.jobs[p.ID]; there != nil && there.person == p.person {
		again := there.Status
		return &again, nil
	}
	r.forget()
	busy := 0
	for _, j := range r.jobs {
		if !j.Done {
			busy++
		}
	}
	switch {
	case r.closed:
		return nil, claim.Errorf(claim.CodeUnavailable, "Onrecord is stopping").WithHint("try again when it runs")
	case busy >= AtOnce:
		return nil, claim.Errorf(claim.CodeUnavailable, "%d rehearsals are being played, and no more are at a time, so that the desk is not slowed down", busy).
			WithHint("try again in a minute")
	}
	r.jobs[p.ID] = p
	r.running.Add(1)
	return nil, nil
}

// forget drops results that are old, and the oldest of too many.
func (r *Room) forget() {
	var done []*playing
	for id, j := range r.jobs {
		switch {
		case !j.Done:
		case time.Since(j.since) > KeptFor:
			delete(r.jobs, id)
		default:
			done = append(done, j)
		}
	}
	slices.SortFunc(done, func(a, b *playing) int { return b.since.Compare(a.since) })
	for i, j := range done {
		if i >= Kept-1 {
			delete(r.jobs, j.ID)
		}
	}
}

func (r *Room) drop(p *playing) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.jobs, p.ID)
	r.running.Done()
}

// play plays one rehearsal, and keeps what comes out.
func (r *Room) play(p *playing, job Job) {
	defer r.running.Done()
	ctx, cancel := context.WithTimeout(r.end, Within)
	defer cancel()
	result, err := r.player.Play(ctx, job, func(at Progress) {
		r.mu.Lock()
		defer r.mu.Unlock()
		p.Progress = at
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	p.Done = true
	if err != nil {
		p.Refused = refused(ctx, err)
		return
	}
	p.Result = &result
	p.Progress.At = result.Calendar.Until
	if p.caseID == uuid.Nil {
		p.Case = result.Calendar.Slug
	}
}

func refused(ctx context.Context, err error) *claim.Error {
	var known *claim.Error
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return claim.Errorf(claim.CodeTooLarge, "the rehearsal was not at its end after %d minutes", int(Within.Minutes())).WithHint("rehearse fewer days")
	case ctx.Err() != nil:
		return claim.Errorf(claim.CodeUnavailable, "Onrecord was stopped in the middle of the rehearsal").WithHint("start it again")
	case errors.As(err, &known):
		return known
	}
	return claim.Errorf(claim.CodeInternal, "the rehearsal could not be played").WithHint("try again; nothing of the case was changed")
}

// Get returns how a rehearsal stands, to whoever may see its case now.
func (r *Room) Get(ctx context.Context, caller casework.Caller, id uuid.UUID) (Status, error) {
	r.mu.Lock()
	r.forget()
	p := r.jobs[id]
	var status Status
	var caseID, person uuid.UUID
	if p != nil {
		status, caseID, person = p.Status, p.caseID, p.person
	}
	r.mu.Unlock()
	gone := claim.Errorf(claim.CodeNotFound, "there is no such rehearsal").WithHint("results are kept for an hour; start it again")
	switch {
	case p == nil || caseID == uuid.Nil && person != caller.ID:
		return Status{}, gone
	case caseID != uuid.Nil:
		if _, err := r.door.CaseByID(ctx, caller, caseID, caseID.String()); err != nil {
			return Status{}, gone
		}
	}
	return status, nil
}

// Latest is the rehearsal of a case as it stands, with nothing assumed, that was begun last, of those that are played or kept;
// nil for none.
func (r *Room) Latest(ctx context.Context, caller casework.Caller, caseName string) (*Status, error) {
	c, err := r.door.TheCase(ctx, caller, caseName)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.forget()
	var latest *playing
	for _, j := range r.jobs {
		if j.caseID == c.ID && j.Asked.plain() && (latest == nil || j.since.After(latest.since)) {
			latest = j
		}
	}
	if latest == nil {
		return nil, nil
	}
	status := latest.Status
	return &status, nil
}
