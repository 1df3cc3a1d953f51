package engine

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"
)

// shared is one throw-away engine with one worker for all tests that do not need their own: starting a server is
// the slow part.
var shared struct {
	once   sync.Once
	engine *Engine
	worker worker.Worker
	logs   *observer.ObservedLogs
	took   time.Duration
	err    error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.worker != nil {
		shared.worker.Stop()
	}
	if shared.engine != nil {
		began := time.Now()
		if err := shared.engine.Close(context.Background()); err != nil {
			fmt.Fprintln(os.Stderr, "close shared engine:", err)
			code = 1
		}
		fmt.Fprintf(os.Stderr, "shared engine: ready in %v, stopped in %v\n", shared.took, time.Since(began))
	}
	os.Exit(code)
}

func sharedEngine(t *testing.T) *Engine {
	t.Helper()
	shared.once.Do(func() {
		began := time.Now()
		common := testCommon()
		var core zapcore.Core
		core, shared.logs = observer.New(zapcore.DebugLevel)
		common.Logger = zap.New(core)
		shared.engine, shared.err = Start(context.Background(), Options{Common: common, Ephemeral: true})
		shared.took = time.Since(began)
		if shared.err == nil {
			shared.worker = startWorker(shared.engine)
		}
	})
	require.NoError(t, shared.err)
	return shared.engine
}

func testCommon() Common {
	return Common{Sealer: testSealer, SearchAttributes: map[string]enumspb.IndexedValueType{
		"OnrecordCase":  enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		"OnrecordStage": enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		"OnrecordTier":  enumspb.INDEXED_VALUE_TYPE_KEYWORD,
		"OnrecordDue":   enumspb.INDEXED_VALUE_TYPE_DATETIME,
	}}
}

func startWorker(e *Engine) worker.Worker {
	w := worker.New(e.Client(), testQueue, worker.Options{MaxConcurrentWorkflowTaskPollers: 10, MaxConcurrentActivityTaskPollers: 10})
	registerAll(w)
	if err := w.Start(); err != nil {
		panic(err)
	}
	return w
}

// deadline is a context for what should take far less.
func deadline(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	t.Cleanup(cancel)
	return ctx
}

func begin(t *testing.T, e *Engine, id string, flow any, args ...any) client.WorkflowRun {
	t.Helper()
	run, err := e.Client().ExecuteWorkflow(deadline(t), client.StartWorkflowOptions{ID: id, TaskQueue: testQueue}, flow, args...)
	require.NoError(t, err)
	return run
}

// idle waits until the workflow has done its first task and nothing is in hand.
func idle(t *testing.T, e *Engine, id string) {
	t.Helper()
	require.Eventually(t, func() bool {
		events, _, _, err := e.Describe(deadline(t), id)
		clock, clockErr := e.readClock(deadline(t), id)
		return err == nil && clockErr == nil && events >= 4 && !clock.busy
	}, 30*time.Second, 5*time.Millisecond)
}

const testQueue = "engine-test"

var testSealer = newGCM()

// gcm is a Sealer without a key file.
type gcm struct{ cipher.AEAD }

func newGCM() gcm {
	key := make([]byte, 32)
	rand.Read(key)
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err)
	}
	return gcm{aead}
}

func (g gcm) Seal(plain, associated []byte) ([]byte, error) {
	return g.AEAD.Seal(nil, nil, plain, associated), nil
}

func (g gcm) Open(sealed, associated []byte) ([]byte, error) {
	return g.AEAD.Open(nil, nil, sealed, associated)
}

func registerAll(w interface {
	RegisterWorkflow(any)
	RegisterActivity(any)
}) {
	registerWorkflows(w)
	w.RegisterActivity(echo)
	w.RegisterActivity(refuse)
	w.RegisterActivity(linger)
	w.RegisterActivity(hold)
}

func registerWorkflows(w interface{ RegisterWorkflow(any) }) {
	w.RegisterWorkflow(waiting)
	w.RegisterWorkflow(reminders)
	w.RegisterWorkflow(talkative)
	w.RegisterWorkflow(continued)
	w.RegisterWorkflow(lingering)
	w.RegisterWorkflow(dozing)
	w.RegisterWorkflow(looking)
}

// looking asks a local activity, which goes by name, and then rests.
func looking(ctx workflow.Context) error {
	local := workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{StartToCloseTimeout: time.Minute})
	if err := workflow.ExecuteLocalActivity(local, "echo", "look").Get(ctx, nil); err != nil {
		return workflow.ExecuteActivity(ctx, echo, "look").Get(ctx, nil)
	}
	workflow.GetSignalChannel(ctx, "stop").Receive(ctx, nil)
	return nil
}

// waiting rests without a timer until it is told to stop, and returns when that was.
func waiting(ctx workflow.Context) (time.Time, error) {
	workflow.GetSignalChannel(ctx, "stop").Receive(ctx, nil)
	return workflow.Now(ctx), nil
}
