package engine

import (
	"net"
	"strconv"
	"sync/atomic"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/primitives"
)

const (
	loopback    = "127.0.0.1"
	clusterName = "active"
	disabled    = "disabled"
	// historyShards is fixed for the life of a database; more than one gains nothing on SQLite.
	historyShards = 1
)

// cachedWorkflows is how many workflows the server, and the worker, keep in memory between two of their commands. The
// worker takes about 50 KB for each. Any other is loaded and replayed when its turn comes, in a few milliseconds.
const cachedWorkflows = 2000

// unlimited is more a second than the server or its database can do.
const unlimited = 100_000

// noteProgress is how often a queue of the server notes how far it is. The default is half a minute, or a whole one.
const noteProgress = 5 * time.Second

// services are the four parts of the server, in the order of their ports.
var services = []primitives.ServiceName{
	primitives.FrontendService, primitives.HistoryService, primitives.MatchingService, primitives.WorkerService,
}

// ports are free loopback ports, one for each of services.
type ports [4]int

// pickPorts asks the kernel for free ports. Another program may take one before the server does; Start tries again.
func pickPorts() (ports, error) {
	var picked ports
	for i := range picked {
		listener, err := net.Listen("tcp", net.JoinHostPort(loopback, "0"))
		if err != nil {
			return picked, err
		}
		defer listener.Close() // held until all are picked, so that they differ
		picked[i] = listener.Addr().(*net.TCPAddr).Port
	}
	return picked, nil
}

func (p ports) address(i int) string { return net.JoinHostPort(loopback, strconv.Itoa(p[i])) }

func (p ports) frontend() string { return p.address(0) }

func (p ports) hosts() map[primitives.ServiceName]static.Hosts {
	hosts := make(map[primitives.ServiceName]static.Hosts, len(services))
	for i, name := range services {
		hosts[name] = static.SingleLocalHost(p.address(i))
	}
	return hosts
}

func (p ports) services() map[string]config.Service {
	out := make(map[string]config.Service, len(services))
	for i, name := range services {
		out[string(name)] = config.Service{RPC: config.RPC{GRPCPort: p[i], BindOnIP: loopback}}
	}
	return out
}

func serverConfig(p ports, of databases) *config.Config {
	return &config.Config{
		Global: config.Global{Membership: config.Membership{MaxJoinDuration: 10 * time.Second, BroadcastAddress: loopback}},
		Persistence: config.Persistence{
			DefaultStore: "main", VisibilityStore: "list", NumHistoryShards: historyShards,
			DataStores: map[string]config.DataStore{
				"main": {SQL: of.main},
				"list": {CustomDataStoreConfig: &config.CustomDatastoreConfig{Name: listName, IndexName: of.list.DatabaseName}}, // see listFactory
			},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10, MasterClusterName: clusterName, CurrentClusterName: clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{
				clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: p.frontend()},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		Services:            p.services(),
		PublicClient:        config.PublicClient{HostPort: p.frontend()},
		Archival: config.Archival{
			History:    config.HistoryArchival{State: disabled},
			Visibility: config.VisibilityArchival{State: disabled},
		},
		NamespaceDefaults: config.NamespaceDefaults{Archival: config.ArchivalNamespaceDefaults{
			History:    config.HistoryArchivalNamespaceDefaults{State: disabled},
			Visibility: config.VisibilityArchivalNamespaceDefaults{State: disabled},
		}},
	}
}

// dynamicSettings has every part of the server read the search attributes from the database each time, so that new
// ones are known at once, until it is known that none are new: it costs some queries for whatever a workflow shows.
type dynamicSettings struct {
	dynamicconfig.StaticClient
	attributesKnown atomic.Bool
}

// GetValue implements [dynamicconfig.Client].
func (c *dynamicSettings) GetValue(key dynamicconfig.Key) []dynamicconfig.ConstrainedValue {
	if key == dynamicconfig.ForceSearchAttributesCacheRefreshOnRead.Key() {
		return []dynamicconfig.ConstrainedValue{{Value: !c.attributesKnown.Load()}}
	}
	return c.StaticClient.GetValue(key)
}

// dynamicConfig tunes the server for one shard and one process. The poll rates are per shard, and their default of
// 20 a second is the 50 ms that every step would otherwise take.
func dynamicConfig(timeSkipping bool) *dynamicSettings {
	settings := dynamicconfig.StaticClient{
		dynamicconfig.EnableServerVersionCheck.Key():      false,
		dynamicconfig.TransferProcessorMaxPollRPS.Key():   500,
		dynamicconfig.TimerProcessorMaxPollRPS.Key():      500,
		dynamicconfig.VisibilityProcessorMaxPollRPS.Key(): 100,
		// Until it notes how far it is, a queue keeps what is done in a list that it walks whenever something comes.
		dynamicconfig.TransferProcessorUpdateAckInterval.Key():           noteProgress,
		dynamicconfig.TimerProcessorUpdateAckInterval.Key():              noteProgress,
		dynamicconfig.VisibilityProcessorUpdateAckInterval.Key():         noteProgress,
		dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():           1,
		dynamicconfig.MatchingNumTaskqueueWritePartitions.Key():          1,
		dynamicconfig.FrontendMaxNamespaceVisibilityRPSPerInstance.Key(): 100,
		// Server and database are ours alone: a limit would not protect them from anybody, and a busy desk meets the default.
		dynamicconfig.FrontendRPS.Key():                        unlimited,
		dynamicconfig.FrontendMaxNamespaceRPSPerInstance.Key(): unlimited,
		dynamicconfig.HistoryRPS.Key():                         unlimited,
		dynamicconfig.MatchingRPS.Key():                        unlimited,
		dynamicconfig.FrontendPersistenceMaxQPS.Key():          unlimited,
		dynamicconfig.HistoryPersistenceMaxQPS.Key():           unlimited,
		dynamicconfig.MatchingPersistenceMaxQPS.Key():          unlimited,
		dynamicconfig.WorkerPersistenceMaxQPS.Key():            unlimited,
		dynamicconfig.HistoryCacheHostLevelMaxSize.Key():       cachedWorkflows,
		dynamicconfig.EventsHostLevelCacheMaxSizeBytes.Key():   16 << 20, // the default is 256 MB
		// The cache of the SDK is one for the process and gets its size when the first worker starts, which is one of
		// the server's own: a size that our worker asks for comes too late.
		dynamicconfig.WorkerStickyCacheSize.Key(): cachedWorkflows,
	}
	if timeSkipping {
		settings[dynamicconfig.WorkflowTimeSkippingEnabled.Key()] = true
		// A timer reached by skipping waits this long before it fires (default 1 s): it allows for clocks that
		// differ between hosts, and here is one host.
		settings[dynamicconfig.TimerProcessorMaxTimeShift.Key()] = 2 * time.Millisecond
	}
	return &dynamicSettings{StaticClient: settings}
}
