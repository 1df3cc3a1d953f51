package web

import (
	"fmt"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/operation"
)

// callBacks fills in which answers can be confirmed by a call-back, and on which numbers.
func (r *requestView) callBacks(v *visit) {
	if !v.who.Can(casework.MayRecordAnswers) {
		return
	}
	for _, c := range r.Confirm {
		r.Confirmed = append(r.Confirmed, option{Value: c.Response.String(), Label: fmt.Sprintf("%s, %s (%s)", c.Channel.How(), claim.Moment(c.ReceivedAt, r.Zone), c.Grade)})
	}
	for _, n := range r.Numbers {
		label := n.Address
		if n.Role != "" {
			label += ", " + n.Role
		}
		if n.Verified {
			label += " (verified)"
		}
		r.Called = append(r.Called, option{Value: n.Contact.String(), Label: label})
	}
}

// requestCallBack records that the party, called back, has confirmed an answer.
func (s *Site) requestCallBack(v *visit) error {
	id, err := v.id("request")
	if err != nil {
		return err
	}
	at, err := v.instant("calledAt")
	if err == nil {
		in := casework.CallBackInput{Response: v.form("response"), Contact: v.form("contact"), Note: v.form("note")}
		if !at.IsZero() {
			in.At = &at
		}
		_, err = do(v, operation.RequestCallBack, operation.OfRequest(id, in))
	}
	return s.afterRequest(v, "The answer is verified.", err)
}
