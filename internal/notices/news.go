package notices

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
)

// news is something about how people are told that a person has to know, whatever she has chosen.
type news struct {
	lists.News
	subject string
	line    Line
}

// failings say why a lane has told nothing.
type failings map[lists.NoticeLane]lists.NoticeState

func (f failings) of(person uuid.UUID, channel people.NoticeChannel) string {
	for _, when := range people.NoticeTimes {
		if s := f[lists.NoticeLane{Person: person, Channel: channel, When: when}]; s.Failing != "" {
			return s.Failing
		}
	}
	return "it was refused"
}

// sources are what news follow from.
type sources struct {
	staff    []*people.Person // who is not disabled
	desk     *people.Desk     // nil if it has set nothing
	browsers browsersOf
	handles  map[uuid.UUID]string // of those whose webhooks are told nothing
}

func (r *Room) newsFrom(staff, desks []claim.Aggregate, browsers browsersOf) sources {
	from := sources{browsers: browsers, handles: map[uuid.UUID]string{}}
	for _, state := range staff {
		if p := state.(*people.Person); !p.Disabled {
			from.staff = append(from.staff, p)
		}
	}
	if len(desks) > 0 {
		from.desk = desks[0].(*people.Desk)
	}
	return from
}

func stopped(hook *people.Webhook) bool { return hook != nil && !hook.StoppedAt.IsZero() }

// newsOf is what a person has to know: of her own webhook and browsers, and, if she is an
// admin, of the webhook of the desk and those of colleagues.
func (r *Room) newsOf(who *people.Person, from sources, f failings) []news {
	var all []news
	hook := func(of uuid.UUID, there *people.Webhook, whose, link string) {
		if stopped(there) {
			says := fmt.Sprintf("%s is told nothing any more: %s. It has to be set anew", whose, f.of(of, people.NoticeByWebhook))
			all = append(all, news{lists.News{Item: "webhook." + of.String(), Since: there.StoppedAt}, "A webhook refuses notices", Line{says, r.Desk + link}})
		}
	}
	hook(who.ID, who.Hook, "Your webhook", "/account/notices")
	for _, b := range from.browsers.dropped[who.ID] {
		says := fmt.Sprintf("A browser of yours (%s) is told nothing any more: its push service knows of it no more. Subscribe it again if you want to be told there", b.Label)
		all = append(all, news{lists.News{Item: "browser." + b.ID.String(), Since: b.DroppedAt}, "A browser gets no notices any more", Line{says, r.Desk + "/account/notices"}})
	}
	if !who.CanAdminister() {
		return all
	}
	if from.desk != nil {
		hook(people.DeskID, from.desk.Hook, "The webhook of the desk", "/settings/notices")
	}
	for _, p := range from.staff {
		if p.ID != who.ID {
			hook(p.ID, p.Hook, "The webhook of "+cmp.Or(from.handles[p.ID], "a colleague"), "/settings/people")
		}
	}
	return all
}

// tellNews tells each person what she has to know of how people are told. What follows
// from what is kept is news until it was told, whatever is down in the meantime.
func (r *Room) tellNews(ctx context.Context, from sources, states map[lists.NoticeLane]lists.NoticeState, down map[people.NoticeChannel]bool) error {
	for _, p := range from.staff {
		if !stopped(p.Hook) {
			continue
		}
		who, err := r.Who(ctx, p)
		if err != nil {
			return err
		}
		from.handles[p.ID] = who.Profile.Handle
	}
	for _, p := range from.staff {
		all := r.newsOf(p, from, failings(states))
		lane := lists.NoticeLane{Person: p.ID, Channel: lists.NoticeNews, When: people.NoticeAtOnce}
		was := states[lane]
		was.NoticeLane = lane
		if len(all) == 0 && was.Notice == uuid.Nil {
			continue
		}
		who, err := r.Who(ctx, p)
		if err != nil {
			return err
		}
		who.Browsers = from.browsers.live[p.ID]
		if err := r.tellNewsTo(ctx, who, was, all, down); err != nil {
			return err
		}
	}
	return nil
}

func (r *Room) tellNewsTo(ctx context.Context, who Person, was lists.NoticeState, all []news, down map[people.NoticeChannel]bool) error {
	now := claim.Instant(r.Now())
	if waits(was, now) {
		return nil
	}
	pieces := make([]lists.News, len(all))
	for i, n := range all {
		pieces[i] = n.News
	}
	if was.Notice == uuid.Nil {
		if untold, err := r.Store.NewsWaits(ctx, who.Stream.ID, pieces); err != nil || !untold {
			return err
		}
	}
	channel, carrier := r.reaches(who)
	if carrier == nil || down[channel] {
		return nil
	}
	taken := taking(was, now)
	told, err := r.Store.TakeNews(ctx, was, taken, pieces, now)
	if err != nil || len(told) == 0 {
		return err
	}
	outcome := carrier.Carry(ctx, who, r.composeNews(taken.Notice, all, told))
	down[channel] = down[channel] || outcome.Down
	_, err = r.Store.SettleNotice(context.WithoutCancel(ctx), taken, settled(taken, outcome, claim.Instant(r.Now())))
	return err
}

// reaches is the first channel by which a person can be reached at all.
func (r *Room) reaches(who Person) (people.NoticeChannel, Carrier) {
	for _, channel := range people.NoticeChannels {
		if carrier := r.Carriers[channel]; carrier != nil && carrier.Reaches(who) {
			return channel, carrier
		}
	}
	return "", nil
}

func (r *Room) composeNews(id uuid.UUID, all []news, told []lists.News) Notice {
	n := Notice{ID: id, Desk: r.Desk + "/"}
	for _, one := range all {
		if !slices.ContainsFunc(told, func(t lists.News) bool { return t.Item == one.Item && t.Since.Equal(one.Since) }) {
			continue
		}
		if len(n.Lines) == maxLines {
			n.More++
			continue
		}
		if n.Lines = append(n.Lines, one.line); n.Subject != "" && n.Subject != one.subject {
			n.Subject = "Notices do not reach where they should"
			continue
		}
		n.Subject = one.subject
	}
	return n
}

// waits reports whether a lane is not to be tried yet. An instant that lies ahead of what
// is possible was noted by a clock that was wrong.
func waits(s lists.NoticeState, now time.Time) bool {
	return s.NextAt.After(now) && !s.NextAt.After(now.Add(LongestRest))
}

// taking is a lane while somebody sends its notice.
func taking(was lists.NoticeState, now time.Time) lists.NoticeState {
	taken := was
	if taken.Notice == uuid.Nil {
		taken.Notice = uuid.New()
	}
	taken.Attempts, taken.NextAt = was.Attempts+1, now.Add(lease)
	return taken
}
