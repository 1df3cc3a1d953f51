package requests

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/calendar"
	"github.com/onrecord/onrecord/claim/cases"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/plan"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
)

// LetterView is a letter as it would go out, and what would follow it.
type LetterView struct {
	mailtext.LetterText
	ByMail   bool            `json:"byMail" doc:"it goes out as a letter; on any other channel a person puts the request"`
	SendAt   time.Time       `json:"sendAt" doc:"end of the undo window"`
	AnswerBy time.Time       `json:"answerBy"`
	Zone     *time.Location  `json:"-"` // of the party
	Planned  []PlannedLetter `json:"planned" doc:"reminders that would follow"`
	Tells    []string        `json:"tells,omitempty" doc:"what the letter tells of those who make the claims"`
	Warnings []Warning       `json:"warnings,omitempty" doc:"what is wrong with the deadline, and what the party was asked already; none of it forbids it"`
	Code     string          `json:"code" doc:"of the request; one that is asked later has another"`
}

// PlannedLetter is a reminder, or the final notice, that is still to come.
type PlannedLetter struct {
	At     time.Time         `json:"at"`
	Kind   claim.MessageKind `json:"kind"`
	Reason string            `json:"reason,omitempty" doc:"why then, its instants in the party's zone"`
}

// Warning is something that whoever asks should know before.
type Warning struct {
	Says   string     `json:"says"`
	Better *time.Time `json:"better,omitempty" doc:"the next answer-by instant that has not this fault"`
}

// warnings are what is wrong with the deadline of a request.
func warnings(c *cases.Case, party *people.Party, settings claim.DeskSettings, ask letters.Ask, around claim.Around) (all []Warning) {
	if ask.ByHand() { // it has been put, with the deadline that it has
		return nil
	}
	d := calendar.Deadline{At: ask.AnswerBy, From: ask.SendAt, Party: settings.Calendar(party.Hours, casework.ZoneOf(party))}
	if p, err := plan.The(around, ask.Plan); err == nil {
		d.Reminded = func(by time.Time) bool {
			return len(plan.Of(p.Text).Lay(letters.FrameOf(c.ID, party.ID, ask.SendAt, by, around)).Steps) > 0
		}
	} else if len(c.Plan.Reminders) > 0 || c.Plan.FinalNotice > 0 {
		d.Reminded = func(by time.Time) bool { return len(steps(c, party, settings, ask.SendAt, by)) > 0 }
	}
	for _, w := range d.Warnings() {
		all = append(all, Warning{w.Says, casework.Pointer(w.Better)})
	}
	return all
}

// The words of a request that are not kept.
const (
	draftQuestions claim.Ref = "draft questions"
	draftStatute   claim.Ref = "draft statute"
)

// PreviewLetter shows the letter that [Ask] with the same input and the same
// key would have go out, and the reminders that would follow. It changes nothing.
func PreviewLetter(ctx context.Context, d *casework.Door, caller casework.Caller, caseName string, in AskInput) (LetterView, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheCase(ctx, caller, caseName)
	if err != nil {
		return LetterView{}, err
	}
	party, err := theParty(ctx, d, caller, in.Party)
	if err != nil {
		return LetterView{}, err
	}
	ask, words, err := drafted(ctx, d, c, party, in)
	if err != nil {
		return LetterView{}, err
	}
	ask.Questions = draftQuestions
	if words.Statute != "" {
		ask.Statute = draftStatute
	}
	view := LetterView{
		ByMail: !ask.ByHand(), SendAt: ask.SendAt, AnswerBy: ask.AnswerBy, Zone: casework.ZoneOf(party),
		Code: letters.RequestCode(ask.Request),
	}
	mail, planned, err := asIfAsked(ctx, d, caller, ask)
	view.Planned = Planned(planned, view.Zone)
	if err == nil {
		var settings claim.DeskSettings
		settings, err = d.DeskSettings(ctx)
		around, failed := d.Record().Around(ctx)
		view.Warnings = warnings(c, party, settings, ask, around)
		twice, unread := askedTwice(ctx, d, c, ask, words.Questions)
		view.Warnings = append(twice, view.Warnings...)
		err = errors.Join(err, failed(), unread)
	}
	if err != nil || !view.ByMail {
		return view, err
	}
	if ask.Kind.PutsClaims() {
		if view.Tells, err = discloses(ctx, d, ask.Claims); err != nil {
			return view, err
		}
	}
	composer, err := d.Composer()
	if err != nil {
		return view, err
	}
	letter := letters.Message{ID: ask.Request, Kind: claim.RequestLetter, Requests: []uuid.UUID{ask.Request}, At: ask.SendAt}
	copies, err := json.Marshal(words.copies)
	if err != nil {
		return view, err
	}
	text, err := composer.Draft(ctx, mail, letter, map[claim.Ref]string{draftQuestions: words.Questions, draftStatute: words.Statute, draftCopies: string(copies)})
	view.LetterText = text.WithoutLinks()
	return view, err
}

// asIfAsked is the correspondence as it would be after the request, and the reminders about that which would
// follow. What the request would be refused for is refused here as well.
func asIfAsked(ctx context.Context, d *casework.Door, caller casework.Caller, ask letters.Ask) (*letters.Correspondence, []claim.Step, error) {
	mail, err := casework.Load[*letters.Correspondence](ctx, d.Record(), claim.StreamCorrespondence, claim.CorrespondenceID(ask.Case, ask.Party))
	if err != nil {
		return nil, nil, err
	}
	around, failed := d.Record().Around(ctx)
	cmd, now := casework.Command(ctx, caller, ask), d.Now()
	if mail.Request(ask.Request) == nil {
		facts, err := mail.Decide(cmd, now, around)
		if err := errors.Join(err, failed()); err != nil {
			return nil, nil, err
		}
		claim.Apply(mail, cmd, now, facts)
	}
	return mail, mail.Outlook(now, around).About(ask.Request), failed()
}

// Planned puts the steps to come into words.
func Planned(steps []claim.Step, zone *time.Location) []PlannedLetter {
	letters := make([]PlannedLetter, 0, len(steps))
	for _, s := range steps {
		kind := claim.ReminderLetter
		if s.Final {
			kind = claim.FinalNoticeLetter
		}
		letters = append(letters, PlannedLetter{At: s.At, Kind: kind, Reason: stepReason(s, zone)})
	}
	return letters
}

// stepReason says why a step is due when it is.
func stepReason(s claim.Step, zone *time.Location) string {
	reason := share(s.Share)
	if s.Says != "" {
		reason = s.Says
	}
	if s.Moved == "" {
		return reason
	}
	local := s.At.In(zone)
	moved := fmt.Sprintf("moved to %s because %s", local.Format("15:04 on Monday 2 January"), s.Moved.Moved())
	if s.Moved.Moved() == "" {
		moved = "moved to " + local.Format("15:04 on Monday 2 January")
	}
	if reason == "" {
		return moved
	}
	return reason + "; " + moved
}

// share says how much of the window has passed by then.
func share(of float64) string {
	switch of {
	case 0:
		return ""
	case 0.25:
		return "a quarter of the time to answer has passed"
	case 0.5:
		return "half of the time to answer has passed"
	case 0.75:
		return "three quarters of the time to answer have passed"
	}
	return fmt.Sprintf("%.0f %% of the time to answer has passed", of*100)
}
