package timeline

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/reading/desk"
)

// letterText says what happened between the desk and a party in a case.
func (t teller) letterText(l *letters.Correspondence, e claim.Entry) string {
	party := t.name(l.Party)
	switch f := e.Fact.(type) {
	case letters.RequestQueued:
		return fmt.Sprintf("%s, to answer by %s", askedFor(f.Kind, party, t.claimKeys(f.Claims)), t.Moment(f.AnswerBy))
	case letters.RequestWithdrew:
		return fmt.Sprintf("withdrew a request to %s", party)
	case letters.RequestExtended:
		return fmt.Sprintf("extended a request to %s until %s", party, t.Moment(f.AnswerBy))
	case letters.AttemptLogged:
		return fmt.Sprintf("tried to reach %s %s: %s", party, f.Channel.How(), f.Result)
	case letters.AnswersStand:
		return "what " + party + " has said is its answer"
	case letters.ReminderHeldBack:
		return correspondence.HeldBack(f) + ": " + party
	case letters.RequestLapsed:
		if partly(l, f.Request, e.At) {
			return fmt.Sprintf("%s has not answered all of it in time: %s", party, f.Silence)
		}
		return fmt.Sprintf("%s has not answered in time: %s", party, f.Silence)
	case letters.MessageDispatched:
		if by := putBy(l, f.Message); by != "" {
			return fmt.Sprintf("put a request to %s %s", party, by.How())
		}
		return fmt.Sprintf("wrote %s to %s, to be sent", f.Kind.One(f.Number), party)
	case letters.ServerSaid:
		return fmt.Sprintf("the mail server did not take the %s to %s%s", kindOf(l, f.Message), party, correspondence.Because(f.Reason.Says()))
	case letters.MessageSettled:
		if by := putBy(l, f.Message); by != "" {
			return fmt.Sprintf("%s has the request, put %s", party, by.How())
		}
		return settledText(kindOf(l, f.Message), party, f.Delivery) + correspondence.Because(desk.FailedFor(f.Cause, f.Reason))
	case letters.MessageReceived:
		return fmt.Sprintf("received mail from %s: %s%s", party, f.Mail.Class.Came(), t.strangerText(l, f))
	case letters.ResponseCalledBack:
		return fmt.Sprintf("called %s back, which confirmed its answer", party)
	case letters.SenderChecked:
		return fmt.Sprintf("looked at who sent a message of %s: it is %s", party, f.Sender.Grade)
	case letters.MessageRead:
		return fmt.Sprintf("read a message from %s: %s", party, f.Disposition)
	case letters.ResponseRecorded:
		return fmt.Sprintf("recorded an answer of %s: %s", party, t.stances(f.Stances))
	case letters.ClaimNoted:
		return t.notedText(party, f)
	case letters.ContactNoted:
		return fmt.Sprintf("letters to %s go to another address", party)
	case letters.PutAgainPlanned:
		return fmt.Sprintf("a letter to %s came back: the request goes to another contact point, not before %s%s", party, t.Moment(f.At), correspondence.Because(f.Moved.Says()))
	case letters.PutAgainDropped:
		if f.Undone {
			return fmt.Sprintf("took back that the request to %s goes to another contact point", party)
		}
		return fmt.Sprintf("the request to %s does not go to another contact point any more", party)
	case letters.QuarantineNoted:
		if f.In {
			return fmt.Sprintf("a message that is, or may be, from %s waits in quarantine", party)
		}
		return fmt.Sprintf("a message that was, or might have been, from %s waits in quarantine no more", party)
	case letters.FollowUpQueued:
		return fmt.Sprintf("wrote a letter by hand to %s", party)
	case letters.TellingQueued:
		return fmt.Sprintf("%s is to be told that of %s was published: %s %d", party, t.claimKeys([]uuid.UUID{f.News.Claim}), f.News.Publication.Kind, f.News.Publication.Version)
	case letters.TellingDropped:
		return fmt.Sprintf("%s is not told any more what had been published of %s: it has been changed since", party, t.claimKeys([]uuid.UUID{f.Claim}))
	case letters.FollowUpUndone:
		return fmt.Sprintf("took a letter by hand to %s back", party)
	case letters.PageAnswered:
		return pageWords(party, f)
	case letters.PageAnswerSeen:
		return fmt.Sprintf("looked at what %s sent on the answer page", party)
	}
	return t.remindersText(party, e.Fact)
}

// partly reports whether a party had said something of what a request asks by an instant.
func partly(l *letters.Correspondence, request uuid.UUID, by time.Time) bool {
	asked := l.Request(request)
	return asked != nil && slices.ContainsFunc(l.Responses, func(r letters.Response) bool {
		return !r.MoreTime && !r.ReceivedAt.After(by) && slices.ContainsFunc(r.Stances, func(a letters.Answer) bool { return slices.Contains(asked.Claims, a.Claim) })
	})
}

// remindersText says what became of the reminders to a party.
func (t teller) remindersText(party string, f claim.Fact) string {
	switch f := f.(type) {
	case letters.RemindersReplanned:
		return fmt.Sprintf("planned the reminders to %s anew%s", party, correspondence.Because(f.Reason.Replanned()))
	case letters.PlanMoved:
		return fmt.Sprintf("moved a request to %s to the reminder plan %s", party, f.Plan)
	case letters.ChaseMoved:
		return fmt.Sprintf("the reminders to %s after its answer-by instant go on where they stopped, until %s", party, t.Moment(f.Until))
	case letters.PauseNoted:
		if f.Pause == nil {
			return fmt.Sprintf("reminders to %s are paused no more: %s", party, claim.WordOf(f.Level).Doc)
		}
		return fmt.Sprintf("reminders to %s are paused: %s", party, claim.WordOf(f.Level).Doc)
	case letters.BarNoted:
		if f.Barred == nil {
			return fmt.Sprintf("%s may be contacted again", party)
		}
		return fmt.Sprintf("%s is not to be contacted: what was to go out is held back", party)
	case letters.IntentMissed:
		return fmt.Sprintf("%s has not said whether it will answer, and was asked to by now", party)
	case letters.RequestHeldBack:
		return fmt.Sprintf("the letter of a request to %s did not go out%s", party, correspondence.Because(f.Why.Says()))
	case letters.RemindersPaused:
		return fmt.Sprintf("paused the reminders to %s", party)
	case letters.RemindersResumed:
		return fmt.Sprintf("let reminders to %s go out again", party)
	}
	return plainKind(f)
}

// settledText says what became of a letter that was handed over.
func settledText(kind, party string, d letters.Delivery) string {
	switch d {
	case letters.DeliveryAccepted:
		return fmt.Sprintf("the mail server of %s took the %s", party, kind)
	case letters.DeliveryDeferred:
		return fmt.Sprintf("the mail server of %s does not take the %s for now", party, kind)
	case letters.DeliverySoftBounce:
		return fmt.Sprintf("the %s to %s came back for now", kind, party)
	case letters.DeliveryHardBounce:
		return fmt.Sprintf("the %s to %s came back", kind, party)
	case letters.DeliveryUncertain:
		return fmt.Sprintf("nobody knows whether the %s reached %s", kind, party)
	case letters.DeliveryStopped:
		return fmt.Sprintf("the %s to %s was stopped before it went out", kind, party)
	}
	return fmt.Sprintf("the %s to %s: %s", kind, party, d)
}

// notedText says what a claim means for the letters to a party.
func (t teller) notedText(party string, f letters.ClaimNoted) string {
	switch {
	case f.Over:
		return fmt.Sprintf("%s is asked no more about %s", party, t.Keys[f.Claim])
	case f.Held:
		return fmt.Sprintf("no letters to %s about %s: it is on hold", party, t.Keys[f.Claim])
	}
	return fmt.Sprintf("letters to %s about %s go out again", party, t.Keys[f.Claim])
}

// putBy is the channel on which a person has put a request, if that is what the
// message stands for.
func putBy(l *letters.Correspondence, message uuid.UUID) claim.Channel {
	if m := l.Message(message); m != nil {
		return l.PutBy(*m)
	}
	return ""
}

func kindOf(l *letters.Correspondence, message uuid.UUID) string {
	if m := l.Message(message); m != nil {
		return string(m.Kind)
	}
	return "letter"
}

func (t teller) stances(answers []letters.Answer) string {
	parts := make([]string, len(answers))
	for i, a := range answers {
		parts[i] = fmt.Sprintf("%s %s", t.Keys[a.Claim], a.Stance)
	}
	return strings.Join(parts, ", ")
}

// askedFor says what was asked of a party; a request for comment is what is meant where
// nothing else is said.
func askedFor(kind claim.RequestKind, party, claims string) string {
	if kind.OrComment() == claim.RequestForComment {
		return fmt.Sprintf("asked %s about %s", party, claims)
	}
	return fmt.Sprintf("put %s to %s about %s", kind.One(), party, claims)
}

// pageWords is a submission of the answer page in the timeline.
func pageWords(party string, f letters.PageAnswered) string {
	switch {
	case f.Asks == letters.AsksForTime:
		return fmt.Sprintf("%s asked for more time on the answer page; it waits to be read", party)
	case f.Asks != "":
		return fmt.Sprintf("%s asked back on the answer page; it waits to be read", party)
	}
	return fmt.Sprintf("%s answered on the answer page", party)
}
