package crashtest_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/config"
)

// house is an installation of the product: a data directory and settings, and
// at times a process that serves from them.
type house struct {
	t   *testing.T
	cfg config.Config
	env []string             // for the process, besides ours
	as  *syscall.SysProcAttr // who runs it
	log string               // what all its processes logged
	// binary is the program; it is the test itself.
	binary string
}

// newHouse is an installation that listens on free ports of its own.
func newHouse(t *testing.T, over config.Config) *house {
	t.Helper()
	over.Listen, over.MailListen = "127.0.0.1:0", "127.0.0.1:0"
	over.Publication, over.SMTPTLS, over.MailDNS = "The Example Post", "none", config.Off
	if over.MailDomain == "" {
		over.MailDomain = "newsroom.example"
	}
	dir := over.Data
	if dir == "" {
		dir = filepath.Join(t.TempDir(), "data")
	}
	cfg, err := config.Load(dir, config.Flags{Config: over})
	require.NoError(t, err)
	h := &house{t: t, cfg: cfg, log: filepath.Join(t.TempDir(), "log"), binary: os.Args[0]}
	t.Cleanup(h.showLog)
	return h
}

// showLog prints the end of the log of a test that failed.
func (h *house) showLog() { showLog(h.t, h.log) }

func showLog(t *testing.T, file string) {
	text, err := os.ReadFile(file)
	if !t.Failed() || err != nil {
		return
	}
	t.Logf("the end of the log:\n%s", text[max(0, len(text)-8000):])
}

// process is the product while it runs.
type process struct {
	*client.Client
	at    client.Endpoint
	mail  string // where it takes mail
	cmd   *exec.Cmd
	stdin io.Closer
	said  chan said     // one value, when it is ready or refuses
	ended chan struct{} // closed when the process is gone
}

// begin starts a process and does not wait until it is ready.
func (h *house) begin() *process {
	h.t.Helper()
	settings, err := json.Marshal(h.cfg)
	require.NoError(h.t, err)
	cmd := exec.Command(h.binary)
	cmd.Env = append(append(os.Environ(), settingsEnv+"="+string(settings)), h.env...)
	cmd.SysProcAttr = h.as
	return spawn(h.t, cmd, h.log)
}

// spawn starts a child that logs into a file, and ends with the test at the latest.
func spawn(t *testing.T, cmd *exec.Cmd, file string) *process {
	t.Helper()
	log, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	require.NoError(t, err)
	defer log.Close()
	p := &process{cmd: cmd, said: make(chan said, 1), ended: make(chan struct{})}
	p.cmd.Stderr = log
	p.stdin, err = p.cmd.StdinPipe()
	require.NoError(t, err)
	stdout, err := p.cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, p.cmd.Start())
	go p.watch(stdout)
	t.Cleanup(p.kill)
	return p
}

// watch hears what the process says, and notices its end.
func (p *process) watch(stdout io.Reader) {
	for lines := bufio.NewScanner(stdout); lines.Scan(); {
		var s said
		if json.Unmarshal(lines.Bytes(), &s) == nil && len(p.said) == 0 {
			p.said <- s
		}
	}
	_ = p.cmd.Wait() // how it ended is in its state
	close(p.ended)
}

// ready waits until the process takes requests, and is false if it ended before.
func (h *house) ready(p *process) bool {
	select {
	case s := <-p.said:
		if s.Error != nil {
			h.t.Errorf("the product does not start: %s: %s", s.Error.Code, s.Error.Message)
			return false
		}
		p.mail = s.Mail
	case <-p.ended:
		return false
	case <-time.After(time.Minute):
		h.t.Error("the product does not get ready")
		return false
	}
	if h.cfg.Role == config.RoleWorker {
		return true // nobody talks to it
	}
	var err error
	if p.at, err = client.ReadEndpoint(h.cfg.Data); err != nil {
		h.t.Errorf("a product that is ready cannot be found: %v", err)
		return false
	}
	p.Client = p.as(h.t, "")
	return true
}

// start starts a process and waits until it is ready.
func (h *house) start() *process {
	h.t.Helper()
	p := h.begin()
	require.True(h.t, h.ready(p), "the product did not get ready")
	return p
}

// refusal starts a process that must refuse, and returns what it says.
func (h *house) refusal(within time.Duration) *claim.Error {
	h.t.Helper()
	p := h.begin()
	select {
	case s := <-p.said:
		require.NotNil(h.t, s.Error, "the product started")
		<-p.ended
		require.Equal(h.t, 1, p.cmd.ProcessState.ExitCode())
		return s.Error
	case <-time.After(within):
		require.Fail(h.t, "the product neither started nor refused to")
	}
	return nil
}

// as is somebody else at the same door.
func (p *process) as(t *testing.T, handle string) *client.Client {
	t.Helper()
	return client.New("http://"+p.at.Address, p.at.Token, handle)
}

// kill ends the process at once, as a power cut would.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may be gone already
	<-p.ended
	_ = p.stdin.Close()
}

// stop ends the process in order, and returns how long that took.
func (p *process) stop(t *testing.T) time.Duration {
	t.Helper()
	began := time.Now()
	require.NoError(t, p.cmd.Process.Signal(syscall.SIGTERM))
	select {
	case <-p.ended:
	case <-time.After(20 * time.Second):
		require.Fail(t, "the product does not stop")
	}
	require.Equal(t, 0, p.cmd.ProcessState.ExitCode(), "an orderly stop is no failure")
	return time.Since(began)
}

// eventually waits until a condition is met.
func eventually(ctx context.Context, t *testing.T, what string, met func() bool) {
	t.Helper()
	require.NoError(t, await(ctx, met), what)
}

// await looks again and again whether a condition is met.
func await(ctx context.Context, met func() bool) error {
	ticker := time.NewTicker(50 * time.Millisecond)
	defer ticker.Stop()
	for !met() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-ticker.C:
		}
	}
	return nil
}
