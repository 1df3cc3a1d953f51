package correspondence

import (
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
)

// putKind says in the thread of a request what it is.
func putKind(kind claim.RequestKind) string {
	if kind.OrComment() == claim.RequestForComment {
		return "put the request"
	}
	return "put " + kind.One()
}

// HeldBack says which reminder did not go out, why, and when it is looked at again.
func HeldBack(f letters.ReminderHeldBack) string {
	what := "a reminder"
	if f.Final {
		what = "the final notice"
	}
	what += " did not go out" + Because(f.Why.Says())
	if again := f.Why.LookedAt(); again != "" {
		what += "; it is looked at again " + again
	}
	return what
}

// pauseNoted says in the thread of a request that a pause concerns it, or does no more.
func pauseNoted(f letters.PauseNoted) string {
	if f.Pause == nil {
		return "its reminders are paused no more " + claim.WordOf(f.Level).Doc
	}
	return f.Level.Paused()
}

// barNoted says in the thread of a request that its party is not to be contacted, or may be again.
func barNoted(f letters.BarNoted) string {
	if f.Barred == nil {
		return "the party may be contacted again"
	}
	return "the party is not to be contacted: no letter and no reminder goes out"
}

// Because is a reason, to go on after what happened.
func Because(reason string) string {
	if reason == "" {
		return ""
	}
	return " (" + reason + ")"
}

// CommentOf is the text that belongs to a fact of a correspondence: what was written, or a reason.
func CommentOf(fact claim.Fact) claim.Ref {
	switch f := fact.(type) {
	case letters.RequestExtended:
		return f.Reason
	case letters.RequestWithdrew:
		return f.Reason
	case letters.PlanMoved:
		return f.Reason
	case letters.RemindersPaused:
		return f.Reason
	case claim.RemindersPaused:
		return f.Reason
	case letters.PauseNoted:
		if f.Pause != nil {
			return f.Pause.Reason
		}
	case letters.BarNoted:
		if f.Barred != nil {
			return f.Barred.Reason
		}
	case people.ContactBarred:
		return f.Reason
	case letters.FollowUpQueued:
		return f.Text
	case letters.ServerSaid:
		return f.Said
	}
	return ""
}
