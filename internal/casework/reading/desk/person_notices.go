package desk

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/staff"
)

// NoticesView is how a person is told what waits for her.
type NoticesView struct {
	staff.NoticesInput
	Email   string             `json:"email,omitempty" doc:"where mail goes; left out if the account has no address, and nothing is told by mail"`
	Webhook *staff.WebhookView `json:"webhook,omitempty" doc:"the chat that notices go to; left out for none"`
	PushKey string             `json:"pushKey,omitempty" doc:"the key under which a browser is subscribed (VAPID), in base64url; left out where nothing is told by web push"`
	Told    []NoticeView       `json:"told,omitempty" doc:"how far the telling is"`

	Browsers []staff.BrowserView `json:"browsers,omitempty" doc:"the browsers that notices go to by web push"`
}

// NoticeView is how far the telling on a channel is.
type NoticeView struct {
	Channel people.NoticeChannel `json:"channel"`
	When    people.NoticeTime    `json:"when"`
	SentAt  time.Time            `json:"sentAt,omitzero" doc:"when something was told last"`
	Failing string               `json:"failing,omitempty" doc:"why the notice that is under way was not sent yet"`
	NextAt  time.Time            `json:"nextAt,omitzero" doc:"when that is tried again"`
}

// Notices says how whoever asks is told.
func (r *Room) Notices(ctx context.Context, caller casework.Caller) (NoticesView, error) {
	p, err := staff.ThePerson(ctx, r.door, caller.ID.String())
	if err != nil {
		return NoticesView{}, err
	}
	l, err := r.library(ctx, p.Profile)
	if err != nil {
		return NoticesView{}, err
	}
	v, err := r.noticesOf(ctx, p.ID, p.Choice, p.Hook)
	v.Email = casework.Read[people.PersonProfile](l, p.Profile).Email
	if err != nil {
		return v, err
	}
	if v.PushKey, err = staff.PushKey(ctx, r.door); err != nil {
		return v, err
	}
	v.Browsers, err = staff.Browsers(ctx, r.door, caller)
	return v, err
}

// DeskNotices says what the webhook of the desk is told.
func (r *Room) DeskNotices(ctx context.Context) (NoticesView, error) {
	desk, err := casework.Load[*people.Desk](ctx, r.store, claim.StreamDesk, people.DeskID)
	if err != nil {
		return NoticesView{}, err
	}
	return r.noticesOf(ctx, people.DeskID, desk.Choice, desk.Hook)
}

func (r *Room) noticesOf(ctx context.Context, of uuid.UUID, c people.NoticeChoice, hook *people.Webhook) (NoticesView, error) {
	settings, err := r.door.DeskSettings(ctx)
	if err != nil {
		return NoticesView{}, err
	}
	v := NoticesView{NoticesInput: chosen(c, settings.Zone), Webhook: staff.ShowWebhook(hook)}
	states, err := r.store.NoticeStates(ctx)
	for _, channel := range people.NoticeChannels {
		for _, when := range people.NoticeTimes {
			s, ok := states[lists.NoticeLane{Person: of, Channel: channel, When: when}]
			if ok && (!s.SentAt.IsZero() || s.Failing != "") {
				v.Told = append(v.Told, NoticeView{Channel: channel, When: when, SentAt: s.SentAt, Failing: s.Failing, NextAt: s.NextAt})
			}
		}
	}
	return v, err
}

// chosen is a choice as people write it.
func chosen(c people.NoticeChoice, zone string) staff.NoticesInput {
	if c.When == "" {
		return staff.NoticesInput{When: people.NoticeNever, Zone: zone}
	}
	in := staff.NoticesInput{When: c.When, Kinds: slices.Clone(c.Kinds), Zone: c.Zone}
	for _, minute := range c.Hours {
		in.Hours = append(in.Hours, staff.HourOfDay(minute))
	}
	if c.QuietFrom != c.QuietTo {
		in.QuietFrom, in.QuietTo = staff.HourOfDay(c.QuietFrom), staff.HourOfDay(c.QuietTo)
	}
	return in
}
