package recordtest

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Mortal is a PostgreSQL server of one test, which kills it and starts it again.
type Mortal struct {
	*server
	bin, dir string
	cmd      *exec.Cmd
	ended    chan struct{} // closed when the server is gone
}

// StartMortal starts a server that the test may kill. The test fails if there is
// none to be had: whoever runs a test that kills databases has asked for it.
func StartMortal(t testing.TB) *Mortal {
	t.Helper()
	m, err := newMortal()
	if err == nil {
		err = m.Start()
	}
	if err != nil {
		t.Fatalf("PostgreSQL is needed: %v", err)
	}
	t.Cleanup(func() {
		_ = m.cmd.Process.Signal(syscall.SIGINT)
		<-m.ended
		_ = os.RemoveAll(m.dir)
	})
	return m
}

func newMortal() (*Mortal, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "onrecord-pg-")
	if err != nil {
		return nil, err
	}
	m := &Mortal{bin: bin, dir: dir, server: &server{url: socketURL(dir)}}
	cmd, err := m.command("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	if err != nil {
		return nil, err
	}
	if output, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("make a database: %w: %s", err, output)
	}
	return m, nil
}

// command is a program of PostgreSQL for the server's data. It does not outlive the test.
func (m *Mortal) command(name string, args ...string) (*exec.Cmd, error) {
	cmd := exec.Command(filepath.Join(m.bin, name), append([]string{"-D", m.data()}, args...)...)
	cmd.Dir = m.dir
	if err := unprivileged(cmd, m.dir); err != nil {
		return nil, err
	}
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = syscall.SIGINT
	return cmd, nil
}

// patience is how long a server may take to start.
const patience = 30 * time.Second

// Start starts the server and returns when it answers. It waits for what is left
// of one that was killed.
func (m *Mortal) Start() error {
	err := errors.New("it was not tried")
	for began := time.Now(); err != nil && time.Since(began) < patience; {
		err = m.tryStart()
	}
	if err != nil {
		text, _ := os.ReadFile(m.log())
		return fmt.Errorf("start PostgreSQL: %w: %s", err, text[max(0, len(text)-2000):])
	}
	return nil
}

func (m *Mortal) tryStart() error {
	log, err := os.OpenFile(m.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	m.cmd, err = m.command("postgres", "-k", m.dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=300")
	if err != nil {
		return err
	}
	m.cmd.Stdout, m.cmd.Stderr = log, log
	if err := m.cmd.Start(); err != nil {
		return err
	}
	cmd, ended := m.cmd, make(chan struct{})
	m.ended = ended
	go func() {
		_ = cmd.Wait() // one that was killed has failed
		close(ended)
	}()
	for err = m.exec("select 1"); err != nil; err = m.exec("select 1") {
		select {
		case <-ended:
			return err
		case <-time.After(50 * time.Millisecond):
		}
	}
	return nil
}

// Kill ends every process of the server at once, as a power cut would.
func (m *Mortal) Kill() error {
	pid := m.cmd.Process.Pid
	children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		return err
	}
	err = m.cmd.Process.Kill() // before it notices that a child is gone, and begins another one
	for _, child := range strings.Fields(string(children)) {
		if id, err := strconv.Atoi(child); err == nil {
			_ = syscall.Kill(id, syscall.SIGKILL) // it may be gone by now
		}
	}
	<-m.ended
	return err
}

// Create makes a database and returns its URL.
func (m *Mortal) Create(name string) (string, error) {
	err := m.exec(`create database "` + name + `"`)
	u := m.url
	u.Path = "/" + name
	return u.String(), err
}

// Socket is the directory of its socket.
func (m *Mortal) Socket() string { return m.dir }

func (m *Mortal) data() string { return filepath.Join(m.dir, "data") }

func (m *Mortal) log() string { return filepath.Join(m.dir, "server.log") }

// socketURL is where a server with its socket in a directory is reached.
func socketURL(dir string) url.URL {
	return url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/postgres", RawQuery: "host=" + dir}
}
