package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/app"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/config"
)

// host is the product inside this process, with a mail server beside it. The
// floor runs on the same engine.
type host struct {
	*app.App
	sink      *sink
	editor    casework.Caller
	reviewers []casework.Caller
	parties   []string
	floor     *floor       // of the parts that compare with it
	again     atomic.Int64 // commands sent again, as nobody knew their outcome
}

// withHost starts the product in a directory of its own, uses it, and stops it.
func (b *bench) withHost(ctx context.Context, name string, use func(*host) error) (err error) {
	h := &host{}
	defer func() { err = errors.Join(err, h.close()) }()
	if err := h.open(ctx, filepath.Join(b.dir, name)); err != nil {
		return err
	}
	return use(h)
}

func (h *host) open(ctx context.Context, data string) (err error) {
	if h.sink, err = openSink(); err != nil {
		return err
	}
	cfg, err := settings(data, h.sink.address)
	if err != nil {
		return err
	}
	log, err := app.NewLog(os.Stderr, cfg, true)
	if err != nil {
		return err
	}
	app.UseMemory()
	if h.App, err = app.Start(ctx, app.Options{Config: cfg, Log: log}); err != nil {
		return err
	}
	return h.staff(ctx)
}

// do carries a command out as a client does: one whose outcome nobody knows is
// sent again under the same key.
func (h *host) do(ctx context.Context, command func(context.Context) (casework.Receipt, error)) (casework.Receipt, error) {
	ctx = casework.WithKey(ctx, uuid.New())
	for {
		made, err := command(ctx)
		if claim.CodeOf(err) != claim.CodeUnknownOutcome || ctx.Err() != nil {
			return made, err
		}
		h.again.Add(1)
	}
}

// settings are those of a desk that sends its letters at once, as fast as it can.
func settings(data, smtp string) (config.Config, error) {
	cfg, err := config.Load(data, config.Flags{Config: config.Config{
		MailDomain: "newsroom.example", SMTPServer: smtp, SMTPTLS: "none", LettersPerSecond: 100_000, LettersPerDomain: 6_000_000,
		MailListen: config.Off, MailDNS: config.Off, Publication: "The Example Post", LogLevel: "error", LogFormat: "console",
	}})
	cfg.UndoWindow = 0 // which Load would take for not set
	return cfg, err
}

// staff adds an editor, two reviewers and five parties.
func (h *host) staff(ctx context.Context) error {
	if err := staff.EnsureAdmin(ctx, h.Desk, "edda", "Edda Editor"); err != nil {
		return err
	}
	var err error
	if h.editor, err = h.Desk.Authenticate(ctx, "edda"); err != nil {
		return err
	}
	for _, handle := range []string{"ruth", "rolf"} {
		if _, err := staff.AddPerson(ctx, h.Desk, h.editor, staff.PersonInput{Handle: handle, Roles: []claim.Role{claim.Reviewer}}); err != nil {
			return err
		}
		reviewer, err := h.Desk.Authenticate(ctx, handle)
		if err != nil {
			return err
		}
		h.reviewers = append(h.reviewers, reviewer)
	}
	for _, party := range []string{"ada", "bob", "cyd", "dan", "eve"} {
		if _, err := h.Desk.AddParty(ctx, h.editor, casework.PartyInput{Key: party, Name: party, Email: party + "@press.example"}); err != nil {
			return err
		}
		h.parties = append(h.parties, party)
	}
	return nil
}

func (h *host) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	var errs []error
	if h.floor != nil {
		h.floor.close()
	}
	if h.App != nil {
		errs = append(errs, h.Close(ctx))
	}
	if h.sink != nil {
		errs = append(errs, h.sink.close())
	}
	return errors.Join(errs...)
}
