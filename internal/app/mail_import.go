package app

import (
	"context"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/post"
)

// FileMail implements [casework.MailRoom] with the mail room that takes mail in by SMTP.
type FileMail struct {
	Room *post.Room
	// Start starts the intake of a message that is kept.
	Start func(ctx context.Context, intake uuid.UUID)
}

// Import implements [casework.MailRoom].
func (f FileMail) Import(ctx context.Context, file casework.MailImport, limit int) ([]casework.KeptMail, error) {
	from := post.Fetched{WayIn: received.InByFile, By: file.By, Raw: file.Data, At: file.At}
	done, err := f.Room.Import(ctx, file.Name, from, limit, func(intake uuid.UUID) { f.Start(ctx, intake) })
	kept := make([]casework.KeptMail, len(done))
	for i, one := range done {
		kept[i] = casework.KeptMail{Name: one.Name, Message: one.Intake, Known: one.Known, Problem: one.Problem}
	}
	return kept, err
}
