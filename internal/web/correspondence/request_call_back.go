package correspondence

import (
	"fmt"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/answers"
	"github.com/onrecord/onrecord/internal/operation"
	"github.com/onrecord/onrecord/internal/web/page"
)

// callBacks fills in which answers can be confirmed by a call-back, and on which numbers.
func (r *requestView) callBacks(v *page.Visit) {
	if !v.Who.Can(casework.MayRecordAnswers) {
		return
	}
	for _, c := range r.Confirm {
		r.Confirmed = append(r.Confirmed, page.Option{Value: c.Response.String(), Label: fmt.Sprintf("%s, %s (%s)", c.Channel.How(), claim.Moment(c.ReceivedAt, r.Zone), c.Grade)})
	}
	for _, n := range r.Numbers {
		label := n.Address
		if n.Role != "" {
			label += ", " + n.Role
		}
		if n.Verified {
			label += " (verified)"
		}
		r.Called = append(r.Called, page.Option{Value: n.Contact.String(), Label: label})
	}
}

// RequestCallBack records that the party, called back, has confirmed an answer.
func RequestCallBack(v *page.Visit) error {
	id, err := v.ID("request")
	if err != nil {
		return err
	}
	at, err := v.Instant("calledAt")
	if err == nil {
		in := answers.CallBackInput{Response: v.Form("response"), Contact: v.Form("contact"), Note: v.Form("note")}
		if !at.IsZero() {
			in.At = &at
		}
		_, err = page.Do(v, operation.RequestCallBack, operation.OfRequest(id, in))
	}
	return afterRequest(v, "The answer is verified.", err)
}
