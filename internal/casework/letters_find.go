package casework

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
)

// LettersOf finds the correspondence of a request that the caller may see.
func (d *Door) LettersOf(ctx context.Context, caller Caller, id uuid.UUID) (*letters.Correspondence, error) {
	correspondence, err := d.store.RequestCorrespondence(ctx, id)
	if err != nil {
		return nil, Hide(err, ARequest, id.String())
	}
	letters, err := d.TheLetters(ctx, caller, correspondence)
	return letters, Hide(err, ARequest, id.String())
}

// TheLetters loads a correspondence of a case that the caller may see.
func (d *Door) TheLetters(ctx context.Context, caller Caller, id uuid.UUID) (*letters.Correspondence, error) {
	c, err := Load[*letters.Correspondence](ctx, d.store, claim.StreamCorrespondence, id)
	if err != nil {
		return nil, err
	}
	_, err = d.CaseByID(ctx, caller, c.Case, id.String())
	return c, err
}

// TheIntake finds a message that the caller may see: in a correspondence that it went
// to, or, while it is to be sorted or was discarded, as one of those who sort mail.
func (d *Door) TheIntake(ctx context.Context, caller Caller, id uuid.UUID) (*intake.Intake, error) {
	in, err := Load[*intake.Intake](ctx, d.store, claim.StreamIntake, id)
	if err != nil {
		return nil, err
	}
	places := in.Places()
	for _, place := range places {
		if _, err := d.TheLetters(ctx, caller, place); err == nil || claim.CodeOf(err) != claim.CodeNotFound {
			return in, err
		}
	}
	if in.Version == 0 || len(places) > 0 && in.Quarantine == "" || caller.May(MaySortMail) != nil {
		return nil, NotFound(AMessage, id.String())
	}
	return in, d.mayPlace(ctx, caller, in)
}

// ToSort finds a message that the caller may sort.
func (d *Door) ToSort(ctx context.Context, caller Caller, id uuid.UUID) (*intake.Intake, error) {
	in, err := d.TheIntake(ctx, caller, id)
	switch {
	case err != nil || in.Quarantine == "":
		return in, err // that it does not wait is for the record to say
	case caller.May(MaySortMail) != nil:
		return nil, NotFound(AMessage, id.String())
	}
	return in, d.mayPlace(ctx, caller, in)
}

// mayPlace refuses a message that may belong to a case which the caller may not see, as
// if it were not there: by its reference, code, quotation or sender.
func (d *Door) mayPlace(ctx context.Context, caller Caller, in *intake.Intake) error {
	for _, near := range in.Near() {
		if _, err := d.TheLetters(ctx, caller, near); err != nil {
			return Hide(err, AMessage, in.ID.String())
		}
	}
	return nil
}

// OptionalID reads an identifier that may be left out.
func OptionalID(field, text string) (uuid.UUID, error) {
	if strings.TrimSpace(text) == "" {
		return uuid.Nil, nil
	}
	id, err := uuid.Parse(text)
	if err != nil {
		return uuid.Nil, Invalid(field, "it is not an identifier")
	}
	return id, nil
}

// ThePageMessage finds what came on the answer page in a case that the caller may see.
func (d *Door) ThePageMessage(ctx context.Context, caller Caller, message uuid.UUID) (*letters.Correspondence, *letters.Message, error) {
	if err := caller.May(MayReadMail); err != nil {
		return nil, nil, err
	}
	id, err := d.store.MessageCorrespondence(ctx, message)
	if err != nil {
		return nil, nil, Hide(err, AMessage, message.String())
	}
	letters, err := d.TheLetters(ctx, caller, id)
	if err != nil {
		return nil, nil, Hide(err, AMessage, message.String())
	}
	m := letters.Message(message)
	if m == nil || m.Channel != claim.ByAnswerPage {
		return nil, nil, NotFound(AMessage, message.String())
	}
	return letters, m, nil
}
