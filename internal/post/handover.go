package post

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/onrecord/onrecord/activities"
	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/mail/bounce"
	"github.com/onrecord/onrecord/internal/mail/smtpout"
	"github.com/onrecord/onrecord/internal/mail/token"
)

// HandOver implements [activities.Carrier]. Bounces come back to the reply address.
func (r *Room) HandOver(ctx context.Context, c *letters.Correspondence, letter activities.Composed) (activities.Handed, error) {
	raw, err := r.Store.Get(ctx, letter.Content)
	if err != nil {
		return activities.Handed{}, fmt.Errorf("read the letter: %w", err)
	}
	to, err := r.addressOf(ctx, letter)
	if err != nil {
		return activities.Handed{}, err
	}
	id := token.IDOf(raw)
	if r.Signer != nil { // what stands in the record is the letter; a signature is of the attempt
		if raw, err = r.Signer.Sign(ctx, raw); err != nil {
			return activities.Handed{}, fmt.Errorf("sign the letter: %w", err)
		}
	}
	envelope := smtpout.Envelope{From: r.Tokens.Address(c.ID), To: []string{to}, ID: id}
	copies, barred, err := r.copiesNow(ctx, c, raw)
	if err != nil {
		return activities.Handed{}, fmt.Errorf("read who is to have a copy: %w", err)
	}
	result, uncopied := r.send(ctx, envelope, copies, raw)
	handed := activities.Handed{Outcome: outcomes[result.Outcome], Reason: reason(result), Lasting: result.Lasting}
	handed.Uncopied = uncopied + barred
	handed.Said = r.keepSaid(ctx, letter.Content, result.Said)
	switch {
	case result.Outcome == smtpout.OutcomeRefused && result.Scope == smtpout.ScopeMessage:
		handed.Outcome = activities.Rejected
	case result.Outcome == smtpout.OutcomeRefused:
		handed.Outcome, handed.Cause = refused(result)
	case result.Lasting && result.Recipient >= 0 && causeOf(result) == claim.CauseNoSuchAddress: // said with a code of policy
		handed.Outcome, handed.Cause, handed.Lasting = activities.Refused, claim.CauseNoSuchAddress, false
		handed.Reason = claim.Reason(fmt.Sprintf("refused_%s_%d", smtpout.ScopeRecipient, result.Code))
	}
	return handed, nil
}

// refused is what a refusal of the recipient comes to: only an address that is to be given up is
// refused for good.
func refused(r smtpout.Result) (activities.Outcome, claim.Cause) {
	if r.Code == 0 { // it cannot be sent from here: nothing was said
		return activities.Refused, claim.CauseUnexplained
	}
	cause := causeOf(r)
	if cause.Dead() {
		return activities.Refused, cause
	}
	return activities.TurnedAway, cause
}

// causeOf is why a server did not take a letter, by its codes and words.
func causeOf(r smtpout.Result) claim.Cause { return claim.Cause(bounce.CauseOf(r.Enhanced, r.Said)) }

// Admit implements [activities.Carrier] by the connections and the pace of the mail server.
func (r *Room) Admit(ctx context.Context, letter activities.Composed, now time.Time) (func(), time.Duration, error) {
	to, err := r.addressOf(ctx, letter)
	if err != nil {
		return nil, 0, err
	}
	done, wait := r.Sender.Admit(ctx, to, now)
	return done, wait, nil
}

func (r *Room) addressOf(ctx context.Context, letter activities.Composed) (string, error) {
	data, err := r.Store.Get(ctx, letter.Contact.Address)
	if err != nil {
		return "", fmt.Errorf("read the address: %w", err)
	}
	var to people.ContactAddress
	if err := json.Unmarshal(data, &to); err != nil {
		return "", fmt.Errorf("decode the address: %w", err)
	}
	return to.Address, nil
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
	if r.Reason != "" {
		return claim.Reason(r.Reason)
	}
	if r.Code == 0 {
		return claim.Reason("refused_" + r.Scope)
	}
	return claim.Reason(fmt.Sprintf("refused_%s_%d", r.Scope, r.Code))
}
