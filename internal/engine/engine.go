// Package engine runs Temporal for Onrecord: a server of its own inside this process, or a cluster somebody else runs.
//
// Start brings up the embedded server on one SQLite file, behind in-memory mutual TLS on loopback; Dial connects to
// a cluster. Both hand back an Engine whose Client encrypts every payload, in a namespace whose retention and search
// attributes are as they should be. The engine executes, it does not remember: the record is the truth, so a lost or
// outdated engine file is put aside and the caller rebuilds from the record (Fresh, Rebuilt).
//
// No other package imports go.temporal.io/server.
package engine

import (
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.uber.org/zap"
)

// Kind says whose server an Engine uses.
type Kind string

const (
	// KindEmbedded is the server inside this process.
	KindEmbedded Kind = "embedded"
	// KindCluster is a Temporal cluster reached over the network.
	KindCluster Kind = "cluster"
)

// Engine is a connection to Temporal that is ready for workers and callers. It is safe for use by many goroutines.
type Engine struct {
	kind      Kind
	address   string
	namespace string
	client    client.Client
	codec     converter.PayloadCodec
	data      converter.DataConverter
	failure   converter.FailureConverter
	logger    *zap.Logger
	local     *localServer // nil on a cluster
	clocks    clocks
	closing   closing
}

// Client returns the Temporal client. Its payloads and failures are encrypted; it is closed by Close.
func (e *Engine) Client() client.Client { return e.client }

// Codec seals and opens the payloads that the engine stores.
func (e *Engine) Codec() converter.PayloadCodec { return e.codec }

// Converters returns what its client reads and writes payloads and failures with.
func (e *Engine) Converters() (converter.DataConverter, converter.FailureConverter) {
	return e.data, e.failure
}

// Namespace returns the Temporal namespace the engine works in.
func (e *Engine) Namespace() string { return e.namespace }

// Fatal reports a failure inside the embedded server after which it cannot be relied on. The caller ends the
// program in order. At most one error is delivered; on a cluster there is none.
func (e *Engine) Fatal() <-chan error {
	if e.local == nil {
		return nil
	}
	return e.local.log.fatal
}

// Fresh reports that the engine's database is new, so that no workflow of the record runs in it yet. It stays true
// over restarts until the caller has started them all again and called Rebuilt. On a cluster it is false.
func (e *Engine) Fresh() bool {
	return e.local != nil && e.local.files.needsRebuild()
}

// Rebuilt notes that every open workflow of the record runs again.
func (e *Engine) Rebuilt() error {
	if e.local == nil {
		return nil
	}
	return e.local.files.rebuilt()
}
