package letters

import (
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
	"github.com/onrecord/onrecord/internal/client"
	"github.com/onrecord/onrecord/internal/deadline"
	"github.com/onrecord/onrecord/internal/operation"
)

// answerByWords reads when a party has to answer: an instant, a time span, or words that are meant where
// the party is.
func answerByWords(p *terminal.Program, desk *client.Client, flag, text, party, caseName string) (time.Time, error) {
	if at, read, err := deadlineInstant(flag, text, p.Now()); read {
		return at, err
	}
	whom, failed := client.Call(p.Ctx, desk, operation.PartyShow, operation.PartyPath{Party: party})
	if failed != nil {
		return time.Time{}, failed
	}
	story, failed := client.Call(p.Ctx, desk, operation.CaseShow, operation.CaseAt(caseName, nil))
	if failed != nil {
		return time.Time{}, failed
	}
	f := deadline.Frame{Now: p.Now(), Here: p.Zone(), Hours: whom.Hours}
	if f.There, failed = time.LoadLocation(whom.Zone); failed != nil {
		f.There = time.UTC
	}
	if story.PublishAt != nil {
		f.Publication = *story.PublishAt
	}
	return deadline.Parse(text, f)
}

// answerBy reads when a party has to answer where words are not read: an instant or a time span.
func answerBy(text string, now time.Time) (time.Time, error) {
	const flag = "--answer-by"
	text = strings.TrimSpace(text)
	_, err := time.Parse(time.DateOnly, text)
	if _, _, zoned := terminal.InZone(text, time.DateOnly); zoned || err == nil {
		return time.Time{}, claim.Errorf(claim.CodeInvalid, "%s: %q is a whole day: give a time too", flag, text).WithHint("%s", terminal.InstantForms)
	}
	at, _, err := deadlineInstant(flag, text, now)
	return at, err
}

// deadlineInstant reads an instant or a time span ahead, and guesses nothing, since a party is told
// what it says: a time that the clock skips or shows twice is refused. read is false of what is
// neither an instant nor a span.
func deadlineInstant(flag, text string, now time.Time) (at time.Time, read bool, err error) {
	if wall, zone, ok := terminal.InZone(strings.TrimSpace(text), "2006-01-02 15:04"); ok {
		at, err = deadline.Local(wall, zone)
		return at, true, err
	}
	at, err = terminal.Instant(flag, text, now, false)
	return at, err == nil, err
}
