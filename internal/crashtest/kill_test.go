package crashtest_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/crashtest"
	"github.com/onrecord/onrecord/internal/mail/mailtest"
	"github.com/onrecord/onrecord/internal/record"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// size is how much a kill test does.
type size struct {
	play  play
	kills int
	every time.Duration // between two kills, on average
	limit time.Duration // for everything
}

// full is what the product has to stand. It takes minutes, so it runs when
// everything is required or when it is asked for.
var full = size{
	play:  play{cases: 10, claims: 20, parties: 20, asked: 2, shortest: 75 * time.Second, longest: 120 * time.Second},
	kills: 50, every: 3 * time.Second, limit: 15 * time.Minute,
}

// long is full for as long as it takes to be killed at 200 moments.
var long = size{
	play:  play{cases: 10, claims: 20, parties: 20, asked: 2, spread: 12 * time.Minute, shortest: 75 * time.Second, longest: 120 * time.Second},
	kills: 200, every: 3 * time.Second, limit: 45 * time.Minute,
}

// short is the same in under a minute.
var short = size{
	play:  play{cases: 2, claims: 20, parties: 20, asked: 2, shortest: 30 * time.Second, longest: 36 * time.Second},
	kills: 8, every: 2 * time.Second, limit: 5 * time.Minute,
}

// onCluster is short with parts that take longer to start: each is killed twice,
// in three minutes.
var onCluster = size{
	play:  play{cases: 2, claims: 20, parties: 20, asked: 2, spread: 20 * time.Second, shortest: 30 * time.Second, longest: 45 * time.Second},
	kills: 10, every: 2 * time.Second, limit: 6 * time.Minute,
}

// longOnCluster is the same for as long as it takes to kill parts at 200 moments.
var longOnCluster = size{
	play:  play{cases: 10, claims: 20, parties: 20, asked: 2, spread: 30 * time.Minute, shortest: 75 * time.Second, longest: 120 * time.Second},
	kills: 200, every: 3 * time.Second, limit: 75 * time.Minute,
}

// isFull reports whether tests may take minutes, and isLong whether the kill
// test may take an hour.
func isFull() bool {
	return os.Getenv("ONRECORD_TEST_REQUIRE") == "all" || os.Getenv("ONRECORD_KILL") == "full" || isLong()
}

func isLong() bool { return os.Getenv("ONRECORD_KILL") == "long" }

// needsMinutes skips a test that takes minutes, unless it is asked for.
func needsMinutes(t *testing.T) {
	t.Helper()
	if !isFull() {
		t.Skip("it takes minutes; it runs with ONRECORD_KILL=full")
	}
}

func TestNothingIsLostWhenTheProcessIsKilled(t *testing.T) {
	size := short
	switch {
	case isLong():
		size = long
	case isFull():
		size = full
	}
	t.Run("and its engine loses its database", func(t *testing.T) { killed(t, size, config.Config{}, true) })
	if !isFull() {
		return
	}
	t.Run("with SQLite", func(t *testing.T) { killed(t, size, config.Config{}, false) })
	t.Run("with PostgreSQL", func(t *testing.T) { killed(t, size, config.Config{Database: recordtest.Postgres(t)}, false) })
}

// killed plays the cases while the process is killed again and again.
func killed(t *testing.T, s size, cfg config.Config, loseEngine bool) {
	smtp := s.mailServer(t)
	n := newNewsroom(newHouse(t, mailedBy(cfg, smtp)), smtp)
	s.run(t, n, func(ctx context.Context, rng *rand.Rand) error { return n.die(ctx, rng, s, loseEngine) })
}

// mailServer takes the letters of a play. It knows nobody at one of the parties.
func (s size) mailServer(t *testing.T) *mailtest.Server {
	t.Helper()
	smtp, err := mailtest.Start(mailtest.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { _ = smtp.Close() })
	for range 4 * len(fates) * s.play.cases {
		smtp.For(address("party-0"), mailtest.RefuseRecipient)
	}
	return smtp
}

// mailedBy is for a product whose letters that mail server takes.
func mailedBy(cfg config.Config, smtp *mailtest.Server) config.Config {
	cfg.SMTPServer, cfg.LettersPerSecond, cfg.UndoWindow = smtp.Addr(), 500, 200*time.Millisecond
	return cfg
}

// run plays the cases while the newsroom undergoes something, and then looks
// whether everything came out right.
func (s size) run(t *testing.T, n *newsroom, undergo func(context.Context, *rand.Rand) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), s.limit)
	defer cancel()
	seed := seed()
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	began := time.Now()
	s.play.plan(rng)
	group, playing := errgroup.WithContext(ctx)
	sorting, stopSorting := context.WithCancel(ctx)
	group.Go(func() error { return n.sort(sorting) })
	group.Go(func() error {
		defer stopSorting()
		return s.play.perform(playing, n)
	})
	group.Go(func() error { return undergo(playing, rng) })
	require.NoError(t, group.Wait(), "seed %d", seed)

	last, _ := n.current()
	outcome := settled(ctx, t, n, last, &s.play)
	outcome.check(ctx)
	fmt.Printf("%s (seed %d): %s in %s\n", t.Name(), seed, outcome.summary(s), time.Since(began).Round(time.Second))
}

// seed is drawn, or repeats an earlier run.
func seed() uint64 {
	if given, err := strconv.ParseUint(os.Getenv("ONRECORD_KILL_SEED"), 10, 64); err == nil {
		return given
	}
	return rand.Uint64()
}

// die kills the process at random moments and starts it again. The last one lives.
func (n *newsroom) die(ctx context.Context, rng *rand.Rand, s size, loseEngine bool) error {
	for k := range s.kills {
		p := n.begin()
		if k > 0 && rng.IntN(6) == 0 { // on its way up
			if err := pause(ctx, nil, time.Duration(rng.Int64N(int64(1500*time.Millisecond)))); err != nil {
				return err
			}
		} else if err := n.live(ctx, rng, p, s.every); err != nil {
			return err
		}
		p.kill()
		if err := n.agree(ctx); err != nil {
			return fmt.Errorf("after %d kills: %w", k+1, err)
		}
		if loseEngine && k == s.kills/2 {
			if err := n.loseEngine(); err != nil {
				return err
			}
		}
	}
	p := n.begin()
	if !n.ready(p) {
		return fmt.Errorf("the product does not start after %d kills", s.kills)
	}
	n.open(p)
	return nil
}

// agree looks at the record as the killed process has left it: it is whole, and
// no stream knows what the one beside it does not.
func (n *newsroom) agree(ctx context.Context) error {
	r, err := record.OpenReadOnly(ctx, n.cfg.Database)
	if err != nil && n.commands.Load() == 0 {
		return nil // nobody was told yet that there is a record
	}
	if err != nil {
		return err
	}
	defer r.Close()
	apart, err := crashtest.Apart(ctx, r)
	if err != nil {
		return err
	}
	verified, err := r.Verify(ctx, nil)
	if err != nil {
		return err
	}
	if problems := append(apart, verified.Problems...); len(problems) > 0 {
		return fmt.Errorf("the record has %d problems: %s", len(problems), strings.Join(problems, "; "))
	}
	n.checked.Add(verified.Entries)
	return nil
}

// live lets the process serve until a random moment: some time, or right when
// the mail server has a letter and its answer is on the way, or never comes.
func (n *newsroom) live(ctx context.Context, rng *rand.Rand, p *process, every time.Duration) error {
	if !n.ready(p) {
		return fmt.Errorf("the product does not start")
	}
	n.open(p)
	defer n.open()
	if rng.IntN(3) > 0 {
		return n.moment(ctx, rng, every)
	}
	return n.unanswered(ctx, rng, every)
}

// moment lets everything run until a random moment: some time, or in the middle
// of handing letters over.
func (n *newsroom) moment(ctx context.Context, rng *rand.Rand, every time.Duration) error {
	limit, cancel := context.WithTimeout(ctx, within(rng, 2*every))
	defer cancel()
	if letters := len(n.smtp.Messages()); rng.IntN(2) == 0 {
		more := rng.IntN(20)
		_ = await(limit, func() bool { return len(n.smtp.Messages()) > letters+more })
	} else {
		<-limit.Done()
	}
	return ctx.Err()
}

// unanswered lets everything run until the mail server is silent about a letter
// that it took, or until no letter came.
func (n *newsroom) unanswered(ctx context.Context, rng *rand.Rand, every time.Duration) error {
	limit, cancel := context.WithTimeout(ctx, within(rng, 2*every))
	defer cancel()
	letters := len(n.smtp.Messages())
	n.smtp.Next(mailtest.StallReply)
	err := await(limit, func() bool {
		messages := n.smtp.Messages()
		return len(messages) > letters && messages[len(messages)-1].Step == mailtest.StallReply
	})
	if err != nil { // no letter came; the next one must not have to wait
		return errors.Join(ctx.Err(), n.takeStep())
	}
	return ctx.Err()
}

// takeStep uses up what the mail server was told to do with the next letter.
func (n *newsroom) takeStep() error {
	conn, err := net.Dial("tcp", n.smtp.Addr())
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Read(make([]byte, 1)) // its greeting: by then it has taken the step
	return err
}

// loseEngine removes the database of the engine, and nothing else.
func (n *newsroom) loseEngine() error {
	files, err := filepath.Glob(filepath.Join(n.cfg.Data, "engine", "*.db*"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("the engine has no database: %w", err)
	}
	for _, f := range files {
		if err := os.Remove(f); err != nil {
			return err
		}
	}
	return nil
}
