package engine

import (
	enumspb "go.temporal.io/api/enums/v1"
	"go.uber.org/zap"
)

// DefaultNamespace is used when the options name none.
const DefaultNamespace = "onrecord"

// Sealer encrypts payloads; vault.Keys is one. Implementations must be safe for use by many goroutines.
type Sealer interface {
	// Seal encrypts plaintext and binds it to associated.
	Seal(plaintext, associated []byte) ([]byte, error)
	// Open decrypts what Seal returned for the same associated bytes.
	Open(sealed, associated []byte) ([]byte, error)
}

// Common is what both kinds of engine need.
type Common struct {
	// Namespace defaults to DefaultNamespace.
	Namespace string
	// SearchAttributes are registered by name if they are missing. They stand in the clear: no content.
	SearchAttributes map[string]enumspb.IndexedValueType
	// Sealer encrypts every payload. Required.
	Sealer Sealer
	// Logger receives warnings and errors of server and client. Nil means silence.
	Logger *zap.Logger
}

// Options say how to run the embedded server.
type Options struct {
	Common
	// Dir holds the engine's files. It is made for its owner alone. Ignored when Ephemeral.
	Dir string
	// Ephemeral asks for a throw-away engine, gone at Close, whose workflows can be moved forward in time.
	// It is for the demo, rehearsals and tests; an engine with a Dir never skips time.
	Ephemeral bool
}

// ClusterOptions say how to reach a cluster. What is not here comes from the standard TEMPORAL_* variables and the
// profile file (contrib/envconfig): address, TLS, API key.
type ClusterOptions struct {
	Common
	// Profile names the profile in ConfigFile; empty means TEMPORAL_PROFILE, then "default".
	Profile string
	// ConfigFile is the profile file; empty means TEMPORAL_CONFIG_FILE, then the user's own.
	ConfigFile string
	// Environ replaces the process environment ("NAME=value") when not nil.
	Environ []string
}

func (c Common) withDefaults() (Common, error) {
	if c.Namespace == "" {
		c.Namespace = DefaultNamespace
	}
	if c.Logger == nil {
		c.Logger = zap.NewNop()
	}
	if c.Sealer == nil {
		return c, fail(CodeConfig, "the engine needs keys: payloads are never stored in the clear", nil)
	}
	return c, nil
}
