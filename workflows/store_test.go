package workflows_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
)

// memory is a record in memory that keeps the record's promises.
type memory struct {
	mu      sync.Mutex
	entries map[claim.Stream][]claim.Entry
	taken   map[string]bool
	fault   error // answer the next round with this
	down    bool  // answer none
	waits   bool  // a message from the party waits
	rounds  []claim.Doing
}

func newMemory() *memory {
	m := &memory{entries: map[claim.Stream][]claim.Entry{}, taken: map[string]bool{}}
	opened := cases.CaseOpened{Text: "head", Owner: editor.ID, Sensitivity: claim.OpenToDesk, Policy: claim.DefaultPolicy}
	known := people.PartyAdded{Profile: "profile", Zone: "UTC", Contact: people.Contact{ID: theContact, Channel: claim.ByEmail, Address: "address"}}
	for s, fact := range map[claim.Stream]claim.Fact{
		{Kind: claim.StreamCase, ID: theCase}: opened, {Kind: claim.StreamParty, ID: theParty}: known,
	} {
		m.entries[s] = claim.Entries(claim.New(s.Kind, s.ID), claim.Command{ID: uuid.New()}, start, []claim.Fact{fact})
	}
	return m
}

// Do implements [activities.Store].
func (m *memory) Do(_ context.Context, d claim.Doing) ([]claim.Done, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.fault; err != nil {
		m.fault = nil
		return nil, err
	}
	if m.down {
		return nil, claim.Errorf(claim.CodeUnavailable, "the record does not answer")
	}
	m.rounds = append(m.rounds, d)
	done := make([]claim.Done, len(d.Acts))
	for i, act := range d.Acts {
		var refused *claim.Error
		if errors.As(m.act(act.To, act.Command, d.Now), &refused) {
			done[i].Refused = refused
		}
	}
	for i, act := range d.Acts {
		done[i].To, done[i].Next = act.To, m.State(act.To).Next()
	}
	return done, nil
}

func (m *memory) act(s claim.Stream, cmd claim.Command, now time.Time) error {
	key := s.String() + cmd.ID.String()
	if m.taken[key] {
		return nil
	}
	state := m.State(s)
	facts, err := state.Decide(cmd, now, m)
	if err != nil {
		return err
	}
	m.taken[key] = len(facts) > 0 || cmd.Actor.Kind != claim.ActorSystem
	entries := claim.Apply(state, cmd, now, facts)
	m.entries[s] = append(m.entries[s], entries...)
	for _, e := range entries {
		for _, n := range state.Notices(e, m) {
			_ = m.act(n.To, n.Command(e), now)
		}
	}
	return nil
}

// Load implements [activities.Store].
func (m *memory) Load(_ context.Context, s claim.Stream) (claim.Aggregate, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.State(s), nil
}

// Around implements [activities.Store].
func (m *memory) Around(context.Context) (claim.Around, func() error) {
	return m, func() error { return nil }
}

// State implements [claim.Around].
func (m *memory) State(s claim.Stream) claim.Aggregate {
	return claim.Fold(s, m.entries[s], time.Time{})
}

// Staff implements [claim.Around].
func (*memory) Staff() []claim.Member {
	return []claim.Member{{ID: editor.ID, Roles: []claim.Role{claim.Editor}}, {ID: reviewer.ID, Roles: []claim.Role{claim.Reviewer}}}
}

// Claims implements [claim.Around].
func (*memory) Claims(uuid.UUID) []claim.Stream { return []claim.Stream{theClaim} }

// Asking implements [claim.Around].
func (*memory) Asking(uuid.UUID) []claim.Stream { return []claim.Stream{theCorrespondence} }

// With implements [claim.Around].
func (*memory) With(uuid.UUID) []claim.Stream { return []claim.Stream{theCorrespondence} }

// In implements [claim.Around].
func (*memory) In(uuid.UUID) []claim.Stream { return []claim.Stream{theCorrespondence} }

// Open implements [claim.Around].
func (*memory) Open() []claim.Stream { return []claim.Stream{theCorrespondence} }

// Assigned implements [claim.Around].
func (*memory) Assigned(uuid.UUID) []claim.Stream { return nil }

// Waits implements [claim.Around].
func (m *memory) Waits(uuid.UUID) bool { return m.waits }

// Settings implements [claim.Around].
func (*memory) Settings() claim.DeskSettings { return claim.DefaultDeskSettings }

// commit has the record carry out what nobody's workflow asked for.
func (m *memory) commit(s claim.Stream, body claim.Body, at time.Time) {
	act := claim.Act{To: s, Command: claim.Command{ID: uuid.New(), Actor: editor, Body: body}}
	done, _ := m.Do(context.Background(), claim.Doing{Acts: []claim.Act{act}, Now: at})
	if done[0].Refused != nil {
		panic(done[0].Refused)
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
	ended    map[uuid.UUID]letters.HandOverEnd
	handed   activities.Handed    // what else is known of hand-overs
	outcomes []activities.Outcome // of the next hand-overs; then accepted
	letters  []letters.Message
	now      func() time.Time
	begun    func() // is told that a hand-over begins
}

func newPostman(store *memory) *postman {
	return &postman{store: store, attempts: map[uuid.UUID]int{}, began: map[uuid.UUID]bool{}, ended: map[uuid.UUID]letters.HandOverEnd{}}
}

func (p *postman) BeginHandOver(_ context.Context, id uuid.UUID, _ time.Time) (int, bool, error) {
	p.attempts[id]++
	p.began[id] = true
	if p.begun != nil {
		p.begun()
	}
	return p.attempts[id], false, nil
}

func (p *postman) EndHandOver(_ context.Context, id uuid.UUID, end letters.HandOverEnd) error {
	p.began[id], p.ended[id] = false, end
	return nil
}

func (p *postman) HandOver(_ context.Context, id uuid.UUID) (letters.HandOver, error) {
	return letters.HandOver{Attempt: p.attempts[id], Ended: !p.began[id], Next: p.ended[id].Next}, nil
}

func (p *postman) Now() time.Time { return p.now() }

// post adapts the postman to [activities.Carrier].
type post struct{ *postman }

func carriers(p *postman) map[claim.Channel]activities.Carrier {
	return map[claim.Channel]activities.Carrier{claim.ByEmail: post{p}}
}

func (p post) Compose(_ context.Context, _ *letters.Correspondence, m letters.Message) (activities.Composed, error) {
	return activities.Composed{Content: "letter", Contact: people.Contact{ID: theContact}}, nil
}

func (post) Admit(context.Context, activities.Composed, time.Time) (func(), time.Duration, error) {
	return func() {}, 0, nil
}

func (p post) HandOver(_ context.Context, c *letters.Correspondence, _ activities.Composed) (activities.Handed, error) {
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
	handed := p.handed
	handed.Outcome = outcome
	return handed, nil
}

func (p *postman) sent(kind claim.MessageKind) int {
	return len(slices.DeleteFunc(slices.Clone(p.letters), func(m letters.Message) bool { return m.Kind != kind }))
}
