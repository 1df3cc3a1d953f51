package crashtest_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/record"
)

// sideBySide is a story with much of what two versions decide in two ways.
var sideBySide = size{
	play: play{
		cases: 2, claims: 20, parties: 20, asked: 2, spread: 50 * time.Second, shortest: 30 * time.Second, longest: 40 * time.Second,
		fates: []fate{silent, phoned, mailed, extended, extended, extended, withdrawn, withdrawn, withdrawn, undone},
	},
	limit: 8 * time.Minute,
}

// otherRules extend nothing, and withdraw without a letter to the party.
var otherRules = []rule{
	{
		"claim/letters/decide.go", "func checkExtend(r Request, b Extend) error {\n",
		"func checkExtend(r Request, b Extend) error {\n\tif b.Reason != \"\" {\n\t\treturn claim.Errorf(claim.CodePolicy, \"a new rule forbids it\")\n\t}\n",
	},
	{
		"claim/letters/decide.go", "\tif r.live() && r.carried() {\n\t\tfacts = append(facts, c.tell(claim.WithdrawalLetter",
		"\tif r.live() && r.carried() && b.Undo {\n\t\tfacts = append(facts, c.tell(claim.WithdrawalLetter",
	},
}

func TestTwoVersionsSideBySideOnAClusterEachDecideByTheirOwnRules(t *testing.T) {
	needsMinutes(t)
	binary := build(t, "stricter", otherRules...)
	c := newCluster(t)
	smtp := sideBySide.mailServer(t)
	u := &upgrade{newsroom: newNewsroom(c.house(mailedBy(config.Config{}, smtp)), smtp), cluster: c, binary: binary}
	u.stricter = true
	sideBySide.run(t, u.newsroom, func(ctx context.Context, _ *rand.Rand) error { return u.perform(ctx) })
	u.examine(t.Context())
}

// upgrade is a newsroom that changes over to another version of the program.
type upgrade struct {
	*newsroom
	cluster *cluster
	binary  string // of the other version
	second  *house // where it runs
}

// perform begins with the old version, has the other one join it, and then stops
// the old one in the middle of things.
func (u *upgrade) perform(ctx context.Context) error {
	old := u.newsroom.begin()
	if err := isReady(u.house, old); err != nil {
		return err
	}
	u.open(old)
	if err := pause(ctx, nil, 10*time.Second); err != nil { // much is open by then
		return err
	}
	u.second = u.cluster.beside(u.house, config.RoleAll)
	u.second.binary = u.binary
	other := u.second.begin()
	if err := isReady(u.second, other); err != nil {
		return err
	}
	u.open(old, other)
	if err := pause(ctx, nil, 40*time.Second); err != nil {
		return err
	}
	if n := u.inDoubt.Load(); n > 0 {
		return fmt.Errorf("%d commands were in doubt while both versions ran", n)
	}
	old.stop(u.t)
	u.open(other)
	return nil
}

// examine looks at the record and the logs: which version decided what, and
// whether anything broke.
func (u *upgrade) examine(ctx context.Context) {
	r, err := record.OpenReadOnly(ctx, u.cfg.Database)
	require.NoError(u.t, err)
	defer r.Close()
	entries, err := r.Since(ctx, 0, math.MaxInt32)
	require.NoError(u.t, err)
	d := decisions{states: map[claim.Stream]*letters.Correspondence{}, by: map[string]int{}, withdrew: map[uuid.UUID]string{}, told: map[uuid.UUID]bool{}}
	for _, e := range entries {
		d.note(e.Entry)
	}
	d.check(u.t)
	assert.Positive(u.t, u.forbidden.Load(), "the new version's rule never came to pass")
	fmt.Printf("%s: entries by version %v, %d extended by the old one, %d not by the new one, %d withdrawn after they went out\n",
		u.t.Name(), d.by, d.extended, u.forbidden.Load(), len(d.withdrew))
	for _, file := range []string{u.log, u.second.log} {
		text, err := os.ReadFile(file)
		require.NoError(u.t, err)
		for _, sign := range []string{"panic", "nondeterminis", "does not fit"} {
			require.NotContains(u.t, strings.ToLower(string(text)), sign)
		}
	}
}

// decisions are those that the two versions make in two ways, and who made them.
type decisions struct {
	states   map[claim.Stream]*letters.Correspondence
	by       map[string]int // entries by version
	extended int
	withdrew map[uuid.UUID]string // by command: the version that withdrew what had gone out
	told     map[uuid.UUID]bool   // by command: whether the party was told
	wrong    []string
}

func (d *decisions) note(e claim.Entry) {
	d.by[e.Program]++
	if e.Stream.Kind != claim.StreamCorrespondence {
		return
	}
	state := d.states[e.Stream]
	if state == nil {
		state = claim.New(e.Stream.Kind, e.Stream.ID).(*letters.Correspondence)
		d.states[e.Stream] = state
	}
	switch f := e.Fact.(type) {
	case letters.RequestExtended:
		d.extended++
		if e.Program != version {
			d.wrong = append(d.wrong, fmt.Sprintf("request %s was extended by %s, which extends nothing", f.Request, e.Program))
		}
	case letters.RequestWithdrew:
		if r := state.Request(f.Request); r.Lifecycle == letters.Sent {
			d.withdrew[e.Command] = e.Program
		}
	case letters.MessageDispatched:
		if f.Kind == claim.WithdrawalLetter {
			d.told[e.Command] = true
		}
	}
	state.Evolve(e)
}

// check looks whether everything was decided by the rules of whoever decided it.
func (d *decisions) check(t *testing.T) {
	require.Empty(t, d.wrong)
	silently := 0
	for command, program := range d.withdrew {
		assert.Equal(t, program == version, d.told[command], "a withdrawal that %s decided", program)
		if !d.told[command] {
			silently++
		}
	}
	assert.Positive(t, d.extended, "the old version's rule never came to pass")
	assert.Positive(t, silently, "the new version's rule never came to pass")
	assert.NotEmpty(t, d.told, "the old version's rule never came to pass")
	assert.Len(t, d.by, 2, "each says which version it is")
}
