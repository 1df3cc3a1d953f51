// Package enginetest is a Temporal server as a cluster has it: on PostgreSQL, in
// a process of its own, with the settings that it comes with. Tests start it
// beside the product, and take it away. Nothing of it is in the program.
package enginetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net"
	"path"
	"strconv"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/common/persistence"
	"go.temporal.io/server/common/persistence/sql"
	"go.temporal.io/server/common/persistence/sql/sqlplugin"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/common/resolver"
	"go.temporal.io/server/schema"
	v12 "go.temporal.io/server/schema/postgresql/v12"
	"go.temporal.io/server/temporal"
)

// Server says where a server listens and what it keeps its histories in. The
// same value starts it again after it was killed.
type Server struct {
	Ports  [4]int // of frontend, history, matching and worker, on loopback
	Socket string // directory with the socket of its PostgreSQL, where the user postgres may do all
}

const (
	clusterName = "active"
	loopback    = "127.0.0.1"
	disabled    = "disabled"
	// shards is fixed for the life of a database.
	shards = 4
	// connections is for each service; PostgreSQL has to allow four times as many for each of two databases.
	connections = 20
)

// parts are the services in the order of their ports.
var parts = []primitives.ServiceName{
	primitives.FrontendService, primitives.HistoryService, primitives.MatchingService, primitives.WorkerService,
}

// New is a server on free ports that keeps its histories in the PostgreSQL with
// that socket. The ports are none that the kernel gives to others while the
// server is away.
func New(socket string) Server {
	s := Server{Socket: socket}
	for i := 0; i < len(s.Ports); {
		s.Ports[i] = 20_000 + rand.IntN(12_000)
		if l, err := net.Listen("tcp", s.address(i)); err == nil {
			defer l.Close() // held until all are picked, so that they differ
			i++
		}
	}
	return s
}

// Address is where clients reach it, in the clear.
func (s Server) Address() string { return s.address(0) }

func (s Server) address(i int) string {
	return net.JoinHostPort(loopback, strconv.Itoa(s.Ports[i]))
}

// store is one of the two databases of a server.
type store struct {
	kind          sqlplugin.DbKind
	name          string
	schema        string // folder of the server's own schemas
	schemaVersion string
}

var (
	mainStore       = store{sqlplugin.DbKindMain, "temporal", "postgresql/v12/temporal", v12.Version}
	visibilityStore = store{sqlplugin.DbKindVisibility, "temporal_visibility", "postgresql/v12/visibility", v12.VisibilityVersion}
)

func (s Server) sql(database string) *config.SQL {
	return &config.SQL{
		PluginName: postgresql.PluginNamePGX, DatabaseName: database, User: "postgres",
		ConnectProtocol: "tcp", ConnectAddr: "localhost:5432", ConnectAttributes: map[string]string{"host": s.Socket},
		MaxConns: connections, MaxIdleConns: connections,
	}
}

// Prepare makes the two databases of a server that is new.
func (s Server) Prepare() error {
	for _, of := range []store{mainStore, visibilityStore} {
		if err := s.with("postgres", of.kind, func(db sqlplugin.AdminDB) error { return db.CreateDatabase(of.name) }); err != nil {
			return fmt.Errorf("enginetest: create %s: %w", of.name, err)
		}
		if err := s.with(of.name, of.kind, of.setUp); err != nil {
			return fmt.Errorf("enginetest: set up %s: %w", of.name, err)
		}
	}
	return nil
}

func (s Server) with(database string, kind sqlplugin.DbKind, do func(sqlplugin.AdminDB) error) error {
	db, err := sql.NewSQLAdminDB(kind, s.sql(database), resolver.NewNoopResolver(), log.NewNoopLogger(), metrics.NoopMetricsHandler)
	if err != nil {
		return err
	}
	return errors.Join(do(db), db.Close())
}

// setUp carries out the schema that comes with the server.
func (of store) setUp(db sqlplugin.AdminDB) error {
	text, err := fs.ReadFile(schema.Assets(), path.Join(of.schema, "schema.sql"))
	if err != nil {
		return err
	}
	statements, err := persistence.LoadAndSplitQueryFromReaders([]io.Reader{bytes.NewReader(text)})
	if err != nil {
		return err
	}
	for _, statement := range statements {
		if err := db.Exec(statement); err != nil {
			return fmt.Errorf("%q: %w", statement, err)
		}
	}
	if err := db.CreateSchemaVersionTables(); err != nil {
		return err
	}
	return db.UpdateSchemaVersion(of.name, of.schemaVersion, of.schemaVersion)
}

// Run runs the server in this process until the context ends, and calls ready
// when it takes work.
func (s Server) Run(ctx context.Context, ready func()) error {
	server, err := temporal.NewServer(
		temporal.WithConfig(s.config()),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(s.hosts()),
		temporal.WithLogger(log.NewZapLogger(log.BuildZapLogger(log.Config{Level: "warn", Format: "json"}))),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper { return authorization.NewNoopClaimMapper() }),
		temporal.WithCustomMetricsHandler(metrics.NoopMetricsHandler),
		temporal.WithDynamicConfigClient(dynamicconfig.StaticClient{dynamicconfig.EnableServerVersionCheck.Key(): false}),
	)
	if err != nil {
		return fmt.Errorf("enginetest: assemble server: %w", err)
	}
	if err := server.Start(); err != nil {
		return fmt.Errorf("enginetest: start server: %w", err)
	}
	if err := s.healthy(ctx); err == nil {
		ready()
	}
	<-ctx.Done()
	return server.Stop()
}

// healthy waits until clients are answered.
func (s Server) healthy(ctx context.Context) error {
	c, err := client.NewLazyClient(client.Options{HostPort: s.Address()})
	if err != nil {
		return err
	}
	defer c.Close()
	for {
		if _, err := c.CheckHealth(ctx, nil); err == nil || ctx.Err() != nil {
			return ctx.Err()
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func (s Server) hosts() map[primitives.ServiceName]static.Hosts {
	hosts := map[primitives.ServiceName]static.Hosts{}
	for i, name := range parts {
		hosts[name] = static.SingleLocalHost(s.address(i))
	}
	return hosts
}

func (s Server) config() *config.Config {
	services := map[string]config.Service{}
	for i, name := range parts {
		services[string(name)] = config.Service{RPC: config.RPC{GRPCPort: s.Ports[i], BindOnIP: loopback}}
	}
	return &config.Config{
		Global: config.Global{Membership: config.Membership{MaxJoinDuration: 10 * time.Second, BroadcastAddress: loopback}},
		Persistence: config.Persistence{
			DefaultStore: mainStore.name, VisibilityStore: visibilityStore.name, NumHistoryShards: shards,
			DataStores: map[string]config.DataStore{
				mainStore.name: {SQL: s.sql(mainStore.name)}, visibilityStore.name: {SQL: s.sql(visibilityStore.name)},
			},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10, MasterClusterName: clusterName, CurrentClusterName: clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{
				clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: s.Address()},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		Services:            services,
		PublicClient:        config.PublicClient{HostPort: s.Address()},
		Archival: config.Archival{
			History: config.HistoryArchival{State: disabled}, Visibility: config.VisibilityArchival{State: disabled},
		},
		NamespaceDefaults: config.NamespaceDefaults{Archival: config.ArchivalNamespaceDefaults{
			History:    config.HistoryArchivalNamespaceDefaults{State: disabled},
			Visibility: config.VisibilityArchivalNamespaceDefaults{State: disabled},
		}},
	}
}
