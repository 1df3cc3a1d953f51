package casework

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// ReadInput says what a person made of a message that holds no answer.
type ReadInput struct {
	Disposition letters.Disposition `json:"disposition" doc:"what the message is"`
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
	cmd := command(ctx, caller, letters.ReadMessage{Message: message, Disposition: in.Disposition})
	return Receipt{ID: message}, d.do(ctx, mail.Stream(), cmd)
}

// AssignMessage gives a message in quarantine to a party in a case.
func (d *Door) AssignMessage(ctx context.Context, caller Caller, message uuid.UUID, in AssignInput) (Receipt, error) {
	ctx = d.keyed(ctx)
	intake, err := d.TheIntake(ctx, caller, message)
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
	return Receipt{ID: message}, d.write(ctx, intake.Stream(), command(ctx, caller, assign))
}

// DiscardMessage takes a message out of quarantine without giving it to anybody. It is kept.
func (d *Door) DiscardMessage(ctx context.Context, caller Caller, message uuid.UUID) (Receipt, error) {
	ctx = d.keyed(ctx)
	intake, err := d.TheIntake(ctx, caller, message)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: message}, d.write(ctx, intake.Stream(), command(ctx, caller, letters.DiscardMail{}))
}

// TheIntake finds a message that the caller may see: where it went, or, if it is
// nowhere, as one of those who sort it.
func (d *Door) TheIntake(ctx context.Context, caller Caller, id uuid.UUID) (*letters.Intake, error) {
	in, err := Load[*letters.Intake](ctx, d.store, claim.StreamIntake, id)
	switch {
	case err != nil:
		return nil, err
	case in.Version == 0, in.Correspondence == uuid.Nil && caller.May(MaySortMail) != nil:
		return nil, NotFound(AMessage, id.String())
	case in.Correspondence == uuid.Nil:
		return in, d.mayPlace(ctx, caller, id)
	}
	_, err = d.TheLetters(ctx, caller, in.Correspondence)
	return in, Hide(err, AMessage, id.String())
}

// mayPlace refuses a message in quarantine that is addressed to a correspondence
// of a case that the caller may not see, as if it were not there.
func (d *Door) mayPlace(ctx context.Context, caller Caller, message uuid.UUID) error {
	named, err := d.store.SpooledFor(ctx, message)
	if err != nil {
		return err
	}
	for _, id := range named {
		letters, err := Load[*letters.Correspondence](ctx, d.store, claim.StreamCorrespondence, id)
		if err != nil {
			return err
		}
		if letters.Version == 0 {
			continue
		}
		if _, err := d.CaseByID(ctx, caller, letters.Case, ""); err != nil {
			return Hide(err, AMessage, message.String())
		}
	}
	return nil
}
