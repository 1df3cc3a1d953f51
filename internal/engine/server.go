package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/schema/sqlite"
	"go.temporal.io/server/temporal"
	"google.golang.org/protobuf/types/known/durationpb"
)

// startAttempts bounds how often other ports are tried when one was taken meanwhile.
const startAttempts = 5

// localServer is the embedded server with what has to be undone when it stops.
type localServer struct {
	server    temporal.Server
	pick      func() (ports, error)
	ports     ports
	tls       *loopbackTLS
	log       *serverLog
	files     files
	settings  *dynamicSettings
	lock      *FileLock
	doors     []*door // for tools of others
	ephemeral bool
	sqlite    string // version of the linked SQLite
}

// launch starts the server on ports nobody uses.
func (s *localServer) launch(ctx context.Context, of databases, opts Options) error {
	var errs []error
	for range startAttempts {
		err := s.tryLaunch(of, opts)
		if err == nil {
			return nil
		}
		if errs = append(errs, err); ctx.Err() != nil {
			break
		}
	}
	return fail(CodeNotReady, "the embedded Temporal server did not start", errors.Join(errs...))
}

// tryLaunch starts the server once. When a port is taken the server calls Fatal, which it thinks will not return,
// and then panics while it is being put together: both are turned into an error here.
func (s *localServer) tryLaunch(of databases, opts Options) (err error) {
	logger := newServerLog(opts.Logger)
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("engine: assemble server: %v", reason)
		}
		if err != nil {
			logger.stop()
		}
	}()
	picked, err := s.pick()
	if err != nil {
		return fmt.Errorf("engine: pick ports: %w", err)
	}
	server, err := temporal.NewServer(s.serverOptions(picked, of, logger)...)
	if err != nil {
		return fmt.Errorf("engine: assemble server: %w", err)
	}
	select {
	case err := <-logger.fatal:
		return err
	default:
	}
	if err := server.Start(); err != nil {
		return errors.Join(fmt.Errorf("engine: start server: %w", err), server.Stop())
	}
	s.server, s.ports, s.log = server, picked, logger
	return nil
}

func (s *localServer) serverOptions(p ports, of databases, logger *serverLog) []temporal.ServerOption {
	return []temporal.ServerOption{
		temporal.WithConfig(serverConfig(p, of)),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(p.hosts()),
		temporal.WithLogger(logger),
		temporal.WithNamespaceLogger(logger),
		temporal.WithTLSConfigFactory(s.tls),
		// Whoever holds the in-memory certificate is this process, so nothing is left to authorize.
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper { return authorization.NewNoopClaimMapper() }),
		temporal.WithCustomMetricsHandler(metrics.NoopMetricsHandler),
		temporal.WithDynamicConfigClient(s.settings),
		temporal.WithCustomVisibilityStoreFactory(s.list(of)),
	}
}

// list makes the list of workflows. One that can skip time does not wait on the clock of the machine.
func (s *localServer) list(of databases) listFactory {
	if s.ephemeral {
		return listFactory{of: of.list}
	}
	return listFactory{of: of.list, gathers: listGathers}
}

// createNamespace writes the namespace into the database before the server looks: registered by API it would take
// seconds until every cache knows it. An existing one stays as it is.
func createNamespace(database *config.SQL, name string, attributes map[string]enumspb.IndexedValueType) error {
	for _, kind := range attributes {
		if !slices.Contains(keptKinds, kind) {
			return fail(CodeConfig, fmt.Sprintf("the engine's list of workflows has no room for search attributes of type %s", kind), nil)
		}
	}
	namespace, err := sqlite.NewNamespaceConfig(clusterName, name, false, attributes)
	if err != nil {
		return fail(CodeConfig, "the engine has no room for these search attributes", err)
	}
	namespace.Detail.Config.CustomSearchAttributeAliases = columns(attributes)
	namespace.Detail.Config.Retention = durationpb.New(Retention)
	if err := sqlite.CreateNamespaces(database, namespace); err != nil {
		return fmt.Errorf("engine: create namespace: %w", err)
	}
	return nil
}

// columns gives search attributes the columns of their types in the order of their names. The server would draw them by
// lot, and an index is kept for the first alone.
func columns(attributes map[string]enumspb.IndexedValueType) map[string]string {
	taken, named := map[enumspb.IndexedValueType]int{}, map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		kind := attributes[name]
		taken[kind]++
		named[fmt.Sprintf("%s%02d", kind, taken[kind])] = name
	}
	return named
}
