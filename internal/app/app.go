// Package app is the composition root: settings go in, a running product comes
// out. The commands, the demo and the tests all start this one type.
package app

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/temporal"
	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/app/wakes"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/outside"
	"github.com/onrecord/onrecord/internal/casework/reading"
	"github.com/onrecord/onrecord/internal/casework/rehearsal"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/dispatch"
	"github.com/onrecord/onrecord/internal/engine"
	"github.com/onrecord/onrecord/internal/mail/imapin"
	"github.com/onrecord/onrecord/internal/mail/signin"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
	"github.com/onrecord/onrecord/internal/mail/token"
	"github.com/onrecord/onrecord/internal/notices"
	"github.com/onrecord/onrecord/internal/post"
	"github.com/onrecord/onrecord/internal/record"
	"github.com/onrecord/onrecord/internal/vault"
	"github.com/onrecord/onrecord/worker"
	"github.com/onrecord/onrecord/workflows"
)

// Options say what to start.
type Options struct {
	Config config.Config
	Log    *zap.Logger
	// Version of the program, which entries name.
	Version string
	// Rehearsal starts a throw-away engine whose time can be moved.
	Rehearsal bool
	// Begin is product time when it starts; that of the wall if it is left out.
	Begin time.Time
	// Letters takes what would go to a mail server, of which none is asked then; nil for the one of the settings.
	Letters post.Sender
	// Salt goes into identifiers that are made from names, in place of the one that follows from the keys.
	Salt string
	// Rehearser plays rehearsals; nil for this program in a process of its own.
	Rehearser rehearsal.Player
	// MailRoots vouch for mail servers; those of the system if nil.
	MailRoots *x509.CertPool
}

// App is the running product. Its parts are for whoever composes more from
// them: the servers of [Serve], the demo, the tests.
type App struct {
	Config     config.Config
	Clock      *Clock
	Record     *record.Record
	Engine     *engine.Engine
	Desk       *casework.Door
	Reads      *reading.Room
	Porch      *outside.Porch
	Room       *post.Room
	Executor   *dispatch.Temporal
	Rehearsals *rehearsal.Room
	Notices    *notices.Room
	Accounts   *auth.Service // of a process that people reach; nil otherwise

	keys    *vault.Keys
	oauth   *signin.OAuth    // how the desk signs in at its mail servers, unless with passwords
	sender  *smtpout.Sender  // nil while no mail server is configured
	mailbox *imapin.Receiver // nil where none is read
	roots   *x509.CertPool   // that vouch for mail servers; nil for those of the system
	tools   engine.Access    // how an operator's tools get to the embedded engine, if they can
	log     *zap.Logger
	kept    chan uuid.UUID // messages whose intake is to be started
	worker  *worker.Worker
	waker   *wakes.Waker
	sweeper *sweeper
	left    leftBehind // mail that was acknowledged and not taken in
	version string
	apart   bool // it rehearses apart from a desk: only what is due is moved in time
	fatal   chan error
	closers []func(context.Context) error // in the order of starting
}

// Start starts the record, the engine and the worker. What an engine that is
// fresh does not know is started anew from the record. On an error everything
// that was started is stopped again.
func Start(ctx context.Context, opts Options) (*App, error) {
	a, err := take(opts)
	if err != nil {
		return nil, err
	}
	if err := a.run(ctx, opts); err != nil {
		return nil, err
	}
	return a, nil
}

// take takes the data directory for an app that nothing of runs yet.
func take(opts Options) (*App, error) {
	a := &App{Config: opts.Config, Clock: &Clock{}, log: opts.Log, version: opts.Version, roots: opts.MailRoots, kept: make(chan uuid.UUID, intakesAhead), fatal: make(chan error, 1)}
	a.apart = opts.Letters != nil
	if !opts.Begin.IsZero() {
		a.Clock.Move(time.Until(opts.Begin))
	}
	if err := a.openData(); err != nil {
		return nil, a.explain(err)
	}
	return a, nil
}

// run starts the parts. On an error everything is stopped again.
func (a *App) run(ctx context.Context, opts Options) error {
	if err := a.start(ctx, opts); err != nil {
		return errors.Join(a.explain(err), a.Close(context.WithoutCancel(ctx)))
	}
	return nil
}

func (a *App) start(ctx context.Context, opts Options) error {
	keys, err := vault.Open(a.Config.Data)
	if err != nil {
		return err
	}
	a.keys = keys
	if err := a.openStores(ctx, keys, opts.Rehearsal); err != nil {
		return err
	}
	if err := a.openRoom(keys, opts); err != nil {
		return err
	}
	a.Executor = &dispatch.Temporal{Client: a.Engine.Client(), Now: a.Clock.Now, Offset: a.Clock.Offset, Next: a.next}
	a.waker = wakes.New(a.Record, a.Executor.Wake, a.log)
	a.Executor.Known = a.waker.Knows
	a.sweeper = &sweeper{App: a}
	posts, err := a.openHooks()
	if err != nil {
		return err
	}
	browsers, err := a.openPushes()
	if err != nil {
		return err
	}
	signs := signer{App: a, dns: a.dns()}
	if opts.Letters == nil {
		a.Room.Signer = signs
	}
	a.Desk = casework.New(a.store(), a.Executor, ReadText{}, a.Clock, casework.Settings{
		UndoWindow: a.Config.UndoWindow, Salt: cmp.Or(opts.Salt, keys.Salt()), Desk: a.configured(), Composer: Drafts{a.Room}, Workflows: health{a},
		PublicURL: a.publicURL(), Senders: a.Room, Signing: a.signing(signs), Hooks: posts, Push: browsers, Mail: FileMail{Room: a.Room, Start: a.startIntake}, OwnAddress: a.Room.Own,
	})
	a.Reads = reading.New(a.Desk, a.Record, ReadText{}, a.Clock, health{a})
	a.openNotices(posts, browsers)
	a.Porch = outside.New(a.Desk, a.Record, a.Clock, a.Reads)
	a.openRehearsals(opts, keys)
	if err := a.startWorker(ctx, opts.Rehearsal); err != nil {
		return err
	}
	if err := a.recover(ctx); err != nil {
		return err
	}
	a.background(ctx, a.workOnSheets)
	a.background(ctx, a.waker.Run)
	for range intakesAtOnce {
		a.background(ctx, a.takeIn)
	}
	if !opts.Rehearsal {
		a.background(ctx, a.sweepEngine)
	}
	return nil
}

// openData makes the data directory and, unless the record and the engine are
// elsewhere, takes it for this process alone.
func (a *App) openData() error {
	if err := os.MkdirAll(a.Config.Data, 0o700); err != nil {
		return unwritable(a.Config.Data, err)
	}
	if a.Config.Postgres() && a.Config.Cluster() {
		return nil
	}
	lock, err := engine.Lock(a.Config.Data)
	if err != nil {
		return err
	}
	a.closing(func(context.Context) error { return lock.Unlock() })
	return a.sweepRehearsals()
}

// openStores opens the record and the engine side by side: each takes its time.
// The engine is closed before the record, which its workers write to.
func (a *App) openStores(ctx context.Context, keys *vault.Keys, rehearsal bool) error {
	var group errgroup.Group
	group.Go(func() (err error) {
		a.Record, err = record.Open(ctx, a.Config.Database,
			record.WithReader(searchable), record.WithProgram(a.version), record.WithSettings(a.configured()), record.WithFilling(a.filling()))
		return err
	})
	group.Go(func() (err error) {
		a.Engine, err = a.openEngine(ctx, keys, rehearsal)
		return err
	})
	err := group.Wait()
	if a.Record != nil {
		a.closing(func(context.Context) error { return a.Record.Close() })
	}
	if a.Engine != nil {
		a.closing(a.Engine.Close)
	}
	return err
}

// filling says every few seconds how far it is with filling the tables again, which may
// take minutes after an upgrade.
func (a *App) filling() func(done, all int64) {
	const every = 5 * time.Second
	said := time.Now()
	return func(done, all int64) {
		if time.Since(said) < every {
			return
		}
		said = time.Now()
		a.log.Info("filling the tables and the index of search again", zap.Int64("entries", done), zap.Int64("of", all))
	}
}

func (a *App) openEngine(ctx context.Context, keys *vault.Keys, rehearsal bool) (*engine.Engine, error) {
	common := engine.Common{
		Sealer: keys, Logger: a.log.Named("engine"),
		SearchAttributes: searchAttributes(),
	}
	if a.Config.Cluster() && !rehearsal {
		return engine.Dial(ctx, engine.ClusterOptions{Common: common, Profile: a.Config.TemporalProfile, Environ: os.Environ()})
	}
	return engine.Start(ctx, engine.Options{Common: common, Dir: filepath.Join(a.Config.Data, "engine"), Ephemeral: rehearsal})
}

// searchAttributes are those by which an operator lists what runs.
func searchAttributes() map[string]enums.IndexedValueType {
	attributes := map[string]enums.IndexedValueType{workflows.SearchDue.GetName(): enums.INDEXED_VALUE_TYPE_DATETIME}
	for _, key := range []temporal.SearchAttributeKeyKeyword{
		workflows.SearchCase, workflows.SearchKind, workflows.SearchStep, workflows.SearchOutcome, workflows.SearchWaits,
	} {
		attributes[key.GetName()] = enums.INDEXED_VALUE_TYPE_KEYWORD
	}
	return attributes
}

func (a *App) openRoom(keys *vault.Keys, opts Options) error {
	tokens, err := token.NewTokens(keys.MailKey(), a.Config.MailDomain)
	if err != nil {
		return err
	}
	if user := a.Config.MailReplyUser; user != "" {
		if tokens, err = tokens.At(user); err != nil {
			return claim.Errorf(claim.CodeInvalid, "the setting mail_reply_user does not fit: %v", err)
		}
	}
	links, err := token.NewLinks(keys.MailKey())
	if err != nil {
		return err
	}
	a.Room = &post.Room{Store: a.Record, Tokens: tokens, Links: links, Domain: a.Config.MailDomain, Mailboxes: []string{a.Config.MailFrom}, Desk: a.letterhead, Keep: a.keepText, Senders: a.senders(opts.Rehearsal)}
	if opts.Letters != nil {
		a.Room.Sender = opts.Letters
		return nil
	}
	a.oauth = a.tokens()
	if err := a.openMailbox(); err != nil {
		return err
	}
	if a.Config.SMTPServer == "" {
		return nil
	}
	a.sender, err = smtpout.New(smtpout.Config{
		Addr: a.Config.SMTPServer, SignIn: a.method(a.Config.SMTPUser, a.Config.SMTPPassword), RootCAs: a.roots,
		TLS: smtpout.TLSMode(a.Config.SMTPTLS), HELO: a.Config.MailDomain,
		StepTimeout: 30 * time.Second, ReplyTimeout: 90 * time.Second, TotalTimeout: 2 * time.Minute,
		DomainPace: a.Config.LettersPerDomain,
	})
	if err != nil {
		return claim.Errorf(claim.CodeInvalid, "the mail server is not configured right: %v", err)
	}
	a.Room.Sender = a.sender
	a.closing(func(context.Context) error { return a.sender.Close() })
	return nil
}

func (a *App) startWorker(ctx context.Context, rehearsal bool) error {
	if !rehearsal {
		if err := a.preflight(ctx); err != nil {
			return err
		}
	}
	recordActivities := &activities.Record{Store: a.store(), Clock: a.Clock}
	mailActivities := &activities.Mail{Store: a.store(), Outbox: a.Record, Spool: a.Room, Intakes: a.store(), Clock: a.Clock, Carriers: a.carriers()}
	a.worker = worker.New(a.Engine.Client(), recordActivities, mailActivities, worker.Options{
		LettersPerSecond: a.Config.LettersPerSecond, SendMail: a.Room.Sender != nil, OnFatalError: a.fail,
	}, a.log.Named("worker"))
	if err := a.worker.Start(); err != nil {
		return fmt.Errorf("start the worker: %w", err)
	}
	a.closing(func(context.Context) error { a.worker.Stop(); return nil })
	return nil
}

// carriers says who carries letters on each channel on which we carry them.
func (a *App) carriers() map[claim.Channel]activities.Carrier {
	return map[claim.Channel]activities.Carrier{claim.ByEmail: a.Room}
}

// store is the record, whose wakes reach the engine at once.
func (a *App) store() wakes.Store { return a.waker.Store() }

// next says where a stream stands.
func (a *App) next(ctx context.Context, s claim.Stream) (claim.Next, error) {
	state, err := a.Record.Load(ctx, s)
	if err != nil {
		return claim.Next{}, err
	}
	return state.Next(), nil
}

// fail reports that the product cannot go on.
func (a *App) fail(err error) {
	select {
	case a.fatal <- err:
	default: // the first reason is the one that counts
	}
}

func (a *App) closing(f func(context.Context) error) { a.closers = append(a.closers, f) }

// Close stops everything, the last started first.
func (a *App) Close(ctx context.Context) error {
	var errs []error
	for i := len(a.closers) - 1; i >= 0; i-- {
		errs = append(errs, a.closers[i](ctx))
	}
	a.closers = nil
	return errors.Join(errs...)
}
