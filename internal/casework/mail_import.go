package casework

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// MaxMailFile is how large a file of mail may be that is put in at once, in bytes. It is one message, at the most that is
// taken from a mail server, or several.
const MaxMailFile = 32 << 20

// maxMailInFile bounds how many messages of one file are taken in at once.
const maxMailInFile = 1000

// MailRoom takes mail in.
type MailRoom interface {
	// Import keeps the messages of a file and starts their intake. A message is durable
	// before the next is looked at. It stops after limit messages.
	Import(ctx context.Context, file MailImport, limit int) ([]KeptMail, error)
}

// KeptMail is a message of a file, kept or not.
type KeptMail struct {
	Name    string    // of the file; in an mbox with the number of the message
	Message uuid.UUID // the zero id if it is not kept
	Known   time.Time // when the same bytes had come before; zero if they had not
	Problem string    // a sentence, if it is not kept
}

// MailImport is a file of mail, whoever puts it in, and when its messages had arrived.
type MailImport struct {
	Name string
	Data []byte
	By   uuid.UUID
	At   time.Time
}

// MailImportInput puts messages in from a file.
type MailImportInput struct {
	Name     string    `json:"name" maxLength:"1000" doc:"name of the file, to tell what became of it"`
	Data     []byte    `json:"data" doc:"one message as a mail program saves it (.eml), or an mbox; 32 MB at most"`
	Received time.Time `json:"received,omitzero" doc:"when the mail had arrived at whoever puts it in; now if left out"`
}

// ImportedMail is what became of one message of a file.
type ImportedMail struct {
	Name    string        `json:"name" doc:"of the file; in an mbox with the number of the message"`
	Outcome ImportOutcome `json:"outcome" enum:"taken in,known,refused"`
	Message uuid.UUID     `json:"message,omitzero" doc:"identifier of the message, if it is kept"`
	Says    string        `json:"says" doc:"what became of it, in words"`
}

// ImportOutcome is what became of a message that somebody put in.
type ImportOutcome string

// Outcomes of putting a message in.
const (
	MailTaken   ImportOutcome = "taken in" // it is kept, and being matched
	MailKnown   ImportOutcome = "known"    // the same bytes were there already
	MailRefused ImportOutcome = "refused"  // it is no message, or too large
)

// MailImported is what became of the messages of a file, in their order.
type MailImported struct {
	Messages []ImportedMail `json:"messages"`
}

// ImportMail puts mail in from a file: into the same intake as what a mail server brings. The record says who put it in.
func (d *Door) ImportMail(ctx context.Context, caller Caller, in MailImportInput) (MailImported, error) {
	if d.settings.Mail == nil {
		return MailImported{}, claim.Errorf(claim.CodeUnavailable, "no mail is taken in here")
	}
	name, err := Line("name", in.Name, MaxStatement, false)
	if err != nil {
		return MailImported{}, err
	}
	switch {
	case len(in.Data) == 0:
		return MailImported{}, Invalid("data", "the file is empty")
	case len(in.Data) > MaxMailFile:
		return MailImported{}, claim.Errorf(claim.CodeTooLarge, "the file is larger than %d MB", MaxMailFile>>20).
			WithHint("a file of many messages is taken in one by one by: onrecord mail import FILE")
	case in.Received.After(d.Now().Add(claim.ClockSkew)):
		return MailImported{}, Invalid("received", "the mail cannot have arrived in the future")
	case in.Received.IsZero() || in.Received.After(d.Now()):
		in.Received = d.Now()
	}
	kept, err := d.settings.Mail.Import(ctx, MailImport{name, in.Data, caller.ID, claim.Instant(in.Received)}, maxMailInFile)
	if err != nil {
		return MailImported{}, err
	}
	settings, err := d.DeskSettings(ctx)
	out := MailImported{Messages: make([]ImportedMail, len(kept))}
	for i, m := range kept {
		out.Messages[i] = m.letterTo(settings.Location())
	}
	return out, err
}

func (m KeptMail) letterTo(zone *time.Location) ImportedMail {
	one := ImportedMail{Name: m.Name, Message: m.Message, Outcome: MailTaken, Says: "taken in"}
	switch {
	case m.Problem != "":
		one.Outcome, one.Says = MailRefused, m.Problem
	case !m.Known.IsZero():
		one.Outcome, one.Says = MailKnown, "it is here already: it arrived at "+claim.Moment(m.Known, zone)
	}
	return one
}
