package crashtest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/engine/enginetest"
	"github.com/onrecord/onrecord/internal/record/recordtest"
)

// cluster is a Temporal server that keeps its histories in a PostgreSQL of its
// own, and another PostgreSQL for the record.
type cluster struct {
	t         *testing.T
	histories *recordtest.Mortal
	records   *recordtest.Mortal
	database  string // of the record
	server    enginetest.Server
	log       string
	running   *process // the server
}

// newCluster starts a cluster, which every process finds that the test begins.
func newCluster(t *testing.T) *cluster {
	t.Helper()
	c := &cluster{t: t, histories: recordtest.StartMortal(t), records: recordtest.StartMortal(t), log: filepath.Join(t.TempDir(), "log")}
	var err error
	c.database, err = c.records.Create("onrecord")
	require.NoError(t, err)
	c.server = enginetest.New(c.histories.Socket())
	require.NoError(t, c.server.Prepare())
	t.Setenv("TEMPORAL_ADDRESS", c.server.Address())
	t.Cleanup(func() { showLog(t, c.log) })
	c.begin()
	require.NoError(t, c.ready())
	return c
}

// begin starts the server and does not wait until it answers.
func (c *cluster) begin() {
	settings, err := json.Marshal(c.server)
	require.NoError(c.t, err)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), serverEnv+"="+string(settings))
	c.running = spawn(c.t, cmd, c.log)
}

func (c *cluster) ready() error {
	select {
	case <-c.running.said:
		return nil
	case <-c.running.ended:
		return errors.New("the Temporal server ended by itself")
	case <-time.After(time.Minute):
		return errors.New("the Temporal server does not get ready")
	}
}

// house is an installation on the cluster.
func (c *cluster) house(cfg config.Config) *house {
	c.t.Helper()
	cfg.Database = c.database
	return newHouse(c.t, cfg)
}

// beside is another installation on the cluster with the keys of one that has
// begun, and in another role.
func (c *cluster) beside(first *house, role string) *house {
	c.t.Helper()
	keys, err := os.ReadFile(filepath.Join(first.cfg.Data, "keys.json"))
	require.NoError(c.t, err)
	cfg := first.cfg
	cfg.Role, cfg.Data = role, filepath.Join(c.t.TempDir(), "data")
	require.NoError(c.t, os.MkdirAll(cfg.Data, 0o700))
	require.NoError(c.t, os.WriteFile(filepath.Join(cfg.Data, "keys.json"), keys, 0o600))
	return newHouse(c.t, cfg)
}

// part is something of an installation that can be taken away.
type part struct {
	name  string
	kill  func() error
	begin func() error // and ready waits until it does its work
	ready func() error
}

// plant is an installation whose parts are processes of their own.
type plant struct {
	*newsroom
	cluster *cluster
	desk    *process // pages, API, mail reception; and a worker
	helper  *process // a worker alone
	second  *house   // whose the helper is
}

// parts are all parts, each of which is killed in turn.
func (p *plant) parts() []part {
	return []part{
		{"desk", end(&p.desk), func() error { p.desk = p.newsroom.begin(); return nil }, func() error { return isReady(p.house, p.desk) }},
		{"worker", end(&p.helper), func() error { p.helper = p.second.begin(); return nil }, func() error { return isReady(p.second, p.helper) }},
		{"Temporal server", end(&p.cluster.running), func() error { p.cluster.begin(); return nil }, p.cluster.ready},
		{"database of the server", p.cluster.histories.Kill, p.cluster.histories.Start, func() error { return nil }},
		{"database of the record", p.cluster.records.Kill, p.cluster.records.Start, func() error { return nil }},
	}
}

func end(p **process) func() error {
	return func() error { (*p).kill(); return nil }
}

func isReady(h *house, p *process) error {
	if !h.ready(p) {
		return errors.New("the product does not start")
	}
	return nil
}

// alive reports that nothing has ended by itself.
func (p *plant) alive() error {
	for _, one := range []*process{p.desk, p.helper, p.cluster.running} {
		select {
		case <-one.ended:
			return errors.New("a part ended by itself when another one went away")
		default:
		}
	}
	return nil
}

// rest is how long everything is left alone after each part was killed once: a
// command that is in doubt for too long is noticed then.
const rest = maxDoubt + 2*time.Second

// fall kills each part in turn, at random moments, and starts it again.
func (p *plant) fall(ctx context.Context, rng *rand.Rand, s size) error {
	if err := p.rise(); err != nil {
		return err
	}
	parts := p.parts()
	var turn []int
	for k := range s.kills {
		if len(turn) == 0 {
			turn = rng.Perm(len(parts))
		}
		if err := p.moment(ctx, rng, s.every); err != nil {
			return err
		}
		if err := p.lose(ctx, rng, parts[turn[0]]); err != nil {
			return fmt.Errorf("kill %d, of the %s: %w", k+1, parts[turn[0]].name, err)
		}
		if turn = turn[1:]; len(turn) == 0 {
			if err := pause(ctx, nil, rest); err != nil {
				return err
			}
		}
	}
	return nil
}

// rise starts the desk, and then the worker with the same keys.
func (p *plant) rise() error {
	p.desk = p.newsroom.begin()
	if err := isReady(p.house, p.desk); err != nil {
		return err
	}
	p.second = p.cluster.beside(p.house, config.RoleWorker)
	p.helper = p.second.begin()
	if err := isReady(p.second, p.helper); err != nil {
		return err
	}
	p.open(p.desk)
	return nil
}

// lose kills a part, starts it again after a while, at times twice, and looks at
// the record.
func (p *plant) lose(ctx context.Context, rng *rand.Rand, of part) error {
	p.breaks()
	if of.name == "desk" {
		p.open() // nobody can talk to it
	}
	err := of.kill()
	if err == nil {
		err = pause(ctx, nil, within(rng, time.Second))
	}
	if err == nil {
		err = of.begin()
	}
	if err == nil && rng.IntN(6) == 0 { // on its way up
		err = errors.Join(pause(ctx, nil, within(rng, 1500*time.Millisecond)), of.kill(), of.begin())
	}
	if err == nil {
		err = of.ready()
	}
	if err == nil {
		err = p.alive()
	}
	if err != nil {
		return err
	}
	p.open(p.desk)
	return p.agree(ctx)
}

func TestNothingIsLostWhenAPartOfAClusterIsKilled(t *testing.T) {
	needsMinutes(t)
	s := onCluster
	if isLong() {
		s = longOnCluster
	}
	c := newCluster(t)
	smtp := s.mailServer(t)
	p := &plant{newsroom: newNewsroom(c.house(mailedBy(config.Config{}, smtp)), smtp), cluster: c}
	s.run(t, p.newsroom, func(ctx context.Context, rng *rand.Rand) error { return p.fall(ctx, rng, s) })
}
