package desk

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/relation"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// Offer is an operation that somebody can carry out now, or cannot and why.
type Offer struct {
	Operation string       `json:"operation" doc:"its name"`
	Refused   *claim.Error `json:"refused,omitempty" doc:"why it is not possible now; left out if it is"`
}

// Offers are what somebody can do with one thing now, one an operation. Pages take
// their buttons from them, so that what is offered is what the record takes.
type Offers []Offer

// lead is the operation that gives a command, and the right that it takes.
type lead struct {
	operation string
	right     casework.Right
}

// leads say which operation gives which kind of command. Package operation, which
// stands on this one, has a test that the two agree.
var leads = map[string]lead{
	letters.Ask{}.CommandKind():                   {"request-ask", casework.MayAsk},
	verification.OpenClaim{}.CommandKind():        {"claim-open", casework.MayWriteClaims},
	verification.ReviseClaim{}.CommandKind():      {"claim-revise", casework.MayWriteClaims},
	sources.AddEvidence{}.CommandKind():           {"evidence-add", casework.MayWriteClaims},
	sources.WithdrawEvidence{}.CommandKind():      {"evidence-withdraw", casework.MayWriteClaims},
	sources.RecordStatement{}.CommandKind():       {"statement-record", casework.MayRecordAnswers},
	sources.WithdrawStatement{}.CommandKind():     {"statement-withdraw", casework.MayRecordAnswers},
	sources.ContestIndependence{}.CommandKind():   {"independence-contest", casework.MayWriteClaims},
	sources.WithdrawContest{}.CommandKind():       {"independence-restore", casework.MayWriteClaims},
	verification.DiscloseClaimant{}.CommandKind(): {"claim-disclose", casework.MayWriteClaims},
	finding.Assess{}.CommandKind():                {"claim-assess", casework.MayAssess},
	finding.Sign{}.CommandKind():                  {"claim-sign", casework.MayReview},
	finding.CompleteStep{}.CommandKind():          {"claim-step", casework.MayDoSteps},
	verification.RepinPolicy{}.CommandKind():      {"claim-repin", casework.MayReviseCase},
	verification.MarkClaim{}.CommandKind():        {"claim-mark", casework.MayWriteClaims},
	finding.Return{}.CommandKind():                {"claim-return", casework.MayReview},
	finding.Publish{}.CommandKind():               {"claim-publish", casework.MayPublish},
	finding.PublishUnsigned{}.CommandKind():       {"claim-publish-unsigned", casework.MayPublishUnsigned},
	finding.TakeDown{}.CommandKind():              {"claim-take-down", casework.MayPublish},
	finding.CancelSchedule{}.CommandKind():        {"claim-unschedule", casework.MayPublish},
	sources.DiscloseEvidence{}.CommandKind():      {"evidence-disclose", casework.MayWriteClaims},

	finding.SchedulePublication{}.CommandKind(): {"claim-schedule", casework.MayPublish},

	verification.Correct{}.CommandKind():   {"claim-correct", casework.MayPublish},
	finding.Retract{}.CommandKind():        {"claim-retract", casework.MayPublish},
	verification.Close{}.CommandKind():     {"claim-close", casework.MayPublish},
	verification.Hold{}.CommandKind():      {"claim-hold", casework.MayWriteClaims},
	verification.Resume{}.CommandKind():    {"claim-resume", casework.MayWriteClaims},
	verification.Withdraw{}.CommandKind():  {"claim-withdraw", casework.MayWriteClaims},
	verification.Decline{}.CommandKind():   {"claim-decline", casework.MayWriteClaims},
	relation.RelateClaim{}.CommandKind():   {"claim-relate", casework.MayWriteClaims},
	relation.UnrelateClaim{}.CommandKind(): {"claim-unrelate", casework.MayWriteClaims},
	relation.UpholdClaim{}.CommandKind():   {"claim-uphold", casework.MayAssess},
	sources.UpholdAnswers{}.CommandKind():  {"answers-uphold", casework.MayAssess},
	sources.WeighAnswer{}.CommandKind():    {"answer-weigh", casework.MayAssess},

	sources.UpholdEvidence{}.CommandKind():      {"evidence-uphold", casework.MayAssess},
	verification.PutAskingAside{}.CommandKind(): {"asking-put-aside", casework.MayAsk},

	letters.UndoFollowUp{}.CommandKind():    {"request-undo", casework.MayAsk},
	letters.UndoPutAgain{}.CommandKind():    {"request-undo", casework.MayAsk},
	letters.PutRequestAgain{}.CommandKind(): {"request-again", casework.MayAsk},
	letters.WithdrawRequest{}.CommandKind(): {"request-withdraw", casework.MayAsk},
	letters.Extend{}.CommandKind():          {"request-extend", casework.MayAsk},
	letters.PauseReminders{}.CommandKind():  {"request-pause", casework.MayAsk},
	letters.MovePlan{}.CommandKind():        {"plan-move", casework.MayAsk},
	letters.ResumeReminders{}.CommandKind(): {"request-resume", casework.MayAsk},
	letters.LogAttempt{}.CommandKind():      {"request-attempt", casework.MayAsk},
	letters.WriteFollowUp{}.CommandKind():   {"request-follow-up", casework.MayAsk},
	letters.RecordResponse{}.CommandKind():  {"answer-record", casework.MayRecordAnswers},
}

// leadOf is the operation that gives what is offered.
func leadOf(o claim.Offer) (lead, bool) {
	kind := o.Command
	if o.Undo {
		kind = letters.UndoFollowUp{}.CommandKind()
	}
	l, ok := leads[kind]
	return l, ok
}

// Operations are the rights of all operations that can be offered, by name.
func Operations() map[string]casework.Right {
	rights := map[string]casework.Right{}
	for _, l := range leads {
		rights[l.operation] = l.right
	}
	return rights
}

// Refusal says why an operation is not possible; nil if it is.
func (o Offers) Refusal(operation string) *claim.Error {
	i := slices.IndexFunc(o, func(one Offer) bool { return one.Operation == operation })
	if i < 0 {
		return claim.Errorf(claim.CodeWrongStage, "that is not offered here")
	}
	return o[i].Refused
}

// Publish reports whether a finding can be made public, with its sign-offs or without.
func (o Offers) Publish() bool {
	return o.Can(leads[finding.Publish{}.CommandKind()].operation) || o.Can(leads[finding.PublishUnsigned{}.CommandKind()].operation)
}

// Can reports whether an operation is possible.
func (o Offers) Can(operation string) bool { return o.Refusal(operation) == nil }

// Possible are the names of the operations that are.
func (o Offers) Possible() []string {
	var names []string
	for _, one := range o {
		if one.Refused == nil {
			names = append(names, one.Operation)
		}
	}
	return names
}

// Offers says what the caller can do with a claim.
func (r *Room) Offers(ctx context.Context, caller casework.Caller, name string) (Offers, error) {
	c, err := r.door.TheClaim(ctx, caller, name)
	if err != nil {
		return nil, err
	}
	return r.ClaimOffers(ctx, caller, c)
}

// ClaimOffers says what the caller can do with a claim that is at hand.
func (r *Room) ClaimOffers(ctx context.Context, caller casework.Caller, c *verification.Claim) (Offers, error) {
	offers, err := r.offers(ctx, caller, c)
	if err != nil {
		return nil, err
	}
	ask := claim.Offer{Command: letters.Ask{}.CommandKind(), Refused: c.Askable()}
	relate := claim.Offer{Command: relation.RelateClaim{}.CommandKind(), Refused: c.Relatable()}
	return join(caller, append([]claim.Offer{ask, relate}, offers...)), nil
}

// RequestOffers says what the caller can do with one request of a correspondence.
func (r *Room) RequestOffers(ctx context.Context, caller casework.Caller, letters *letters.Correspondence, request uuid.UUID) (Offers, error) {
	offers, err := r.offers(ctx, caller, letters)
	if err != nil {
		return nil, err
	}
	return join(caller, slices.DeleteFunc(offers, func(o claim.Offer) bool { return o.About != request })), nil
}

func (r *Room) offers(ctx context.Context, caller casework.Caller, state claim.Aggregate) ([]claim.Offer, error) {
	around, failed := r.store.Around(ctx)
	offers := claim.Offers(state, claim.PersonActor(caller.ID), r.now(), around)
	return offers, failed()
}

// join puts what the record would take together with what the caller has the right
// to. An operation that gives one of several commands is possible if one of them is.
func join(caller casework.Caller, offers []claim.Offer) Offers {
	joined := make(Offers, 0, len(offers))
	for _, o := range offers {
		l, ok := leadOf(o)
		if !ok {
			continue
		}
		one := Offer{l.operation, o.Refused}
		if err := caller.May(l.right); err != nil {
			one.Refused, _ = err.(*claim.Error) //nolint:errorlint // May answers with an Error of its own
		}
		i := slices.IndexFunc(joined, func(other Offer) bool { return other.Operation == one.Operation })
		switch {
		case i < 0:
			joined = append(joined, one)
		case one.Refused == nil:
			joined[i].Refused = nil
		}
	}
	return joined
}
