package app

import (
	"context"
	"fmt"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/auth"
	"github.com/onrecord/onrecord/internal/casework/staff"
	"github.com/onrecord/onrecord/internal/notices"
	"github.com/onrecord/onrecord/internal/webhook"
)

// hooks posts to the incoming webhooks of chats. It implements [casework.Hooks] and
// [notices.Carrier].
type hooks struct {
	app    *App
	client *webhook.Client
}

// openHooks makes what posts to webhooks.
func (a *App) openHooks() (hooks, error) {
	allowed, err := auth.ParseProxies(a.Config.WebhookNetworks)
	return hooks{a, webhook.New(allowed, a.roots)}, err
}

// sealedHook binds the address of a webhook to what it is.
var sealedHook = []byte("webhook")

// Check implements [casework.Hooks].
func (hooks) Check(address string) string { return webhook.Check(address) }

// Seal implements [casework.Hooks].
func (h hooks) Seal(address string) ([]byte, error) {
	return h.app.keys.Seal([]byte(address), sealedHook)
}

// Try implements [casework.Hooks].
func (h hooks) Try(ctx context.Context, to people.Webhook) (string, error) {
	address, err := h.address(ctx, to)
	if err != nil {
		return "", err
	}
	head, err := h.app.letterhead(ctx)
	if err != nil {
		return "", err
	}
	line := webhook.Line{Text: fmt.Sprintf("A test of the notices of %s: this is where it is told what waits.", head.Name)}
	return h.client.Post(ctx, string(to.Kind), address, "", []webhook.Line{line}).Failed, nil
}

func (h hooks) address(ctx context.Context, to people.Webhook) (string, error) {
	sealed, err := h.app.Record.Get(ctx, to.Address)
	if err != nil {
		return "", err
	}
	address, err := h.app.keys.Open(sealed, sealedHook)
	return string(address), err
}

// Reaches implements [notices.Carrier].
func (hooks) Reaches(p notices.Person) bool { return p.Hook != nil && p.Hook.StoppedAt.IsZero() }

// Carry implements [notices.Carrier].
func (h hooks) Carry(ctx context.Context, p notices.Person, n notices.Notice) notices.Outcome {
	address, err := h.address(ctx, *p.Hook)
	if err != nil {
		return notices.Outcome{Failing: "the address of the webhook cannot be read: set it anew"}
	}
	title := ""
	if len(n.Lines)+n.More > 1 {
		title = n.Subject
	}
	lines := make([]webhook.Line, 0, len(n.Lines)+1)
	for _, l := range n.Lines {
		lines = append(lines, webhook.Line{Text: l.Says, Link: l.Link})
	}
	if n.More > 0 {
		lines = append(lines, webhook.Line{Text: fmt.Sprintf("And %d more", n.More), Link: n.Desk})
	}
	r := h.client.Post(ctx, string(p.Hook.Kind), address, title, lines)
	return notices.Outcome{Failing: r.Failed, Wait: r.Wait, Refused: r.Refused}
}

// stopHook has nothing told to a webhook that refuses it. Whose it is and the admins are
// told that as soon as something reaches them: it stands in the record.
func (a *App) stopHook(ctx context.Context, p notices.Person, failing string) error {
	if p.Hook == nil {
		return nil
	}
	if err := staff.StopWebhook(ctx, a.Desk, p.Stream, p.Hook.Address); err != nil {
		return err
	}
	whose := "the desk"
	if p.Stream.Kind == claim.StreamPerson {
		whose = p.Profile.Handle
	}
	a.log.Warn("a webhook refuses notices, and is told nothing until it is set anew", zap.String("of", whose), zap.String("problem", failing))
	return nil
}
