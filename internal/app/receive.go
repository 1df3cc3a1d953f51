package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/mail/smtpin"
	"github.com/onrecord/onrecord/internal/post"
	"github.com/onrecord/onrecord/workflows"
)

// sweepMailEvery is how often mail that was acknowledged and not taken in is looked for.
const sweepMailEvery = time.Minute

// ReceiveMail takes mail on a listener until the app is closed, in the clear.
func (a *App) ReceiveMail(listener net.Listener) { a.receiveMail(listener, nil) }

func (a *App) receiveMail(listener net.Listener, certificate *smtpin.Certificate) {
	settings := smtpin.Config{
		Accept:  a.Room.Accepts,
		Admit:   a.admits,
		Deliver: a.takeMail,
		Now:     a.Clock.Now,
		Domain:  a.Config.MailDomain,
		LMTP:    a.Config.MailProtocol == config.LMTP,
	}
	if certificate != nil {
		settings.TLS = certificate.Server()
	}
	receiver := smtpin.New(settings)
	go func() {
		if err := receiver.Serve(listener); err != nil && !errors.Is(err, net.ErrClosed) {
			a.fail(fmt.Errorf("receive mail: %w", err))
		}
	}()
	a.closing(func(ctx context.Context) error { return shut(ctx, receiver.Shutdown) })
}

// admits reports whether somebody may hand in a message today.
func (a *App) admits(ctx context.Context, o smtpin.Offer) bool {
	return a.Room.Admits(ctx, post.Offer{From: o.From, Peer: o.Peer, To: o.To}, a.Clock.Now())
}

// Bounds of what is taken in at once.
const (
	intakesAtOnce  = 16               // more would only wait for each other, and keep what people do waiting
	intakesAhead   = 10_000           // that wait for their turn; beyond that the sweep finds them
	intakePatience = 30 * time.Second // with one intake, before the next has its turn
)

// takeMail keeps a message and has its intake started. Once it is kept it may be
// acknowledged: should the start fail, the sweep makes up for it.
func (a *App) takeMail(ctx context.Context, m smtpin.Message) error {
	_, err := a.TakeMail(ctx, received.Envelope{From: m.From, To: m.To, Peer: m.Peer, Helo: m.Helo}, m.Raw, m.ReceivedAt)
	if err != nil {
		a.log.Error("a message could not be kept, and was not acknowledged", zap.Error(err))
	}
	return err
}

// startSoon has an intake started behind whoever hands mail over: what is kept needs no engine to be acknowledged.
func (a *App) startSoon(intake uuid.UUID) {
	select {
	case a.kept <- intake:
	default:
	}
}

// takeIn starts intakes in their turn and waits for each to end, until the context ends. What it leaves behind then, the
// next start finds.
func (a *App) takeIn(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case intake := <-a.kept:
			a.startIntake(ctx, intake)
			waiting, cancel := context.WithTimeout(ctx, intakePatience)
			id := workflows.ID(claim.Stream{Kind: claim.StreamIntake, ID: intake})
			_ = a.Engine.Client().GetWorkflow(waiting, id, "").Get(waiting, nil) // how it ends is its own affair
			cancel()
		}
	}
}

func (a *App) startIntake(ctx context.Context, intake uuid.UUID) {
	if err := a.Executor.Start(ctx, claim.Stream{Kind: claim.StreamIntake, ID: intake}); err != nil {
		a.log.Warn("an intake could not be started yet", zap.Stringer("intake", intake), zap.Error(err))
	}
}

// keepText keeps what pages show of a message, so that it is read once.
func (a *App) keepText(ctx context.Context, raw claim.Ref, text post.MessageText, parts [][]byte) error {
	return mailtext.NewTexts(a.Record, ReadText{}).Keep(ctx, raw, mailText(text), parts...)
}

// sweepMail starts the intakes that an unlucky moment has left out, until the
// context ends.
func (a *App) sweepMail(ctx context.Context) {
	ticker := time.NewTicker(sweepMailEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if _, err := a.startIntakes(ctx); err != nil && ctx.Err() == nil {
				a.log.Warn("mail could not be swept", zap.Error(err))
			}
			a.forgetPageDrafts(ctx)
			a.resumeSheets(ctx)
		}
	}
}

// TakeMail keeps a message that was handed in here, has its intake started, and returns which message it is.
func (a *App) TakeMail(ctx context.Context, envelope received.Envelope, raw []byte, at time.Time) (uuid.UUID, error) {
	intake, err := a.Room.Receive(ctx, envelope, raw, at)
	if err != nil {
		return uuid.Nil, err
	}
	a.startSoon(intake)
	return intake, nil
}
