package web

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/reading"
)

// requestView is the page of one request.
type requestView struct {
	reading.Thread
	Path        string
	Stances     []option
	GroundRules []option
	Channels    []option
	Results     []option // of an attempt to reach the party
	Zones       []string
	Confirmed   []option // answers that can be confirmed by a call-back
	Called      []option // numbers of the party
	AgainTo     []option // contact points that the request can go to
	Enclosable  []option // files that can go out with a letter
}

func (s *Site) requestPage(v *visit) (*requestView, uuid.UUID, error) {
	id, err := v.id("request")
	if err != nil {
		return nil, id, err
	}
	thread, err := s.Reads.Thread(v.ctx(), v.who, id)
	if err != nil {
		return nil, id, err
	}
	view := &requestView{
		Thread: thread, Path: "/requests/" + id.String(), Stances: options(claim.Stances), GroundRules: options(claim.AllGroundRules),
		Channels: options(claim.Channels), Results: options(letters.AttemptResults), Zones: []string{thread.Zone.String()},
	}
	view.Enclosable = enclosable(thread.Files)
	view.callBacks(v)
	if back := thread.CameBack; back != nil {
		for _, p := range back.Points {
			view.AgainTo = append(view.AgainTo, option{Value: p.ID.String(), Label: p.Address})
		}
	}
	return view, id, nil
}

// requestShow shows a request with its thread.
func (s *Site) requestShow(v *visit) error {
	view, _, err := s.requestPage(v)
	if err != nil {
		return err
	}
	return v.render("request_show", view)
}

// NotNow is what the caller cannot do with the request now, with the reason.
func (r *requestView) NotNow() []notNow {
	var not []notNow
	for _, one := range []struct{ operation, label string }{
		{"answer-record", "Log an answer"}, {"request-follow-up", "Write a letter by hand"}, {"request-extend", "Extend"},
		{"request-pause", "Pause the reminders"}, {"request-withdraw", "Withdraw"},
	} {
		if why := r.Offers.Refusal(one.operation); why != nil {
			not = append(not, notNow{one.label, why})
		}
	}
	return hers(not)
}

// There is an instant as the party reads it.
func (r *requestView) There(at time.Time) string { return inZone(at, r.Zone) }

// Local is an instant as the party reads it.
func (r *requestView) Local(p casework.PlannedLetter) string { return inZone(p.At, r.Zone) }

// AnswerByThere is the answer-by instant as the party reads it.
func (r *requestView) AnswerByThere() string { return inZone(r.Request.AnswerBy, r.Zone) }

// Waiting reports whether a letter by hand is in its undo window.
func (r *requestView) Waiting() *reading.ThreadItem {
	for i := range r.Items {
		if r.Items[i].Kind == reading.ThreadWaiting {
			return &r.Items[i]
		}
	}
	return nil
}

// afterRequest goes back to the request, or shows what was wrong with the form.
func (s *Site) afterRequest(v *visit, sentence string, err error) error {
	view, _, failed := s.requestPage(v)
	if failed != nil {
		return failed
	}
	if err != nil {
		return v.refuse("request_show", view, err)
	}
	return v.done(view.Path, sentence)
}

// Remaining is how long is left until an instant, to the second.
func (*requestView) Remaining(now, until time.Time) string {
	left := until.Sub(now).Round(time.Second)
	if left <= 0 {
		return "The undo window is over."
	}
	if left < time.Minute {
		return fmt.Sprintf("%d s", int(left.Seconds()))
	}
	return fmt.Sprintf("%d min %d s", int(left.Minutes()), int(left.Seconds())%60)
}

// Int64 is a number as the function size takes it.
func (*requestView) Int64(n int) int64 { return int64(n) }

// Heading is what an item is as a heading.
func (*requestView) Heading(what string) string { return strings.TrimSuffix(sentence(what), ".") }
