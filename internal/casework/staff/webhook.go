package staff

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

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
func SetWebhook(ctx context.Context, d *casework.Door, caller casework.Caller, in WebhookInput) (casework.Receipt, error) {
	return casework.Receipt{ID: caller.ID}, setWebhook(ctx, d, caller, personStream(caller.ID), in)
}

// SetDeskWebhook has it told to a webhook of the desk what waits.
func SetDeskWebhook(ctx context.Context, d *casework.Door, caller casework.Caller, in WebhookInput) (casework.Receipt, error) {
	return casework.DeskReceipt, setWebhook(ctx, d, caller, claim.DeskStream, in)
}

func setWebhook(ctx context.Context, d *casework.Door, caller casework.Caller, to claim.Stream, in WebhookInput) error {
	ctx = d.Keyed(ctx)
	hooks, err := hooks(d)
	if err != nil {
		return err
	}
	if taken, err := d.Record().Taken(ctx, claim.Act{To: to, Command: casework.Command(ctx, caller, people.SetWebhook{})}); taken || err != nil {
		return err
	}
	address := strings.TrimSpace(in.Address)
	if problem := hooks.Check(address); problem != "" {
		return casework.Invalid("address", problem)
	}
	sealed, err := hooks.Seal(address)
	if err != nil {
		return err
	}
	refs, err := d.Record().Put(ctx, claim.Content{Key: "webhook/" + casework.Key(ctx).String(), Media: "application/octet-stream", Data: sealed})
	if err != nil {
		return err
	}
	return d.Write(ctx, to, casework.Command(ctx, caller, people.SetWebhook{Kind: in.Kind, Address: refs[0]}))
}

// RemoveWebhook has whoever asks told by a webhook no more.
func RemoveWebhook(ctx context.Context, d *casework.Door, caller casework.Caller) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	return casework.Receipt{ID: caller.ID}, d.Write(ctx, personStream(caller.ID), casework.Command(ctx, caller, people.RemoveWebhook{}))
}

// RemoveDeskWebhook has nothing told to a webhook of the desk any more.
func RemoveDeskWebhook(ctx context.Context, d *casework.Door, caller casework.Caller) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	return casework.DeskReceipt, d.Write(ctx, claim.DeskStream, casework.Command(ctx, caller, people.RemoveWebhook{}))
}

// StopWebhook notes that a chat refuses what is told to a webhook, of a person or of the desk.
func StopWebhook(ctx context.Context, d *casework.Door, of claim.Stream, address claim.Ref) error {
	id := claim.DerivedID("webhook stopped", of.String(), string(address))
	return d.Write(ctx, of, claim.Command{ID: id, Actor: claim.System, Body: people.StopWebhook{Address: address}})
}

// TryWebhook posts a line to the webhook of whoever asks.
func TryWebhook(ctx context.Context, d *casework.Door, caller casework.Caller) (WebhookTried, error) {
	p, err := casework.Load[*people.Person](ctx, d.Record(), claim.StreamPerson, caller.ID)
	if err != nil {
		return WebhookTried{}, err
	}
	return tryWebhook(ctx, d, p.Hook)
}

// TryDeskWebhook posts a line to the webhook of the desk.
func TryDeskWebhook(ctx context.Context, d *casework.Door) (WebhookTried, error) {
	desk, err := casework.Load[*people.Desk](ctx, d.Record(), claim.StreamDesk, people.DeskID)
	if err != nil {
		return WebhookTried{}, err
	}
	return tryWebhook(ctx, d, desk.Hook)
}

func tryWebhook(ctx context.Context, d *casework.Door, to *people.Webhook) (WebhookTried, error) {
	hooks, err := hooks(d)
	if err != nil {
		return WebhookTried{}, err
	}
	if to == nil {
		return WebhookTried{}, claim.Errorf(claim.CodeNotFound, "there is no webhook").WithHint("set one first")
	}
	failed, err := hooks.Try(ctx, *to)
	return WebhookTried{failed}, err
}

func hooks(d *casework.Door) (casework.Hooks, error) {
	if d.MadeWith().Hooks == nil {
		return nil, claim.Errorf(claim.CodeUnavailable, "nothing posts to webhooks here")
	}
	return d.MadeWith().Hooks, nil
}

// ChooseDeskNotices says what is told to the webhook of the desk.
func ChooseDeskNotices(ctx context.Context, d *casework.Door, caller casework.Caller, in NoticesInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	choice, err := noticeChoice(ctx, d, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.DeskReceipt, d.Write(ctx, claim.DeskStream, casework.Command(ctx, caller, people.ChooseDeskNotices{NoticeChoice: choice}))
}
