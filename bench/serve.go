package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime/pprof"
	"syscall"
	"time"

	"github.com/onrecord/onrecord/bench/figures"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/client"
)

// serveEnv, when set, makes this program the product: it holds a [serving].
const serveEnv = "ONRECORD_BENCH_SERVE"

// serving is what a child process serves.
type serving struct {
	Data   string `json:"data"`
	Listen string `json:"listen"`
	SMTP   string `json:"smtp"`
	Heap   string `json:"heap,omitempty"` // where SIGUSR1 writes a heap profile
}

// serveChild runs the product as onrecord serve does, until it is told to stop.
func serveChild(text string) error {
	var in serving
	if err := json.Unmarshal([]byte(text), &in); err != nil {
		return err
	}
	cfg, err := settings(in.Data, in.SMTP)
	if err != nil {
		return err
	}
	cfg.Listen = in.Listen
	log, err := app.NewLog(os.Stderr, cfg, true)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	go in.profileHeap()
	return app.Serve(ctx, app.Serving{Config: cfg, Log: log, Version: "bench", Person: "edda"})
}

// profileHeap writes a heap profile whenever the parent asks for one.
func (in serving) profileHeap() {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGUSR1)
	for range asked {
		file, err := os.Create(in.Heap)
		if err != nil {
			figures.Say("%v", err)
			return
		}
		if err := errors.Join(pprof.WriteHeapProfile(file), file.Close()); err != nil {
			figures.Say("%v", err)
		}
	}
}

// server is the product in a process of its own.
type server struct {
	*client.Client
	cmd   *exec.Cmd
	ended chan error
	data  string
	ready float64 // milliseconds from exec to ready
}

// serve starts the product on a data directory and waits until it is ready. Its
// log goes into a file beside the directory.
func serve(ctx context.Context, data, smtp string) (*server, error) {
	listen, err := freeAddress()
	if err != nil {
		return nil, err
	}
	cmd, err := command(serving{data, listen, smtp, data + ".heap.pprof"})
	if err != nil {
		return nil, err
	}
	s := &server{cmd: cmd, data: data, ended: make(chan error, 1)}
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() { s.ended <- cmd.Wait() }()
	if err := s.awaitReady(ctx, "http://"+listen+"/readyz"); err != nil {
		_ = cmd.Process.Kill()
		return nil, err
	}
	s.ready = float64(time.Since(began).Microseconds()) / 1000
	if err := s.discover(ctx); err != nil {
		_ = cmd.Process.Kill()
		return nil, err
	}
	return s, nil
}

// discover finds the API, whose address is written a moment after it is ready.
func (s *server) discover(ctx context.Context) (err error) {
	for range 1000 {
		if s.Client, err = client.Discover(s.data, ""); err == nil || ctx.Err() != nil {
			return err
		}
		time.Sleep(2 * time.Millisecond)
	}
	return err
}

// command is this program again, as the product.
func command(in serving) (*exec.Cmd, error) {
	text, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	log, err := os.OpenFile(in.Data+".log", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), serveEnv+"="+string(text))
	cmd.Stderr = log
	// The child must not outlive this process, nor be ended by the terminal before it is asked.
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM, Setpgid: true}
	return cmd, nil
}

// freeAddress is a loopback address that nobody listens on.
func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return listener.Addr().String(), listener.Close()
}

// readyWithin is how long a process may take to become ready at all.
const readyWithin = 15 * time.Minute

func (s *server) awaitReady(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	for {
		select {
		case err := <-s.ended:
			return fmt.Errorf("serve on %s ended before it was ready, see %s.log: %w", filepath.Base(s.data), s.data, err)
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(2 * time.Millisecond):
		}
		if response, err := http.Get(url); err == nil {
			_ = response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
	}
}

// stop asks the process to end, and returns how long it took in milliseconds.
func (s *server) stop() (float64, error) {
	return figures.Timed(func() error {
		if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			return err
		}
		if err := <-s.ended; err != nil {
			return fmt.Errorf("serve on %s did not stop in order: %w", filepath.Base(s.data), err)
		}
		return nil
	})
}
