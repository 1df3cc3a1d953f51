package answers

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/requests"
)

// ReadInput says what a person made of a message that holds no answer.
type ReadInput struct {
	Disposition letters.Disposition `json:"disposition" doc:"what the message is"`
	Promised    *time.Time          `json:"promised,omitempty" doc:"of an acknowledgement: by when the party says that it will answer; no reminder goes out before"`
	MoreTime    *MoreTimeInput      `json:"moreTime,omitempty" doc:"of a message that asks for more time: what is given, in the same act"`
}

// MoreTimeInput gives more time in the act that takes in what asks for it.
type MoreTimeInput struct {
	Request  string    `json:"request,omitempty" doc:"identifier of the request; of an answer, the one that it answers if left out"`
	AnswerBy time.Time `json:"answerBy" doc:"the new instant"`
	Reason   string    `json:"reason" doc:"why; the party reads it"`
}

// moreTime is the extension of a request in the same act.
func moreTime(ctx context.Context, d *casework.Door, caller casework.Caller, mail *letters.Correspondence, request uuid.UUID, in MoreTimeInput) (letters.Extend, error) {
	if err := caller.May(casework.MayAsk); err != nil {
		return letters.Extend{}, err
	}
	if named, err := casework.OptionalID("request", in.Request); err != nil || named != uuid.Nil {
		if err != nil {
			return letters.Extend{}, err
		}
		request = named
	}
	if request == uuid.Nil && len(mail.Requests) == 1 {
		request = mail.Requests[0].ID
	}
	if mail.Request(request) == nil {
		return letters.Extend{}, casework.Invalid("request", "say which request gets more time")
	}
	reason, err := casework.Prose("reason", in.Reason, casework.MaxText, true)
	if err != nil {
		return letters.Extend{}, err
	}
	refs, err := d.Record().Put(ctx, claim.Content{Key: casework.Key(ctx).String() + "/more time", Media: "text/plain; charset=utf-8", Data: []byte(reason)})
	if err != nil {
		return letters.Extend{}, err
	}
	extend := letters.Extend{Request: request, AnswerBy: claim.Instant(in.AnswerBy), Reason: refs[0]}
	extend.Steps, err = requests.StepsAnew(ctx, d, caller, mail, request, extend.AnswerBy)
	return extend, err
}

// AssignInput gives a message in quarantine to a party in a case.
type AssignInput struct {
	Case  string `json:"case"`
	Party string `json:"party"`
}

// ReadMessage says that a message was read and holds no answer. The clock of
// the correspondence runs again, unless they ask back or for more time.
func ReadMessage(ctx context.Context, d *casework.Door, caller casework.Caller, message uuid.UUID, in ReadInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	correspondence, err := d.Record().MessageCorrespondence(ctx, message)
	if err != nil {
		return casework.Receipt{}, casework.Hide(err, casework.AMessage, message.String())
	}
	mail, err := d.TheLetters(ctx, caller, correspondence)
	if err != nil {
		return casework.Receipt{}, casework.Hide(err, casework.AMessage, message.String())
	}
	read := letters.ReadMessage{Message: message, Disposition: in.Disposition, Promised: claim.Instant(casework.InstantOr(in.Promised, time.Time{}))}
	if in.MoreTime == nil {
		return casework.Receipt{ID: message}, d.Do(ctx, mail.Stream(), casework.Command(ctx, caller, read))
	}
	extend, err := moreTime(ctx, d, caller, mail, uuid.Nil, *in.MoreTime)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: message}, d.Do(ctx, mail.Stream(), casework.Command(ctx, caller, letters.GiveTime{Read: &read, Extend: extend}))
}

// AssignMessage gives a message in quarantine to a party in a case.
func AssignMessage(ctx context.Context, d *casework.Door, caller casework.Caller, message uuid.UUID, in AssignInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	taken, err := d.ToSort(ctx, caller, message)
	if err != nil {
		return casework.Receipt{}, err
	}
	c, err := d.TheCase(ctx, caller, in.Case)
	if err != nil {
		return casework.Receipt{}, err
	}
	party, err := d.TheParty(ctx, caller, in.Party)
	if err != nil {
		return casework.Receipt{}, err
	}
	assign := intake.AssignMail{Correspondence: claim.CorrespondenceID(c.ID, party)}
	if err := d.Write(ctx, taken.Stream(), casework.Command(ctx, caller, assign)); err != nil {
		return casework.Receipt{}, err
	}
	compareSender(ctx, d, assign.Correspondence, taken.NextMessageIn(assign.Correspondence))
	return casework.Receipt{ID: message}, nil
}

// DiscardMessage takes a message out of quarantine without giving it to anybody. It is kept.
func DiscardMessage(ctx context.Context, d *casework.Door, caller casework.Caller, message uuid.UUID) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	taken, err := d.ToSort(ctx, caller, message)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: message}, d.Write(ctx, taken.Stream(), casework.Command(ctx, caller, intake.DiscardMail{}))
}
