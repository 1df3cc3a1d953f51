package crashtest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/engine/enginetest"
)

// What a child is told: with the first the test binary is not a test but the
// product, with these settings; with the second it is a Temporal server.
const (
	settingsEnv = "ONRECORD_CRASHTEST_SETTINGS"
	serverEnv   = "ONRECORD_CRASHTEST_SERVER"
)

// version is what entries name as the program; the linker sets another one for
// a program with other rules.
var version = "test"

func TestMain(m *testing.M) {
	if settings := os.Getenv(settingsEnv); settings != "" {
		os.Exit(serve(settings))
	}
	if server := os.Getenv(serverEnv); server != "" {
		os.Exit(serveTemporal(server))
	}
	os.Exit(m.Run())
}

// said is what a child says on its standard output, one per line: where it
// listens, or why it does not.
type said struct {
	API, Mail string
	Error     *claim.Error
}

// endWithParent ends a child whose parent is gone.
func endWithParent() {
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // it is open as long as the parent lives
		os.Exit(3)
	}()
}

// serveTemporal is a Temporal server, until it is told to end or its parent is gone.
func serveTemporal(text string) int {
	endWithParent()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	var s enginetest.Server
	err := json.Unmarshal([]byte(text), &s)
	if err == nil {
		err = s.Run(ctx, func() { _ = json.NewEncoder(os.Stdout).Encode(said{API: s.Address()}) })
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// serve is the product, until it is told to end or its parent is gone.
func serve(settings string) int {
	var cfg config.Config
	if err := json.Unmarshal([]byte(settings), &cfg); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	log, err := app.NewLog(os.Stderr, cfg, false)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	endWithParent()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	out := json.NewEncoder(os.Stdout)
	err = app.Serve(ctx, app.Serving{
		Config: cfg, Log: log, Version: version, Person: "mara",
		Ready: func(api, mail string) { _ = out.Encode(said{API: api, Mail: mail}) },
	})
	if err == nil {
		return 0
	}
	known := &claim.Error{Code: claim.CodeOf(err), Message: err.Error()}
	errors.As(err, &known)
	_ = out.Encode(said{Error: known})
	return 1
}
