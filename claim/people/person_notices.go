package people

import (
	"fmt"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
)

// NoticeTime is when a person is told that it is her turn.
type NoticeTime string

// Every choice. What each means stands in its row.
const (
	NoticeAtOnce NoticeTime = "at once"
	NoticeDigest NoticeTime = "digest"
	NoticeNever  NoticeTime = "never"
)

var noticeTimes = claim.NewWords("time of notices", "when a person is told that it is her turn",
	claim.Row[NoticeTime, claim.None]{Word: NoticeAtOnce, Doc: "within a minute, but not in quiet hours; what comes in a bunch is told as one"},
	claim.Row[NoticeTime, claim.None]{Word: NoticeDigest, Doc: "at the hours that the person has chosen, as one"},
	claim.Row[NoticeTime, claim.None]{Word: NoticeNever, Doc: "not at all; it stands on the desk"},
)

// NoticeTimes lists every choice.
var NoticeTimes = noticeTimes.Chosen()

// NoticeChannel is by what a person is told.
type NoticeChannel string

// Every channel. What each means stands in its row.
const (
	NoticeByMail    NoticeChannel = "mail"
	NoticeByWebhook NoticeChannel = "webhook"
	NoticeByPush    NoticeChannel = "push"
)

var noticeChannels = claim.NewWords("channel of notices", "by what a person is told that it is her turn",
	claim.Row[NoticeChannel, claim.None]{Word: NoticeByMail, Doc: "a message to the address of the account"},
	claim.Row[NoticeChannel, claim.None]{Word: NoticeByWebhook, Doc: "a line in a chat: Slack, Mattermost or Microsoft Teams"},
	claim.Row[NoticeChannel, claim.None]{Word: NoticeByPush, Doc: "a notification of a browser that the person has subscribed (web push)"},
)

// NoticeChannels lists every channel.
var NoticeChannels = noticeChannels.Chosen()

// NoticeChoice is how a person wants to be told what waits for her. The zero value
// is that of a person who has chosen nothing, and is told nothing.
type NoticeChoice struct {
	When      NoticeTime   `json:"when"`
	Kinds     []KindNotice `json:"kinds,omitempty"` // that she is told otherwise
	Hours     []int        `json:"hours,omitempty"` // of digests: minutes of her day, in order
	Zone      string       `json:"zone"`            // IANA, of hours and quiet hours
	QuietFrom int          `json:"quietFrom"`       // minute of her day
	QuietTo   int          `json:"quietTo"`         // the same as QuietFrom for no quiet hours
}

// KindNotice is when a person is told of one kind.
type KindNotice struct {
	Kind claim.TurnKind `json:"kind"`
	When NoticeTime     `json:"when"`
}

// MaxDigests is how many digests a day has at most.
const MaxDigests = 12

// minutesOfADay is the end of a day that has no change of the clock.
const minutesOfADay = 24 * 60

// Of is when a person is told of a kind.
func (c NoticeChoice) Of(kind claim.TurnKind) NoticeTime {
	for _, k := range c.Kinds {
		if k.Kind == kind {
			return k.When
		}
	}
	if c.When == "" {
		return NoticeNever
	}
	return c.When
}

// Told are the kinds that are told at a time.
func (c NoticeChoice) Told(at NoticeTime) []claim.TurnKind {
	var kinds []claim.TurnKind
	for _, kind := range claim.TurnKinds {
		if c.Of(kind) == at {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// Location is the person's time zone, UTC if it is unknown here.
func (c NoticeChoice) Location() *time.Location {
	if zone, err := time.LoadLocation(c.Zone); err == nil {
		return zone
	}
	return time.UTC
}

// Quiet reports whether an instant lies in the quiet hours.
func (c NoticeChoice) Quiet(t time.Time) bool {
	there := t.In(c.Location())
	minute := there.Hour()*60 + there.Minute()
	if c.QuietFrom <= c.QuietTo {
		return c.QuietFrom <= minute && minute < c.QuietTo
	}
	return minute >= c.QuietFrom || minute < c.QuietTo // over midnight
}

// LastDigest is the latest instant, now or before, at which a digest goes out; the
// zero time if none ever does.
func (c NoticeChoice) LastDigest(now time.Time) time.Time {
	zone := c.Location()
	day := now.In(zone)
	var last time.Time
	for _, back := range []int{0, 1} {
		for _, minute := range c.Hours {
			at := time.Date(day.Year(), day.Month(), day.Day()-back, 0, minute, 0, 0, zone)
			if !at.After(now) && at.After(last) {
				last = at
			}
		}
	}
	return claim.Instant(last)
}

func (c NoticeChoice) equal(d NoticeChoice) bool {
	return c.When == d.When && c.Zone == d.Zone && c.QuietFrom == d.QuietFrom && c.QuietTo == d.QuietTo &&
		slices.Equal(c.Hours, d.Hours) && slices.Equal(c.Kinds, d.Kinds)
}

// Validate refuses a choice that cannot be kept, with the field that does not fit.
func (c NoticeChoice) Validate() error {
	if err := claim.OneOf("when", c.When, NoticeTimes); err != nil {
		return err
	}
	for i, k := range c.Kinds {
		if !slices.Contains(claim.TurnKinds, k.Kind) {
			return claim.Errorf(claim.CodeInvalid, "nothing of the kind %q ever waits", k.Kind).WithField("kinds", "choose kinds that wait")
		}
		if slices.ContainsFunc(c.Kinds[:i], func(before KindNotice) bool { return before.Kind == k.Kind }) {
			return refusedChoice("kinds", "each kind once")
		}
		if err := claim.OneOf("kinds", k.When, NoticeTimes); err != nil {
			return err
		}
	}
	day := func(minute int) bool { return minute < 0 || minute >= minutesOfADay }
	switch {
	case !claim.KnownZone(c.Zone):
		return refusedChoice("zone", "it is not an IANA time zone such as Europe/Riga")
	case len(c.Hours) > MaxDigests:
		return refusedChoice("hours", fmt.Sprintf("at most %d a day", MaxDigests))
	case slices.ContainsFunc(c.Hours, day), !slices.IsSorted(c.Hours), len(slices.Compact(slices.Clone(c.Hours))) < len(c.Hours):
		return refusedChoice("hours", "hours of a day, each once, such as 09:00 and 14:30")
	case day(c.QuietFrom) || day(c.QuietTo):
		return refusedChoice("quiet", "hours of a day, such as 22:00 to 07:00")
	case len(c.Hours) == 0 && len(c.Told(NoticeDigest)) > 0:
		return refusedChoice("hours", "say at which hours a digest goes out")
	}
	return nil
}

// KindSince is since when a kind is told: what waited before is not.
type KindSince struct {
	Kind claim.TurnKind `json:"kind"`
	At   time.Time      `json:"at"`
}

// toldSince is since when each kind is told after another choice. What was told
// before goes on being told without a gap.
func toldSince(since []KindSince, was, is NoticeChoice, at time.Time) []KindSince {
	var next []KindSince
	for _, kind := range claim.TurnKinds {
		before := slices.IndexFunc(since, func(k KindSince) bool { return k.Kind == kind })
		switch {
		case is.Of(kind) == NoticeNever:
		case was.Of(kind) == NoticeNever || before < 0:
			next = append(next, KindSince{kind, at})
		default:
			next = append(next, since[before])
		}
	}
	return next
}

func refusedChoice(field, problem string) error {
	return claim.Errorf(claim.CodeInvalid, "this cannot be kept: %s", problem).WithField(field, problem)
}

// ChooseNotices says how a person wants to be told. It replaces what was chosen before.
type ChooseNotices struct {
	NoticeChoice
}

// CommandKind implements [claim.Body].
func (ChooseNotices) CommandKind() string { return "choose notices" }

// NoticesChosen: a person is told in another way from now on.
type NoticesChosen struct {
	NoticeChoice
}

// FactKind implements [claim.Fact].
func (NoticesChosen) FactKind() string { return "person.notices_chosen" }

func init() {
	claim.RegisterBody[ChooseNotices](claim.StreamPerson)
	claim.RegisterFact[NoticesChosen]()
}

// chooseNotices takes a choice.
func (p *Person) chooseNotices(b ChooseNotices) ([]claim.Fact, error) {
	if err := b.Validate(); err != nil {
		return nil, err
	}
	if b.equal(p.Choice) {
		return nil, nil
	}
	return p.ifEnabled(nil, NoticesChosen(b))
}
