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
)

// settingsEnv holds the settings of a child: with it the test binary is not a
// test but the product.
const settingsEnv = "ONRECORD_CRASHTEST_SETTINGS"

// version is what entries name as the program; the linker sets another one for
// a program with other rules.
var version = "test"

func TestMain(m *testing.M) {
	if settings := os.Getenv(settingsEnv); settings != "" {
		os.Exit(serve(settings))
	}
	os.Exit(m.Run())
}

// said is what a child says on its standard output, one per line: where it
// listens, or why it does not.
type said struct {
	API, Mail string
	Error     *claim.Error
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
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // it is open as long as the parent lives
		os.Exit(3)
	}()
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
