package casework

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// ReadInput says what a person made of a message that holds no answer.
type ReadInput struct {
	Disposition letters.Disposition `json:"disposition" doc:"what the message is"`
	Promised    *time.Time          `json:"promised,omitempty" doc:"of an acknowledgement: by when the party says that it will answer; no reminder goes out before"`
}

// AssignInput gives a message in quarantine to a party in a case.
type AssignInput struct {
	Case  string `json:"case"`
	Party string `json:"party"`
}

// ReadMessage says that a message was read and holds no answer. The clock of
// the correspondence runs again, unless they ask back or for more time.
func (d *Door) ReadMessage(ctx context.Context, caller Caller, message uuid.UUID, in ReadInput) (Receipt, error) {
	ctx = d.keyed(ctx)
	correspondence, err := d.store.MessageCorrespondence(ctx, message)
	if err != nil {
		return Receipt{}, Hide(err, AMessage, message.String())
	}
	mail, err := d.TheLetters(ctx, caller, correspondence)
	if err != nil {
		return Receipt{}, Hide(err, AMessage, message.String())
	}
	cmd := command(ctx, caller, letters.ReadMessage{Message: message, Disposition: in.Disposition, Promised: claim.Instant(InstantOr(in.Promised, time.Time{}))})
	return Receipt{ID: message}, d.do(ctx, mail.Stream(), cmd)
}

// AssignMessage gives a message in quarantine to a party in a case.
func (d *Door) AssignMessage(ctx context.Context, caller Caller, message uuid.UUID, in AssignInput) (Receipt, error) {
	ctx = d.keyed(ctx)
	intake, err := d.ToSort(ctx, caller, message)
	if err != nil {
		return Receipt{}, err
	}
	c, err := d.TheCase(ctx, caller, in.Case)
	if err != nil {
		return Receipt{}, err
	}
	party, err := d.TheParty(ctx, caller, in.Party)
	if err != nil {
		return Receipt{}, err
	}
	assign := letters.AssignMail{Correspondence: claim.CorrespondenceID(c.ID, party)}
	if err := d.write(ctx, intake.Stream(), command(ctx, caller, assign)); err != nil {
		return Receipt{}, err
	}
	d.compareSender(ctx, assign.Correspondence, intake.NextMessageIn(assign.Correspondence))
	return Receipt{ID: message}, nil
}

// DiscardMessage takes a message out of quarantine without giving it to anybody. It is kept.
func (d *Door) DiscardMessage(ctx context.Context, caller Caller, message uuid.UUID) (Receipt, error) {
	ctx = d.keyed(ctx)
	intake, err := d.ToSort(ctx, caller, message)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: message}, d.write(ctx, intake.Stream(), command(ctx, caller, letters.DiscardMail{}))
}
