package workflows_test

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
)

// memory is a record in memory that keeps the record's promises on appending.
type memory struct {
	mu      sync.Mutex
	entries map[claim.Stream][]claim.Entry
	refuse  error // answer the next append with this
	told    []toldCommand
}

type toldCommand struct {
	to  claim.Stream
	cmd claim.Command
}

func newMemory() *memory { return &memory{entries: map[claim.Stream][]claim.Entry{}} }

func (m *memory) Append(_ context.Context, entries []claim.Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.refuse; err != nil {
		m.refuse = nil
		return err
	}
	stream := entries[0].Stream
	have := m.entries[stream]
	if int(entries[0].Version) <= len(have) {
		if have[entries[0].Version-1].Command == entries[0].Command {
			return nil
		}
		return claim.Errorf(claim.CodeConflict, "the stream has moved on")
	}
	m.entries[stream] = append(have, entries...)
	return nil
}

func (m *memory) Load(_ context.Context, s claim.Stream) (claim.Aggregate, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return claim.Fold(s, m.entries[s], time.Time{}), nil
}

func (m *memory) Correspondences(context.Context, claim.CorrespondenceFilter) ([]uuid.UUID, error) {
	return []uuid.UUID{theCorrespondence.ID}, nil
}

func (m *memory) Tell(_ context.Context, to claim.Stream, cmd claim.Command) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.told = append(m.told, toldCommand{to, cmd})
	return nil
}

// commit decides and appends, as another run would.
func (m *memory) commit(s claim.Stream, body claim.Body, at time.Time) {
	state, _ := m.Load(context.Background(), s)
	cmd := claim.Command{ID: uuid.New(), Actor: claim.PersonActor(uuid.New()), Body: body}
	facts, err := state.Decide(cmd, at)
	if err != nil {
		panic(err)
	}
	if err := m.Append(context.Background(), claim.Apply(state, cmd, at, facts)); err != nil {
		panic(err)
	}
}

func (m *memory) kinds(s claim.Stream) []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var kinds []string
	for _, e := range m.entries[s] {
		kinds = append(kinds, e.Fact.FactKind())
	}
	return kinds
}

// postman hands letters over and remembers what it was given.
type postman struct {
	mu       sync.Mutex
	store    *memory
	attempts map[uuid.UUID]int
	began    map[uuid.UUID]bool
	outcomes []activities.Outcome // of the next hand-overs; then accepted
	letters  []claim.Message
	now      func() time.Time
	waits    bool // a message from the party waits
}

func newPostman(store *memory) *postman {
	return &postman{store: store, attempts: map[uuid.UUID]int{}, began: map[uuid.UUID]bool{}}
}

func (p *postman) BeginHandOver(_ context.Context, id uuid.UUID, _ time.Time) (int, bool, error) {
	p.attempts[id]++
	p.began[id] = true
	return p.attempts[id], false, nil
}

func (p *postman) EndHandOver(_ context.Context, id uuid.UUID, _, _ string, _ time.Time) error {
	p.began[id] = false
	return nil
}

func (p *postman) HandOver(_ context.Context, id uuid.UUID) (int, string, string, bool, error) {
	return p.attempts[id], "", "", !p.began[id], nil
}

func (p *postman) MessageWaits(context.Context, uuid.UUID) (bool, error) { return p.waits, nil }

func (p *postman) Now() time.Time { return p.now() }

// post adapts the postman to [activities.Post].
type post struct{ *postman }

func (p post) Compose(_ context.Context, _ *claim.Correspondence, m claim.Message) (activities.Composed, error) {
	return activities.Composed{Content: "letter", Contact: claim.Contact{ID: theContact}, Calendar: claim.Calendar{Zone: time.UTC, DeskZone: time.UTC}}, nil
}

func (p post) HandOver(_ context.Context, c *claim.Correspondence, _ activities.Composed) (activities.Handed, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	outcome := activities.Accepted
	if len(p.outcomes) > 0 {
		outcome, p.outcomes = p.outcomes[0], p.outcomes[1:]
	}
	for _, m := range c.ToDeliver() {
		if p.began[m.ID] {
			p.letters = append(p.letters, m)
		}
	}
	return activities.Handed{Outcome: outcome}, nil
}

func (p *postman) sent(kind claim.MessageKind) int {
	return len(slices.DeleteFunc(slices.Clone(p.letters), func(m claim.Message) bool { return m.Kind != kind }))
}
