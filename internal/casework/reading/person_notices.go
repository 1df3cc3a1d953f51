package reading

import (
	"context"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// NoticesView is how a person is told what waits for her.
type NoticesView struct {
	casework.NoticesInput
	Email string       `json:"email,omitempty" doc:"where mail goes; left out if the account has no address, and nothing is told by mail"`
	Told  []NoticeView `json:"told,omitempty" doc:"how far the telling is"`
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
	p, err := r.door.ThePerson(ctx, caller.ID.String())
	if err != nil {
		return NoticesView{}, err
	}
	settings, err := r.door.DeskSettings(ctx)
	if err != nil {
		return NoticesView{}, err
	}
	l, err := r.library(ctx, p.Profile)
	if err != nil {
		return NoticesView{}, err
	}
	v := NoticesView{NoticesInput: chosen(p.Choice, settings.Zone), Email: casework.Read[people.PersonProfile](l, p.Profile).Email}
	states, err := r.store.NoticeStates(ctx)
	for _, channel := range people.NoticeChannels {
		for _, when := range people.NoticeTimes {
			s, ok := states[lists.NoticeLane{Person: p.ID, Channel: channel, When: when}]
			if ok && (!s.SentAt.IsZero() || s.Failing != "") {
				v.Told = append(v.Told, NoticeView{Channel: channel, When: when, SentAt: s.SentAt, Failing: s.Failing, NextAt: s.NextAt})
			}
		}
	}
	return v, err
}

// chosen is a choice as people write it.
func chosen(c people.NoticeChoice, zone string) casework.NoticesInput {
	if c.When == "" {
		return casework.NoticesInput{When: people.NoticeNever, Zone: zone}
	}
	in := casework.NoticesInput{When: c.When, Kinds: slices.Clone(c.Kinds), Zone: c.Zone}
	for _, minute := range c.Hours {
		in.Hours = append(in.Hours, casework.HourOfDay(minute))
	}
	if c.QuietFrom != c.QuietTo {
		in.QuietFrom, in.QuietTo = casework.HourOfDay(c.QuietFrom), casework.HourOfDay(c.QuietTo)
	}
	return in
}
