package notices

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/lists"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// Store is the record, as far as notices need it.
type Store interface {
	LoadAll(ctx context.Context, kind claim.StreamKind, ids ...uuid.UUID) ([]claim.Aggregate, error)
	Get(ctx context.Context, ref claim.Ref) ([]byte, error)

	// NoticeStates are all lanes on which something was told, or was to be.
	NoticeStates(ctx context.Context) (map[lists.NoticeLane]lists.NoticeState, error)
	// NoticeWaits reports whether there is something to tell on a lane.
	NoticeWaits(ctx context.Context, lane lists.NoticeLane, q lists.NoticeQuery) (bool, error)
	// TakeNotice takes the notice of a lane to send it, and says what it tells; nothing
	// if somebody was quicker, or there is nothing to tell.
	TakeNotice(ctx context.Context, was, next lists.NoticeState, q lists.NoticeQuery) ([]lists.NoticePart, error)
	// Browsers are all that people have subscribed to be told by web push, with those that
	// were dropped not long ago.
	Browsers(ctx context.Context) ([]lists.Browser, error)

	// NewsWaits reports whether some of the news of a person was not told yet.
	NewsWaits(ctx context.Context, person uuid.UUID, news []lists.News) (bool, error)
	// TakeNews takes the news that were not told yet to send them; nothing if somebody was quicker.
	TakeNews(ctx context.Context, was, next lists.NoticeState, news []lists.News, now time.Time) ([]lists.News, error)
	// SettleNotice notes what became of a notice that was taken.
	SettleNotice(ctx context.Context, was, next lists.NoticeState) (bool, error)
}

// Turns says what waits for a person.
type Turns interface {
	TurnsOf(ctx context.Context, caller casework.Caller) (lists.TurnQuery, error)
}

// Person is who is told: a member of staff, or the desk as a whole.
type Person struct {
	Stream  claim.Stream
	Profile people.PersonProfile
	Choice  people.NoticeChoice
	Hook    *people.Webhook
	// Browsers are those that she has subscribed, and their push services know of.
	Browsers []lists.Browser
	since    []people.KindSince
	// turns asks for what waits; the zero query for nothing.
	turns func(context.Context) (lists.TurnQuery, error)
}

// Outcome is what became of a notice.
type Outcome struct {
	Failing string        // why it was not sent, a code; empty if it was
	Wait    time.Duration // at least so long before the next attempt
	Down    bool          // whatever carries notices is at fault, not this one: others are not tried now
	Refused bool          // for good: it is of no use to try again
}

// Carrier carries notices on a channel.
type Carrier interface {
	// Reaches reports whether a person can be reached there at all.
	Reaches(p Person) bool
	Carry(ctx context.Context, p Person, n Notice) Outcome
}

// Room tells people what waits for them.
type Room struct {
	Store    Store
	Turns    Turns
	Carriers map[people.NoticeChannel]Carrier
	Now      func() time.Time
	Desk     string // the address under which people open the desk, without a slash at the end
	// Stop has nothing told to the webhook of somebody until it is set anew.
	Stop func(ctx context.Context, p Person, failing string) error
}

const (
	// gap is how long after a notice the next one is told at once: what comes between is folded into it.
	gap = 5 * time.Minute
	// lease is how long whoever takes a notice has to send it.
	lease = 10 * time.Minute
	// firstWait and longestWait are how long after a failure it is tried again; the wait doubles.
	firstWait, longestWait = time.Minute, time.Hour
	// LongestRest is the longest wait that a carrier may ask for.
	LongestRest = 12 * time.Hour
)

// Tell tells each person what is to be told by now, and returns the first error that
// is the record's. What a server refuses is noted, and tried again.
func (r *Room) Tell(ctx context.Context) error {
	states, err := r.Store.NoticeStates(ctx)
	if err != nil {
		return err
	}
	staff, err := r.Store.LoadAll(ctx, claim.StreamPerson)
	if err != nil {
		return err
	}
	desks, err := r.Store.LoadAll(ctx, claim.StreamDesk, people.DeskID)
	if err != nil {
		return err
	}
	browsers, err := r.browsers(ctx)
	if err != nil {
		return err
	}
	down := map[people.NoticeChannel]bool{}
	if err := r.tellNews(ctx, r.newsFrom(staff, desks, browsers), states, down); err != nil {
		return err
	}
	for _, state := range slices.Concat(staff, desks) {
		if p, ok := state.(*people.Person); ok && r.replaced(p, staff) {
			continue
		}
		who, ok, err := r.who(ctx, state)
		who.Browsers = browsers.live[who.Stream.ID]
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := r.tellPerson(ctx, who, states, down); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// browsers are those of everybody, by person.
func (r *Room) browsers(ctx context.Context) (browsersOf, error) {
	all, err := r.Store.Browsers(ctx)
	of := browsersOf{map[uuid.UUID][]lists.Browser{}, map[uuid.UUID][]lists.Browser{}}
	for _, b := range all {
		if b.DroppedAt.IsZero() {
			of.live[b.Person] = append(of.live[b.Person], b)
		} else {
			of.dropped[b.Person] = append(of.dropped[b.Person], b)
		}
	}
	return of, err
}

// browsersOf are browsers by whose they are: those that are told, and those whose push
// services know of them no more.
type browsersOf struct{ live, dropped map[uuid.UUID][]lists.Browser }

// replaced reports whether somebody is away, and somebody is there who stands in: the deputy,
// or who stands in for her. That one is told instead. If nobody is there any more, as the
// account of the deputy was disabled, who is away is told herself.
func (r *Room) replaced(p *people.Person, staff []claim.Aggregate) bool {
	if !p.Away.At(r.Now()) {
		return false
	}
	at := p
	for range staff { // a ring of deputies ends, too
		i := slices.IndexFunc(staff, func(other claim.Aggregate) bool { return other.(*people.Person).ID == at.Away.Deputy })
		if i < 0 {
			return false
		}
		if at = staff[i].(*people.Person); at.Disabled || at.ID == p.ID {
			return false
		}
		if !at.Away.At(r.Now()) {
			return true
		}
	}
	return false
}

// who is somebody who may have to be told.
func (r *Room) who(ctx context.Context, state claim.Aggregate) (Person, bool, error) {
	if desk, ok := state.(*people.Desk); ok {
		who := Person{Stream: claim.DeskStream, Choice: desk.Choice, Hook: desk.Hook, since: desk.ToldSince}
		who.turns = func(context.Context) (lists.TurnQuery, error) { // what anybody on the desk may see
			viewer := lists.Viewer{Person: people.DeskID}
			return lists.TurnQuery{Viewer: viewer, Kinds: people.DeskKinds(), All: true}, nil
		}
		return who, desk.Choice.When != "" && desk.Hook != nil, nil
	}
	p := state.(*people.Person)
	if p.Disabled || p.Choice.When == "" {
		return Person{}, false, nil
	}
	who, err := r.Who(ctx, p)
	who.turns = func(ctx context.Context) (lists.TurnQuery, error) {
		caller := casework.Caller{ID: p.ID, Handle: who.Profile.Handle, Name: who.Profile.Name, Roles: p.Roles}
		if !caller.Can(casework.MayReadCases) {
			return lists.TurnQuery{}, nil
		}
		return r.Turns.TurnsOf(ctx, caller)
	}
	return who, true, err
}

// Who is a member of staff as somebody who is told.
func (r *Room) Who(ctx context.Context, p *people.Person) (Person, error) {
	who := Person{Stream: p.Stream(), Choice: p.Choice, Hook: p.Hook, since: p.ToldSince}
	text, err := r.Store.Get(ctx, p.Profile)
	if claim.CodeOf(err) == claim.CodeNotFound { // erased
		return who, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &who.Profile)
	}
	return who, err
}

func (r *Room) tellPerson(ctx context.Context, who Person, states map[lists.NoticeLane]lists.NoticeState, down map[people.NoticeChannel]bool) error {
	for _, channel := range people.NoticeChannels {
		carrier := r.Carriers[channel]
		if carrier == nil || down[channel] || !carrier.Reaches(who) {
			continue
		}
		for _, when := range []people.NoticeTime{people.NoticeAtOnce, people.NoticeDigest} {
			lane := lists.NoticeLane{Person: who.Stream.ID, Channel: channel, When: when}
			was := states[lane]
			was.NoticeLane = lane
			outcome, err := r.tellLane(ctx, who, was, carrier)
			if err != nil {
				return err
			}
			down[channel] = down[channel] || outcome.Down
			if outcome.Refused { // its other lane would be refused as well, and that told once more
				break
			}
		}
	}
	return nil
}

// tellLane tells what is due on a lane, and says what became of it; nothing, if nothing is due.
func (r *Room) tellLane(ctx context.Context, who Person, was lists.NoticeState, carrier Carrier) (outcome Outcome, err error) {
	now := claim.Instant(r.Now())
	until, due := dueBy(who.Choice, was, now)
	if !due {
		return Outcome{}, nil
	}
	q, err := r.query(ctx, who, was.When, now, until)
	if err != nil {
		return Outcome{}, err
	}
	if was.Notice == uuid.Nil && was.When == people.NoticeAtOnce { // asked often, and mostly in vain
		if waits, err := r.Store.NoticeWaits(ctx, was.NoticeLane, q); err != nil || !waits {
			return Outcome{}, err
		}
	}
	taken := taking(was, now)
	taken.Looked = until
	parts, err := r.Store.TakeNotice(ctx, was, taken, q)
	if err != nil || len(parts) == 0 {
		return Outcome{}, err
	}
	outcome = carrier.Carry(ctx, who, compose(taken.Notice, parts, r.Desk))
	ctx = context.WithoutCancel(ctx) // what was sent is noted
	if _, err = r.Store.SettleNotice(ctx, taken, settled(taken, outcome, claim.Instant(r.Now()))); err == nil && outcome.Refused && r.Stop != nil {
		err = r.Stop(ctx, who, outcome.Failing)
	}
	return outcome, err
}

// settled is how a lane stands after an attempt.
func settled(taken lists.NoticeState, o Outcome, now time.Time) lists.NoticeState {
	next := taken
	if next.Failing = o.Failing; o.Failing == "" {
		next.Notice, next.Attempts, next.NextAt, next.SentAt = uuid.Nil, 0, time.Time{}, now
		return next
	}
	wait := firstWait << min(taken.Attempts-1, 6)
	next.NextAt = now.Add(max(min(wait, longestWait), min(o.Wait, LongestRest)))
	return next
}

// dueBy says whether a lane is to tell something now, and up to when it came.
func dueBy(c people.NoticeChoice, s lists.NoticeState, now time.Time) (until time.Time, due bool) {
	tells := len(c.Told(s.When)) > 0 || s.When == people.NoticeAtOnce && slices.ContainsFunc(answers, func(k claim.TurnKind) bool { return urgent(c, k) })
	if !tells && s.Notice == uuid.Nil {
		return now, false
	}
	if waits(s, now) {
		return now, false
	}
	if s.When == people.NoticeAtOnce {
		return now, !c.Quiet(now) && (s.Notice != uuid.Nil || s.Looked.After(now) || !now.Before(s.Looked.Add(gap)))
	}
	last := c.LastDigest(now)
	return last, s.Notice != uuid.Nil || !last.IsZero() && (last.After(s.Looked) || s.Looked.After(now))
}

// answers are the kinds of turn that an answer makes.
var answers = []claim.TurnKind{claim.TurnRead, claim.TurnClarify}

// urgent reports whether a kind is told at once in the last hour before a deadline, to
// all who work on the case: whatever their digest, but not to who wants to be told of it never.
func urgent(c people.NoticeChoice, kind claim.TurnKind) bool {
	return slices.Contains(answers, kind) && c.Of(kind) != people.NoticeNever
}

// query asks for what is to be told: what waits for the person and she may see, now.
func (r *Room) query(ctx context.Context, who Person, when people.NoticeTime, now, until time.Time) (lists.NoticeQuery, error) {
	turns, err := who.turns(ctx)
	if err != nil {
		return lists.NoticeQuery{}, err
	}
	told, may := who.Choice.Told(when), slices.Clone(turns.Kinds)
	other := func(k claim.TurnKind) bool { return !slices.Contains(told, k) }
	turns.Now, turns.Kinds, turns.Pool = now, slices.DeleteFunc(turns.Kinds, other), slices.DeleteFunc(turns.Pool, other)
	q := lists.NoticeQuery{Turns: turns, Until: until}
	if when == people.NoticeAtOnce {
		q.Urgent = slices.DeleteFunc(may, func(k claim.TurnKind) bool { return !urgent(who.Choice, k) })
	}
	for _, since := range who.since {
		if slices.Contains(turns.Kinds, since.Kind) || slices.Contains(q.Urgent, since.Kind) {
			q.Since = append(q.Since, since)
		}
	}
	return q, nil
}
