package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"sync/atomic"
	"syscall"
	"time"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/mail/smtpin"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/record"
)

// drain is how long a stop may take, and atTheDoor how long of that those who
// are in the middle of a request or a message have. Who is not done by then is
// cut off, without an answer, and tries again.
const (
	drain     = 9 * time.Second
	atTheDoor = 1500 * time.Millisecond
)

// bodyTime is how long the body of a request may take to come.
const bodyTime = 3 * time.Minute

// memoryLimit is from where on the garbage collector works harder, unless
// GOMEMLIMIT says otherwise. Whoever needs more still gets it.
const memoryLimit = 400 << 20

// memoryGrowth is how far memory may grow beyond what is in use before it is looked
// through for what is not, in percent, unless GOGC says otherwise. The default of 100
// costs a tenth of all the work of a busy desk; near the limit it happens as often as it has to.
const memoryGrowth = 200

// UseMemory sets how the process uses memory: at first thing, by whoever runs the product.
func UseMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(memoryGrowth)
	}
}

// Serving says how to serve.
type Serving struct {
	Config  config.Config
	Log     *zap.Logger
	Version string
	// Person is the handle of whoever runs the process: the first person on a
	// new desk, and the one who acts when a request names nobody.
	Person string
	// Running, if not nil, is given the parts that run, before requests are
	// taken: for tests that take one of them away.
	Running func(*App)
	// Ready, if not nil, is called when requests are taken.
	Ready func(apiAddress, mailAddress string)
	// SetUp, if not nil, is told the one-time link by which the first person
	// signs in, as long as nobody can. It must not get into a log.
	SetUp func(link string)
}

// Serve runs the product until the context ends, and then drains it. It returns
// nil after an orderly stop.
func Serve(ctx context.Context, s Serving) error {
	UseMemory()
	opts := Options{Config: s.Config, Log: s.Log, Version: s.Version}
	a, err := take(opts)
	if err != nil {
		return err
	}
	listeners, err := listen(s.Config, s.Log)
	if err != nil {
		return errors.Join(err, a.Close(ctx))
	}
	a.closing(listeners.close)
	front := newFront()
	server := front.server()
	go func() { _ = server.Serve(listeners.api) }() // it ends with Close or Shutdown
	defer server.Close()

	if err := a.run(ctx, opts); err != nil {
		return unlessStopped(ctx, err)
	}
	a.closing(func(ctx context.Context) error { return errors.Join(shut(ctx, server.Shutdown), server.Close()) })
	err = unlessStopped(ctx, a.serve(ctx, s, listeners, front))
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	s.Log.Info("stopping")
	return errors.Join(err, a.Close(stop))
}

// unlessStopped leaves out the error of a start that somebody has stopped: what
// was cut short by that is no failure.
func unlessStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// shut closes a door: whoever is inside has a moment to finish. That somebody
// had not when it was over is no error of the stop.
func shut(ctx context.Context, shutdown func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, atTheDoor)
	defer cancel()
	if err := shutdown(ctx); ctx.Err() == nil {
		return err
	}
	return nil
}

func (a *App) serve(ctx context.Context, s Serving, l *listeners, front *front) error {
	if err := staff.EnsureAdmin(ctx, a.Desk, s.Person, ""); err != nil {
		return err
	}
	endpoint := client.Endpoint{Address: l.api.Addr().String(), Token: rand.Text(), PID: os.Getpid()}
	if s.Config.Role == config.RoleAll {
		if err := a.openAccounts(deskURL(s.Config, endpoint.Address)); err != nil {
			return err
		}
		handler, err := a.handler(s, endpoint.Address, endpoint.Token)
		if err != nil {
			return err
		}
		front.open(handler)
		if err := endpoint.Write(s.Config.Data); err != nil {
			return unwritable(s.Config.Data, err)
		}
		a.closing(func(context.Context) error { return endpoint.Remove(s.Config.Data) })
		a.background(ctx, a.sweepAccounts)
	}
	if l.mail != nil {
		a.receiveMail(l.mail, l.certificate)
	}
	if s.Config.Role == config.RoleAll {
		a.ReadMailbox(ctx)
	}
	if l.engine != nil {
		if err := a.openToTools(l.engine); err != nil {
			return err
		}
	}
	a.background(ctx, a.sweepMail)
	a.background(ctx, a.tellPeople)
	a.report(s, l)
	if a.Accounts != nil {
		if err := a.offerSetUp(ctx, s); err != nil {
			return err
		}
	}
	return a.wait(ctx)
}

// report says that the product is ready, and what it does not do.
func (a *App) report(s Serving, l *listeners) {
	if a.Room.Sender == nil {
		s.Log.Warn("no mail server is configured: letters wait in the outbox")
	}
	if s.Running != nil {
		s.Running(a)
	}
	s.Log.Info("ready", zap.Stringer("api", l.api.Addr()), zap.String("mail", l.mailAddress()), zap.String("role", s.Config.Role))
	if s.Ready != nil {
		s.Ready(l.api.Addr().String(), l.mailAddress())
	}
}

// wait blocks until somebody wants the product to stop, or a part cannot go on.
func (a *App) wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return nil
	case err := <-a.fatal:
		return fmt.Errorf("a part of Onrecord cannot go on: %w", err)
	case err := <-a.Engine.Fatal():
		return fmt.Errorf("the engine cannot go on: %w", err)
	}
}

// ready reports why requests cannot be taken.
func (a *App) ready(ctx context.Context) error {
	if _, _, err := a.Record.Head(ctx); err != nil {
		return err
	}
	_, err := a.Engine.Client().CheckHealth(ctx, nil)
	return err
}

// ops implements [operation.Engine].
type ops struct{ *App }

func (o ops) EngineStatus(ctx context.Context) (operation.EngineStatus, error) {
	s, err := o.Engine.Status(ctx)
	swept := o.sweeper.Swept()
	return operation.EngineStatus{
		Kind: string(s.Kind), Ready: s.Ready, ServerVersion: s.ServerVersion, Address: s.Address,
		Namespace: s.Namespace, SchemaVersion: s.SchemaVersion, DatabaseBytes: s.DatabaseBytes, Open: s.Open,
		Profile: o.tools.Profile, Swept: swept.Started, SweptAt: swept.At,
	}, explain(err)
}

// front answers while the product starts: alive, and not ready.
type front struct {
	handler  atomic.Pointer[http.Handler]
	stopping context.Context
	stop     context.CancelFunc
}

func newFront() *front {
	var f front
	f.stopping, f.stop = context.WithCancel(context.Background())
	return &f
}

func (f *front) server() *http.Server {
	server := &http.Server{Handler: f, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	server.RegisterOnShutdown(f.stop)
	return server
}

func (f *front) open(h http.Handler) { f.handler.Store(&h) }

// ServeHTTP implements [http.Handler]. When the product stops, a command may
// finish; who reads may be waiting for something new, and is sent home.
func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h := f.handler.Load(); h != nil {
		if r.Method == http.MethodGet {
			ctx, cancel := context.WithCancel(r.Context())
			defer cancel()
			defer context.AfterFunc(f.stopping, cancel)()
			r = r.WithContext(ctx)
		} else {
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTime)) // or it trickles for ever
		}
		(*h).ServeHTTP(w, r)
		return
	}
	if r.URL.Path == "/livez" {
		_, _ = w.Write([]byte("alive\n"))
		return
	}
	http.Error(w, "not ready", http.StatusServiceUnavailable)
}

// listeners are the addresses that the product listens on.
type listeners struct {
	api, mail, engine net.Listener
	certificate       *smtpin.Certificate // for receiving mail; nil for none
}

// listen takes the addresses before anything starts, so that a wrong one costs no start.
func listen(cfg config.Config, log *zap.Logger) (*listeners, error) {
	var l listeners
	var err error
	if l.api, err = listenOn("listen", cfg.Listen); err != nil {
		return nil, err
	}
	if cfg.Role != config.RoleWorker && cfg.MailListen != config.Off {
		if l.certificate, err = mailCertificate(cfg, log); err == nil {
			l.mail, err = listenForMail(cfg)
		}
	}
	if err == nil && cfg.EngineListen != "" {
		l.engine, err = listenOn("engine-listen", cfg.EngineListen)
	}
	if err != nil {
		return nil, errors.Join(err, l.close(context.Background()))
	}
	return &l, nil
}

func listenOn(flag, address string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, claim.Errorf(claim.CodeInvalid, "%q is not an address such as 127.0.0.1:7070", address).WithField(flag, "host:port")
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) && flag == "listen" {
		return nil, claim.Errorf(claim.CodeInvalid, "the API listens on loopback only; %s is open to others", address).
			WithHint("listen on 127.0.0.1, and reach it through a tunnel")
	}
	listener, err := net.Listen("tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, claim.Errorf(claim.CodeInUse, "another program listens on %s already", address).WithHint("choose another address with --%s", flag)
	}
	if err != nil {
		return nil, claim.Errorf(claim.CodeInvalid, "cannot listen on %s: %v", address, err)
	}
	return listener, nil
}

func (l *listeners) mailAddress() string {
	if l.mail == nil {
		return config.Off
	}
	if l.mail.Addr().Network() == "unix" {
		return "unix:" + l.mail.Addr().String()
	}
	return l.mail.Addr().String()
}

// close closes what the servers have not closed already.
func (l *listeners) close(context.Context) error {
	_ = l.api.Close()
	for _, also := range []net.Listener{l.mail, l.engine} {
		if also != nil {
			_ = also.Close()
		}
	}
	return nil
}

// VerifyRecord verifies the record of an installation that is not running, or
// that is: it only reads.
func VerifyRecord(ctx context.Context, cfg config.Config, progress func(done, total int64)) (lists.VerifyReport, error) {
	r, err := record.OpenReadOnly(ctx, cfg.Database)
	if err != nil {
		return lists.VerifyReport{}, err
	}
	defer r.Close()
	return r.Verify(ctx, progress)
}
