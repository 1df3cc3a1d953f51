package casework

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
)

// Hooks is what posts to webhooks.
type Hooks interface {
	// Check says what is wrong with an address, a sentence; empty if nothing is.
	Check(address string) string
	// Seal encrypts an address with the keys of the installation.
	Seal(address string) ([]byte, error)
	// Try posts a line to a webhook, and says why it was not taken; empty if it was.
	Try(ctx context.Context, to people.Webhook) (failed string, err error)
}

// WebhookInput is where a chat takes notices.
type WebhookInput struct {
	Kind    people.HookKind `json:"kind" doc:"whose webhook it is: slack, mattermost or teams"`
	Address string          `json:"address" doc:"its address, which begins with https; it is sealed, and not shown again"`
}

// WebhookView is a webhook as it is shown: without its address, which is a secret.
type WebhookView struct {
	Kind      people.HookKind `json:"kind"`
	SetAt     time.Time       `json:"setAt"`
	StoppedAt time.Time       `json:"stoppedAt,omitzero" doc:"since when nothing is told there, as the chat refused it"`
}

// WebhookTried says what a webhook answered.
type WebhookTried struct {
	Failed string `json:"failed,omitempty" doc:"why the line was not taken; left out if it was"`
}

// ShowWebhook shows a webhook; nil for none.
func ShowWebhook(h *people.Webhook) *WebhookView {
	if h == nil {
		return nil
	}
	return &WebhookView{h.Kind, h.SetAt, h.StoppedAt}
}

func personStream(id uuid.UUID) claim.Stream { return claim.Stream{Kind: claim.StreamPerson, ID: id} }

// SetWebhook has whoever asks told by a webhook.
func (d *Door) SetWebhook(ctx context.Context, caller Caller, in WebhookInput) (Receipt, error) {
	return Receipt{ID: caller.ID}, d.setWebhook(ctx, caller, personStream(caller.ID), in)
}

// SetDeskWebhook has it told to a webhook of the desk what waits.
func (d *Door) SetDeskWebhook(ctx context.Context, caller Caller, in WebhookInput) (Receipt, error) {
	return deskReceipt, d.setWebhook(ctx, caller, people.DeskStream, in)
}

func (d *Door) setWebhook(ctx context.Context, caller Caller, to claim.Stream, in WebhookInput) error {
	ctx = d.keyed(ctx)
	hooks, err := d.hooks()
	if err != nil {
		return err
	}
	if taken, err := d.store.Taken(ctx, claim.Act{To: to, Command: command(ctx, caller, people.SetWebhook{})}); taken || err != nil {
		return err
	}
	address := strings.TrimSpace(in.Address)
	if problem := hooks.Check(address); problem != "" {
		return Invalid("address", problem)
	}
	sealed, err := hooks.Seal(address)
	if err != nil {
		return err
	}
	refs, err := d.store.Put(ctx, claim.Content{Key: "webhook/" + key(ctx).String(), Media: "application/octet-stream", Data: sealed})
	if err != nil {
		return err
	}
	return d.write(ctx, to, command(ctx, caller, people.SetWebhook{Kind: in.Kind, Address: refs[0]}))
}

// RemoveWebhook has whoever asks told by a webhook no more.
func (d *Door) RemoveWebhook(ctx context.Context, caller Caller) (Receipt, error) {
	ctx = d.keyed(ctx)
	return Receipt{ID: caller.ID}, d.write(ctx, personStream(caller.ID), command(ctx, caller, people.RemoveWebhook{}))
}

// RemoveDeskWebhook has nothing told to a webhook of the desk any more.
func (d *Door) RemoveDeskWebhook(ctx context.Context, caller Caller) (Receipt, error) {
	ctx = d.keyed(ctx)
	return deskReceipt, d.write(ctx, people.DeskStream, command(ctx, caller, people.RemoveWebhook{}))
}

// StopWebhook notes that a chat refuses what is told to a webhook, of a person or of the desk.
func (d *Door) StopWebhook(ctx context.Context, of claim.Stream, address claim.Ref) error {
	id := claim.DerivedID("webhook stopped", of.String(), string(address))
	return d.write(ctx, of, claim.Command{ID: id, Actor: claim.System, Body: people.StopWebhook{Address: address}})
}

// TryWebhook posts a line to the webhook of whoever asks.
func (d *Door) TryWebhook(ctx context.Context, caller Caller) (WebhookTried, error) {
	p, err := Load[*people.Person](ctx, d.store, claim.StreamPerson, caller.ID)
	if err != nil {
		return WebhookTried{}, err
	}
	return d.tryWebhook(ctx, p.Hook)
}

// TryDeskWebhook posts a line to the webhook of the desk.
func (d *Door) TryDeskWebhook(ctx context.Context) (WebhookTried, error) {
	desk, err := Load[*people.Desk](ctx, d.store, claim.StreamDesk, people.DeskID)
	if err != nil {
		return WebhookTried{}, err
	}
	return d.tryWebhook(ctx, desk.Hook)
}

func (d *Door) tryWebhook(ctx context.Context, to *people.Webhook) (WebhookTried, error) {
	hooks, err := d.hooks()
	if err != nil {
		return WebhookTried{}, err
	}
	if to == nil {
		return WebhookTried{}, claim.Errorf(claim.CodeNotFound, "there is no webhook").WithHint("set one first")
	}
	failed, err := hooks.Try(ctx, *to)
	return WebhookTried{failed}, err
}

func (d *Door) hooks() (Hooks, error) {
	if d.settings.Hooks == nil {
		return nil, claim.Errorf(claim.CodeUnavailable, "nothing posts to webhooks here")
	}
	return d.settings.Hooks, nil
}

// ChooseDeskNotices says what is told to the webhook of the desk.
func (d *Door) ChooseDeskNotices(ctx context.Context, caller Caller, in NoticesInput) (Receipt, error) {
	ctx = d.keyed(ctx)
	choice, err := d.noticeChoice(ctx, in)
	if err != nil {
		return Receipt{}, err
	}
	return deskReceipt, d.write(ctx, people.DeskStream, command(ctx, caller, people.ChooseDeskNotices{NoticeChoice: choice}))
}
