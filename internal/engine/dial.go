package engine

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
)

// dialWithin bounds the first contact with a cluster.
const dialWithin = 10 * time.Second

// Dial connects to a Temporal cluster named by the standard TEMPORAL_* variables or a profile. Errors carry
// CodeUnreachable when nothing answers within ten seconds, CodeDenied when the credentials are refused, and
// CodeConfig when profile, variables or namespace cannot be used. Messages never contain credentials.
func Dial(ctx context.Context, opts ClusterOptions) (*Engine, error) {
	common, err := opts.Common.withDefaults()
	if err != nil {
		return nil, err
	}
	named := opts.Common.Namespace != ""
	opts.Common = common
	options, err := clusterClientOptions(opts)
	if err != nil {
		return nil, err
	}
	if !named && options.Namespace != "" { // TEMPORAL_NAMESPACE, unless the product's own setting says otherwise
		opts.Namespace = options.Namespace
	}
	engine := newEngine(KindCluster, opts.Common)
	engine.address = options.HostPort
	if err := engine.connectCluster(ctx, options, opts.Common); err != nil {
		engine.abandon(ctx)
		return nil, err
	}
	return engine, nil
}

func clusterClientOptions(opts ClusterOptions) (client.Options, error) {
	request := envconfig.LoadClientOptionsRequest{ConfigFilePath: opts.ConfigFile, ConfigFileProfile: opts.Profile}
	if opts.Environ != nil {
		request.EnvLookup = environ(opts.Environ)
	}
	options, err := envconfig.LoadClientOptions(request)
	if err != nil {
		return options, fail(CodeConfig, "the Temporal profile cannot be used; check TEMPORAL_PROFILE, "+
			"TEMPORAL_CONFIG_FILE and the TEMPORAL_TLS variables", err)
	}
	if options.HostPort == "" {
		options.HostPort = client.DefaultHostPort
	}
	if options.Credentials != nil && options.ConnectionOptions.TLSDisabled {
		return options, fail(CodeConfig, "an API key would cross the network in the clear; "+
			"remove TEMPORAL_TLS=false or TEMPORAL_API_KEY", nil)
	}
	return options, nil
}

func (e *Engine) connectCluster(ctx context.Context, options client.Options, opts Common) error {
	dialCtx, cancel := context.WithTimeout(ctx, dialWithin)
	defer cancel()
	options.ConnectionOptions.GetSystemInfoTimeout = dialWithin
	dialed, err := client.DialContext(dialCtx, e.clientOptions(options))
	if err != nil {
		return e.explainDial(err)
	}
	e.client = dialed
	if err := e.prepareNamespace(ctx, opts); err != nil {
		return e.explainDial(err)
	}
	return nil
}

// explainDial turns what went wrong on the way to a cluster into a sentence.
func (e *Engine) explainDial(err error) error {
	var known *Error
	if errors.As(err, &known) {
		return err
	}
	var denied *serviceerror.PermissionDenied
	if errors.As(err, &denied) || strings.Contains(err.Error(), "Unauthenticated") {
		return fail(CodeDenied, fmt.Sprintf("the Temporal cluster at %s refuses these credentials for namespace %s; "+
			"check TEMPORAL_API_KEY or the client certificate", e.address, e.namespace), err)
	}
	return fail(CodeUnreachable, fmt.Sprintf("cannot reach the Temporal cluster at %s: %s; check TEMPORAL_ADDRESS and that "+
		"the cluster is running and accepts this client", e.address, dialReason(err)), err)
}

// dialReason names the kind of failure without quoting the library.
func dialReason(err error) string {
	text := err.Error()
	for _, known := range []struct{ sign, reason string }{
		{"connection refused", "nothing listens there"},
		{"no such host", "the name is unknown"},
		{"no children to pick from", "the name is unknown"}, // what gRPC's resolver leaves of it
		{"certificate", "the TLS certificates do not match"},
		{"tls:", "the TLS handshake failed"},
		{"error reading server preface", "the two sides disagree about TLS"},
	} {
		if strings.Contains(text, known.sign) {
			return known.reason
		}
	}
	if errors.Is(err, context.DeadlineExceeded) || strings.Contains(text, "deadline exceeded") {
		return "there is no answer"
	}
	return "the connection fails"
}

// environ is an environment given as "NAME=value" lines.
type environ []string

// Environ returns all lines.
func (e environ) Environ() []string { return e }

// LookupEnv returns the value of one variable.
func (e environ) LookupEnv(name string) (string, bool) {
	for _, line := range e {
		if key, value, _ := strings.Cut(line, "="); key == name {
			return value, true
		}
	}
	return "", false
}
