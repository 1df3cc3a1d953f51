package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/api/apitest"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/operation"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"onrecord": main, "status": status})
}

// status runs a command and prints its exit status after what it prints.
func status() {
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("exit %d\n", cmd.ProcessState.ExitCode())
}

// TestScripts runs the commands against the API of a desk without an engine.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup:               serveDesk,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"receive":  receive,
			"guess":    guess,
			"pass":     pass,
			"bigcase":  bigCase,
			"hold":     hold,
			"waitheld": waitHeld,
			"env-from": envFrom,
			"tamper":   tamper,
		},
	})
}

type stillEngine struct{}

func (stillEngine) EngineStatus(context.Context) (operation.EngineStatus, error) {
	return operation.EngineStatus{Kind: "embedded", Ready: true, Namespace: "onrecord", Open: map[string]int64{"Claim": 1}}, nil
}

func (stillEngine) Rebuild(context.Context) (int, error) { return 1, nil }

func (stillEngine) Seal(_ context.Context, payloads []operation.Payload) ([]operation.Payload, error) {
	return payloads, nil
}

func (stillEngine) Open(_ context.Context, payloads []operation.Payload) ([]operation.Payload, error) {
	return payloads, nil
}

type deskKey struct{}

func serveDesk(env *testscript.Env) error {
	vault7, err := filepath.Abs("../../examples/vault7/case.yaml")
	if err != nil {
		return err
	}
	dir := filepath.Join(env.WorkDir, "data")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	desk, err := apitest.Open(context.Background(), dir)
	if err != nil {
		return err
	}
	desk.Mail = stillMail{}
	door := &gate{desk: desk.Handler(stillEngine{}, zap.NewNop()), arrived: make(chan struct{}, 1)}
	server := httptest.NewServer(door)
	env.Defer(func() {
		server.CloseClientConnections()
		server.Close()
		desk.Close()
	})
	env.Values[deskKey{}], env.Values[gateKey{}] = desk, door
	env.Setenv("ONRECORD_DATA", dir)
	env.Setenv("VAULT7", vault7)
	env.Setenv("DESK_URL", server.URL)
	env.Setenv("XDG_CONFIG_HOME", filepath.Join(env.WorkDir, "config"))
	return client.Endpoint{Address: strings.TrimPrefix(server.URL, "http://"), Token: apitest.Token}.Write(dir)
}

func deskOf(ts *testscript.TestScript) *apitest.Fixture {
	return ts.Value(deskKey{}).(*apitest.Fixture)
}

// receive CASE PARTY TEXT brings a letter; a party "-" is not known.
func receive(ts *testscript.TestScript, _ bool, args []string) {
	id, err := deskOf(ts).Receive(context.Background(), args[0], strings.TrimPrefix(args[1], "-"), args[2])
	ts.Check(err)
	ts.Setenv("MESSAGE", id.String())
}

// guess BY FROM CASE PARTY TEXT brings a letter that points at a party by one thing alone.
func guess(ts *testscript.TestScript, _ bool, args []string) {
	id, err := deskOf(ts).ReceiveClue(context.Background(), received.Match(args[0]), args[1], args[2], args[3], args[4])
	ts.Check(err)
	ts.Setenv("MESSAGE", id.String())
}

// pass DURATION lets time pass.
func pass(ts *testscript.TestScript, _ bool, args []string) {
	by, err := time.ParseDuration(args[0])
	ts.Check(err)
	ts.Check(deskOf(ts).Pass(context.Background(), by))
}

// bigcase FILE N writes a case file with N claims.
func bigCase(ts *testscript.TestScript, _ bool, args []string) {
	var n int
	_, err := fmt.Sscan(args[1], &n)
	ts.Check(err)
	var b strings.Builder
	b.WriteString("onrecord: case/v1\nid: big\ntitle: A case with many claims\nclaims:\n")
	for i := range n {
		fmt.Fprintf(&b, "  - {id: c%d, statement: Claim number %d.}\n", i, i)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o600))
}

// hold lets the next request wait until whoever sent it gives it up.
func hold(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Value(gateKey{}).(*gate).held.Store(true)
}

// waitheld waits until a request is held.
func waitHeld(ts *testscript.TestScript, _ bool, _ []string) {
	select {
	case <-ts.Value(gateKey{}).(*gate).arrived:
	case <-time.After(time.Minute):
		ts.Fatalf("no request came")
	}
}

type gateKey struct{}

// gate stands before the desk.
type gate struct {
	desk    http.Handler
	held    atomic.Bool
	arrived chan struct{}
}

// ServeHTTP implements [http.Handler].
func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if g.held.CompareAndSwap(true, false) {
		body, err := io.ReadAll(r.Body) // the server notices that the other side is gone once all of it was read
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		g.arrived <- struct{}{}
		<-r.Context().Done()
	}
	g.desk.ServeHTTP(w, r)
}

// env-from NAME sets a variable to the last line of the last output.
func envFrom(ts *testscript.TestScript, _ bool, args []string) {
	lines := strings.Split(strings.TrimSpace(ts.ReadFile("stdout")), "\n")
	words := strings.Fields(lines[len(lines)-1])
	ts.Setenv(args[0], words[len(words)-1])
}

// tamper SQL changes the record behind the desk's back.
func tamper(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", filepath.Join(ts.Getenv("ONRECORD_DATA"), "record.db"))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[0])
	ts.Check(err)
}
