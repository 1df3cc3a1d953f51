package post

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
)

// HandOver implements [activities.Carrier]. Bounces come back to the reply address.
func (r *Room) HandOver(ctx context.Context, c *letters.Correspondence, letter activities.Composed) (activities.Handed, error) {
	raw, err := r.Store.Get(ctx, letter.Content)
	if err != nil {
		return activities.Handed{}, fmt.Errorf("read the letter: %w", err)
	}
	data, err := r.Store.Get(ctx, letter.Contact.Address)
	if err != nil {
		return activities.Handed{}, fmt.Errorf("read the address: %w", err)
	}
	var to people.ContactAddress
	if err := json.Unmarshal(data, &to); err != nil {
		return activities.Handed{}, fmt.Errorf("decode the address: %w", err)
	}
	result := r.Sender.Send(ctx, smtpout.Envelope{From: r.Tokens.Address(c.ID), To: []string{to.Address}}, raw)
	handed := activities.Handed{Outcome: outcomes[result.Outcome], Reason: reason(result), Lasting: result.Lasting}
	handed.Said = r.keepSaid(ctx, letter.Content, result.Said)
	if result.Outcome == smtpout.OutcomeRefused && result.Scope == smtpout.ScopeMessage {
		handed.Outcome = activities.Rejected
	}
	return handed, nil
}

var outcomes = map[smtpout.Outcome]activities.Outcome{
	smtpout.OutcomeAccepted:  activities.Accepted,
	smtpout.OutcomeDeferred:  activities.Deferred,
	smtpout.OutcomeRefused:   activities.Refused,
	smtpout.OutcomeUncertain: activities.Uncertain,
}

// reason is a code for operators; it holds nothing that the server wrote.
func reason(r smtpout.Result) claim.Reason {
	switch r.Outcome {
	case smtpout.OutcomeAccepted:
		return ""
	case smtpout.OutcomeUncertain:
		return claim.HandOverLost
	case smtpout.OutcomeDeferred:
		return claim.Reason(r.Reason)
	}
	if r.Code == 0 {
		return claim.Reason("refused_" + r.Scope)
	}
	return claim.Reason(fmt.Sprintf("refused_%s_%d", r.Scope, r.Code))
}
