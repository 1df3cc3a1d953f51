package engine

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/sdk/client"
)

const (
	// readyWithin bounds how long the embedded server may take until it answers.
	readyWithin = 30 * time.Second
	// Values of PRAGMA synchronous.
	syncFull, syncOff = "2", "0"
)

// Start runs the embedded server and returns when it takes work. Errors carry CodeLocked when another process uses
// the directory, CodeWrongKey when the keys are not those of the database, CodeConfig and CodeNotReady.
// Nothing is left running when it fails.
func Start(ctx context.Context, opts Options) (*Engine, error) {
	common, err := opts.Common.withDefaults()
	if err != nil {
		return nil, err
	}
	opts.Common = common
	local, err := newLocalServer(ctx, opts)
	if err != nil {
		return nil, err
	}
	engine := newEngine(KindEmbedded, opts.Common)
	engine.local = local
	if err := engine.bringUp(ctx, opts); err != nil {
		engine.abandon(ctx)
		return nil, err
	}
	return engine, nil
}

func newEngine(kind Kind, opts Common) *Engine {
	data, failure := Converters(opts.Sealer)
	return &Engine{
		kind: kind, namespace: opts.Namespace, logger: opts.Logger,
		codec: &sealingCodec{sealer: opts.Sealer}, data: data, failure: failure,
		clocks: clocks{shifts: map[string]time.Duration{}},
	}
}

// newLocalServer takes the directory; nothing runs yet.
func newLocalServer(ctx context.Context, opts Options) (*localServer, error) {
	version, err := sqliteVersion(ctx)
	if err != nil {
		return nil, err
	}
	dir, err := engineDir(opts)
	if err != nil {
		return nil, err
	}
	certificates, err := newLoopbackTLS()
	if err != nil {
		return nil, err
	}
	lock, err := lockFile(dir, engineLockName)
	if err != nil {
		return nil, err
	}
	return &localServer{
		files: files{dir: dir}, settings: dynamicConfig(opts.Ephemeral), lock: lock, tls: certificates, pick: pickPorts,
		ephemeral: opts.Ephemeral, sqlite: version,
	}, nil
}

func engineDir(opts Options) (string, error) {
	if opts.Ephemeral {
		dir, err := os.MkdirTemp("", "onrecord-engine-")
		if err != nil {
			return "", fmt.Errorf("engine: create temporary directory: %w", err)
		}
		return dir, nil
	}
	if opts.Dir == "" {
		return "", fail(CodeConfig, "the engine needs a directory for its database", nil)
	}
	return opts.Dir, nil
}

// bringUp goes from files to a client on a server that takes work.
func (e *Engine) bringUp(ctx context.Context, opts Options) error {
	synchronous := syncFull
	if opts.Ephemeral { // nothing in it outlives the process
		synchronous = syncOff
	}
	of := e.local.files.databases(synchronous, uuid.NewString())
	if err := e.local.files.openDatabases(of, opts.Sealer); err != nil {
		return err
	}
	if err := createNamespace(of.main, opts.Namespace, opts.SearchAttributes); err != nil {
		return err
	}
	if err := e.local.launch(ctx, of, opts); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	if err := e.connectLocal(ctx); err != nil {
		return fail(CodeNotReady, "the embedded Temporal server does not answer", err)
	}
	if err := e.prepareNamespace(ctx, opts.Common); err != nil {
		return err
	}
	return e.awaitReady(ctx)
}

func (e *Engine) connectLocal(ctx context.Context) error {
	e.address = e.local.ports.frontend()
	dialed, err := client.DialContext(ctx, e.clientOptions(client.Options{
		HostPort:          e.address,
		ConnectionOptions: client.ConnectionOptions{TLS: e.local.tls.client.Clone()},
	}))
	if err != nil {
		return err
	}
	e.client = dialed
	return nil
}

// clientOptions completes options with what every client of ours has in common.
func (e *Engine) clientOptions(options client.Options) client.Options {
	options.Namespace = e.namespace
	options.Identity = "onrecord" // the default would tell user and host
	options.Logger = clientLog(e.logger)
	options.DataConverter = e.data
	options.FailureConverter = e.failure
	options.DisableWorkerEnvironmentInfo = true
	options.ConnectionOptions.GrpcCompression = &client.GrpcCompressionNone{}
	return options
}
