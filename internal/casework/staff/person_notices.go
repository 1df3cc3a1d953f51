package staff

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/casework"
)

// NoticesInput is how a person wants to be told what waits for her.
type NoticesInput struct {
	When      people.NoticeTime   `json:"when" doc:"when you are told that something waits for you: at once, digest or never"`
	Kinds     []people.KindNotice `json:"kinds,omitempty" doc:"kinds of which you are told at another time"`
	Hours     []string            `json:"hours,omitempty" doc:"at which hours of your day a digest goes out, such as 09:00 and 14:30"`
	Zone      string              `json:"zone,omitempty" doc:"your time zone, such as Europe/Riga; that of the desk if left out"`
	QuietFrom string              `json:"quietFrom,omitempty" doc:"from which hour of your day nothing is told at once; what came in quiet hours is told after them"`
	QuietTo   string              `json:"quietTo,omitempty" doc:"until which hour"`
}

// ChooseNotices says how whoever asks wants to be told.
func ChooseNotices(ctx context.Context, d *casework.Door, caller casework.Caller, in NoticesInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	choice, err := noticeChoice(ctx, d, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	to := claim.Stream{Kind: claim.StreamPerson, ID: caller.ID}
	return casework.Receipt{ID: caller.ID}, d.Write(ctx, to, casework.Command(ctx, caller, people.ChooseNotices{NoticeChoice: choice}))
}

func noticeChoice(ctx context.Context, d *casework.Door, in NoticesInput) (people.NoticeChoice, error) {
	choice := people.NoticeChoice{When: in.When, Kinds: in.Kinds, Zone: strings.TrimSpace(in.Zone)}
	if choice.Zone == "" {
		settings, err := d.DeskSettings(ctx)
		if err != nil {
			return choice, err
		}
		choice.Zone = settings.Zone
	}
	for _, text := range in.Hours {
		minute, err := minuteOfDay("hours", text)
		if err != nil {
			return choice, err
		}
		choice.Hours = append(choice.Hours, minute)
	}
	slices.Sort(choice.Hours)
	if (in.QuietFrom == "") != (in.QuietTo == "") {
		return choice, casework.Invalid("quietTo", "quiet hours begin and end: give both, or neither")
	}
	if in.QuietFrom == "" {
		return choice, nil
	}
	var err error
	if choice.QuietFrom, err = minuteOfDay("quietFrom", in.QuietFrom); err != nil {
		return choice, err
	}
	choice.QuietTo, err = minuteOfDay("quietTo", in.QuietTo)
	return choice, err
}

// minuteOfDay reads an hour of a day.
func minuteOfDay(field, text string) (int, error) {
	at, err := time.Parse("15:04", strings.TrimSpace(text))
	if err != nil {
		return 0, casework.Invalid(field, fmt.Sprintf("%q is not an hour of a day; write it as 09:00", text))
	}
	return at.Hour()*60 + at.Minute(), nil
}

// HourOfDay writes a minute of a day as people read it.
func HourOfDay(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
