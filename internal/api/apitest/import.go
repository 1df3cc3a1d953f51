package apitest

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/post"
)

// files implements [casework.MailRoom]: the intake is done at once.
type files struct{ *executor }

// Import implements [casework.MailRoom].
func (f files) Import(ctx context.Context, file casework.MailImport, limit int) ([]casework.KeptMail, error) {
	var failed error
	from := post.Fetched{WayIn: received.InByFile, By: file.By, Raw: file.Data, At: file.At}
	done, err := f.room.Import(ctx, file.Name, from, limit, func(intake uuid.UUID) { failed = errors.Join(failed, f.takeIn(ctx, intake)) })
	kept := make([]casework.KeptMail, len(done))
	for i, one := range done {
		kept[i] = casework.KeptMail{Name: one.Name, Message: one.Intake, Known: one.Known, Problem: one.Problem}
	}
	return kept, errors.Join(err, failed)
}

func (f files) takeIn(ctx context.Context, intake uuid.UUID) error {
	examined, err := f.room.Examine(ctx, intake)
	if err != nil {
		return err
	}
	if err := f.Do(ctx, claim.Stream{Kind: claim.StreamIntake, ID: intake}, system(examined), claim.Next{}); err != nil {
		return err
	}
	_, _, err = f.Record.TakeIn(ctx, intake, examined.Delivery, claim.Doing{})
	return err
}
