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
	// SettleNotice notes what became of a notice that was taken.
	SettleNotice(ctx context.Context, was, next lists.NoticeState) (bool, error)
}

// Turns says what waits for a person.
type Turns interface {
	TurnsOf(ctx context.Context, caller casework.Caller) (lists.TurnQuery, error)
}

// Person is who is told.
type Person struct {
	ID      uuid.UUID
	Profile people.PersonProfile
	Choice  people.NoticeChoice
}

// Outcome is what became of a notice.
type Outcome struct {
	Failing string        // why it was not sent, a code; empty if it was
	Wait    time.Duration // at least so long before the next attempt
	Down    bool          // whatever carries notices is at fault, not this one: others are not tried now
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
}

const (
	// gap is how long after a notice the next one is told at once: what comes between is folded into it.
	gap = 5 * time.Minute
	// lease is how long whoever takes a notice has to send it.
	lease = 10 * time.Minute
	// firstWait and longestWait are how long after a failure it is tried again; the wait doubles.
	firstWait, longestWait = time.Minute, time.Hour
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
	down := map[people.NoticeChannel]bool{}
	for _, state := range staff {
		p := state.(*people.Person)
		if p.Disabled || p.Away.At(r.Now()) || p.Choice.When == "" { // who is away is not told: the deputy is
			continue
		}
		if err := r.tellPerson(ctx, p, states, down); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (r *Room) tellPerson(ctx context.Context, p *people.Person, states map[lists.NoticeLane]lists.NoticeState, down map[people.NoticeChannel]bool) error {
	who, err := r.person(ctx, p)
	if err != nil {
		return err
	}
	for _, channel := range people.NoticeChannels {
		carrier := r.Carriers[channel]
		if carrier == nil || down[channel] || !carrier.Reaches(who) {
			continue
		}
		for _, when := range []people.NoticeTime{people.NoticeAtOnce, people.NoticeDigest} {
			lane := lists.NoticeLane{Person: p.ID, Channel: channel, When: when}
			was, ok := states[lane]
			if was.NoticeLane = lane; !ok {
				was = lists.NoticeState{NoticeLane: lane}
			}
			failed, err := r.tellLane(ctx, p, who, was, carrier)
			if err != nil {
				return err
			}
			down[channel] = down[channel] || failed
		}
	}
	return nil
}

func (r *Room) person(ctx context.Context, p *people.Person) (Person, error) {
	who := Person{ID: p.ID, Choice: p.Choice}
	text, err := r.Store.Get(ctx, p.Profile)
	if claim.CodeOf(err) == claim.CodeNotFound {
		return who, nil
	}
	if err != nil {
		return who, err
	}
	return who, json.Unmarshal(text, &who.Profile)
}

// tellLane tells what is due on a lane, and reports whether its carrier is down.
func (r *Room) tellLane(ctx context.Context, p *people.Person, who Person, was lists.NoticeState, carrier Carrier) (down bool, err error) {
	now := claim.Instant(r.Now())
	until, due := dueBy(p.Choice, was, now)
	if !due {
		return false, nil
	}
	q, err := r.query(ctx, p, who, was.When, now, until)
	if err != nil {
		return false, err
	}
	if was.Notice == uuid.Nil && was.When == people.NoticeAtOnce { // asked often, and mostly in vain
		if waits, err := r.Store.NoticeWaits(ctx, was.NoticeLane, q); err != nil || !waits {
			return false, err
		}
	}
	taken := was
	if taken.Notice == uuid.Nil {
		taken.Notice = uuid.New()
	}
	taken.Attempts, taken.NextAt, taken.Looked = was.Attempts+1, now.Add(lease), until
	parts, err := r.Store.TakeNotice(ctx, was, taken, q)
	if err != nil || len(parts) == 0 {
		return false, err
	}
	outcome := carrier.Carry(ctx, who, compose(taken.Notice, parts, r.Desk))
	_, err = r.Store.SettleNotice(context.WithoutCancel(ctx), taken, settled(taken, outcome, claim.Instant(r.Now())))
	return outcome.Down, err
}

// settled is how a lane stands after an attempt.
func settled(taken lists.NoticeState, o Outcome, now time.Time) lists.NoticeState {
	next := taken
	if next.Failing = o.Failing; o.Failing == "" {
		next.Notice, next.Attempts, next.NextAt, next.SentAt = uuid.Nil, 0, time.Time{}, now
		return next
	}
	wait := firstWait << min(taken.Attempts-1, 6)
	next.NextAt = now.Add(max(min(wait, longestWait), o.Wait))
	return next
}

// dueBy says whether a lane is to tell something now, and up to when it came. An
// instant that lies ahead of what is possible was noted by a clock that was wrong.
func dueBy(c people.NoticeChoice, s lists.NoticeState, now time.Time) (until time.Time, due bool) {
	if len(c.Told(s.When)) == 0 && s.Notice == uuid.Nil {
		return now, false
	}
	if s.NextAt.After(now) && !s.NextAt.After(now.Add(lease+longestWait)) {
		return now, false
	}
	if s.When == people.NoticeAtOnce {
		return now, !c.Quiet(now) && (s.Notice != uuid.Nil || s.Looked.After(now) || !now.Before(s.Looked.Add(gap)))
	}
	last := c.LastDigest(now)
	return last, s.Notice != uuid.Nil || !last.IsZero() && (last.After(s.Looked) || s.Looked.After(now))
}

// query asks for what is to be told: what waits for the person and she may see, now.
func (r *Room) query(ctx context.Context, p *people.Person, who Person, when people.NoticeTime, now, until time.Time) (lists.NoticeQuery, error) {
	caller := casework.Caller{ID: p.ID, Handle: who.Profile.Handle, Name: who.Profile.Name, Roles: p.Roles}
	if !caller.Can(casework.MayReadCases) {
		return lists.NoticeQuery{}, nil
	}
	turns, err := r.Turns.TurnsOf(ctx, caller)
	if err != nil {
		return lists.NoticeQuery{}, err
	}
	told := p.Choice.Told(when)
	turns.Now = now
	turns.Kinds = slices.DeleteFunc(turns.Kinds, func(k claim.TurnKind) bool { return !slices.Contains(told, k) })
	turns.Pool = slices.DeleteFunc(turns.Pool, func(k claim.TurnKind) bool { return !slices.Contains(told, k) })
	q := lists.NoticeQuery{Turns: turns, Until: until}
	for _, since := range p.ToldSince {
		if slices.Contains(turns.Kinds, since.Kind) {
			q.Since = append(q.Since, since)
		}
	}
	return q, nil
}
