package correspondence

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework/reading/correspondence"
	"github.com/onrecord/onrecord/internal/casework/requests"
	"github.com/onrecord/onrecord/internal/web/page"
)

// requestView is the page of one request.
type requestView struct {
	correspondence.Thread
	Path        string
	Stances     []page.Option
	GroundRules []page.Option
	Channels    []page.Option
	Results     []page.Option // of an attempt to reach the party
	Zones       []string
	Confirmed   []page.Option // answers that can be confirmed by a call-back
	Called      []page.Option // numbers of the party
	AgainTo     []page.Option // contact points that the request can go to
	Enclosable  []page.Option // files that can go out with a letter
}

func requestPage(v *page.Visit) (*requestView, uuid.UUID, error) {
	id, err := v.ID("request")
	if err != nil {
		return nil, id, err
	}
	thread, err := v.Reads.Thread(v.Context(), v.Who, id)
	if err != nil {
		return nil, id, err
	}
	view := &requestView{
		Thread: thread, Path: "/requests/" + id.String(), Stances: page.Options(claim.Stances), GroundRules: page.Options(claim.AllGroundRules),
		Channels: page.Options(claim.Channels), Results: page.Options(letters.AttemptResults), Zones: []string{thread.Zone.String()},
	}
	view.Enclosable = enclosable(thread.Files)
	view.callBacks(v)
	if back := thread.CameBack; back != nil {
		for _, p := range back.Points {
			view.AgainTo = append(view.AgainTo, page.Option{Value: p.ID.String(), Label: p.Address})
		}
	}
	return view, id, nil
}

// RequestShow shows a request with its thread.
func RequestShow(v *page.Visit) error {
	view, _, err := requestPage(v)
	if err != nil {
		return err
	}
	return v.Render("request_show", view)
}

// NotNow is what the caller cannot do with the request now, with the reason.
func (r *requestView) NotNow() []page.NotNow {
	var not []page.NotNow
	for _, one := range []struct{ operation, label string }{
		{"answer-record", "Log an answer"}, {"request-follow-up", "Write a letter by hand"}, {"request-extend", "Extend"},
		{"request-pause", "Pause the reminders"}, {"request-withdraw", "Withdraw"},
	} {
		if why := r.Offers.Refusal(one.operation); why != nil {
			not = append(not, page.NotNow{Label: one.label, Why: why})
		}
	}
	return page.Hers(not)
}

// There is an instant as the party reads it.
func (r *requestView) There(at time.Time) string { return inZone(at, r.Zone) }

// Local is an instant as the party reads it.
func (r *requestView) Local(p requests.PlannedLetter) string { return inZone(p.At, r.Zone) }

// AnswerByThere is the answer-by instant as the party reads it.
func (r *requestView) AnswerByThere() string { return inZone(r.Request.AnswerBy, r.Zone) }

// Waiting reports whether a letter by hand is in its undo window.
func (r *requestView) Waiting() *correspondence.ThreadItem {
	for i := range r.Items {
		if r.Items[i].Kind == correspondence.ThreadWaiting {
			return &r.Items[i]
		}
	}
	return nil
}

// afterRequest goes back to the request, or shows what was wrong with the form.
func afterRequest(v *page.Visit, sentence string, err error) error {
	view, _, failed := requestPage(v)
	if failed != nil {
		return failed
	}
	if err != nil {
		return v.Refuse("request_show", view, err)
	}
	return v.Done(view.Path, sentence)
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
func (*requestView) Heading(what string) string { return strings.TrimSuffix(page.Sentence(what), ".") }
