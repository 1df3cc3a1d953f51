package apitest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/mail"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/claim/sources"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	ourmail "github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/authn"
	"github.com/onrecord/onrecord/internal/post"
)

// Receive takes in a letter from a party in a case. A party that was not asked
// anything in it, or an empty one, makes a message for the quarantine.
func (d *Fixture) Receive(ctx context.Context, caseName, party, text string) (uuid.UUID, error) {
	raw := fmt.Appendf(nil, "From: press@%s.example\r\nSubject: Your request\r\n\r\n%s\r\n", party, text)
	return d.ReceiveRaw(ctx, caseName, party, received.MailAnswer, raw)
}

// ReceiveRaw takes in the bytes of a message, which was taken for one of a class.
func (d *Fixture) ReceiveRaw(ctx context.Context, caseName, party string, class received.MailClass, raw []byte) (uuid.UUID, error) {
	to, err := d.correspondence(ctx, caseName, party)
	if err != nil {
		return uuid.Nil, err
	}
	now := claim.Instant(d.Clock.Now())
	kept, err := d.Record.Spool(ctx, received.Arrival{Raw: raw, At: now})
	if err != nil {
		return uuid.Nil, err
	}
	in := intake.TakeIn{Mail: received.Mail{Raw: kept.Raw, Class: class, ReceivedAt: now}}
	if to != uuid.Nil {
		in.Clues = []received.Clue{{By: received.ByToken, Correspondence: to}}
	}
	stream := claim.Stream{Kind: claim.StreamIntake, ID: kept.Intake}
	return kept.Intake, d.executor.Do(ctx, stream, system(in), claim.Next{})
}

// ReceiveClue takes in a letter from an address that points at a party in a case by
// one thing alone.
func (d *Fixture) ReceiveClue(ctx context.Context, by received.Match, from, caseName, party, text string) (uuid.UUID, error) {
	to, err := d.correspondence(ctx, caseName, party)
	if err != nil {
		return uuid.Nil, err
	}
	now := claim.Instant(d.Clock.Now())
	raw := fmt.Appendf(nil, "From: %s\r\nSubject: Your request\r\n\r\n%s\r\n", from, text)
	kept, err := d.Record.Spool(ctx, received.Arrival{Raw: raw, Envelope: received.Envelope{From: from}, At: now})
	if err != nil {
		return uuid.Nil, err
	}
	state, err := d.Record.Load(ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: to})
	if err != nil {
		return uuid.Nil, err
	}
	clue := received.Clue{By: by, Correspondence: to}
	if c := state.(*letters.Correspondence); by == received.ByCode {
		clue.About = c.Requests[0].ID
	} else if by == received.ByReference {
		clue.About = c.Messages[0].ID
	}
	in := intake.TakeIn{Mail: received.Mail{Raw: kept.Raw, Class: received.MailAnswer, ReceivedAt: now}}
	if in.Senders, err = d.Record.ContactsAt(ctx, from); err != nil {
		return uuid.Nil, err
	}
	if by == received.ByOrganisation {
		if in.Near, err = d.Record.ContactsNear(ctx, authn.Organisation(from)); err != nil {
			return uuid.Nil, err
		}
	}
	if by != received.BySender && by != received.ByOrganisation {
		in.Clues = []received.Clue{clue}
	}
	return kept.Intake, d.executor.Do(ctx, claim.Stream{Kind: claim.StreamIntake, ID: kept.Intake}, system(in), claim.Next{})
}

// Erase erases the bytes of a message.
func (d *Fixture) Erase(ctx context.Context, message uuid.UUID) error {
	spooled, err := d.Record.SpooledByID(ctx, message)
	if err != nil {
		return err
	}
	return d.Record.Erase(ctx, spooled.Raw, claim.Instant(d.Clock.Now()))
}

// correspondence is the zero id if there is none.
func (d *Fixture) correspondence(ctx context.Context, caseName, party string) (uuid.UUID, error) {
	if party == "" {
		return uuid.Nil, nil
	}
	caseID, err := d.Record.Resolve(ctx, claim.StreamCase, uuid.Nil, caseName)
	if err != nil {
		return uuid.Nil, err
	}
	partyID, err := d.Record.Resolve(ctx, claim.StreamParty, uuid.Nil, party)
	if err != nil {
		return uuid.Nil, err
	}
	s := claim.Stream{Kind: claim.StreamCorrespondence, ID: claim.CorrespondenceID(caseID, partyID)}
	state, err := d.Record.Load(ctx, s)
	if err != nil || state.StreamVersion() == 0 {
		return uuid.Nil, err
	}
	return s.ID, nil
}

// plainReader implements [mailtext.MailReader] for plain text.
type plainReader struct{}

// Read implements [mailtext.MailReader].
func (plainReader) Read(raw []byte, envelope received.Envelope) (mailtext.MailText, [][]byte, error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return mailtext.MailText{}, nil, err
	}
	text, err := io.ReadAll(m.Body)
	read := mailtext.MailText{From: m.Header.Get("From"), Subject: m.Header.Get("Subject"), Text: string(bytes.TrimSpace(text))}
	if m.Header.Get("Mime-Version") != "" { // a letter of ours, or one with files
		parts, _, err := post.ReadText(raw, envelope)
		if err != nil {
			return read, nil, err
		}
		read = mailtext.MailText{From: parts.From, Subject: parts.Subject, HTML: parts.HTML, Signs: parts.Signs}
		var passages []mailtext.Passage
		for _, s := range parts.Segments {
			passages = append(passages, mailtext.Passage{Kind: s.Kind, Text: s.Text})
		}
		read.Put(passages)
		for _, w := range parts.Wrapped {
			read.Wrapped = append(read.Wrapped, mailtext.MailWrapping(w))
		}
		for _, f := range parts.Files {
			read.Files = append(read.Files, mailtext.MailFile(f))
		}
	}
	return read, ourmail.Decoded(raw), err
}

// Decoded implements [mailtext.MailReader].
func (plainReader) Decoded(raw []byte) [][]byte { return ourmail.Decoded(raw) }

// Formatted implements [mailtext.MailReader].
func (plainReader) Formatted(raw []byte, words func(string) string) (mailtext.MailFormatted, bool) {
	formatted, ok := post.ReadFormatted(raw, words)
	return mailtext.MailFormatted(formatted), ok
}

// File implements [mailtext.MailReader].
func (plainReader) File(raw []byte, n int) (mailtext.MailFile, []byte, error) {
	file, data, err := post.ReadFile(raw, n)
	return mailtext.MailFile(file), data, err
}

// searchable is the text of plain mail.
func searchable(_ string, data []byte) string {
	text, _, err := plainReader{}.Read(data, received.Envelope{})
	if err != nil {
		return ""
	}
	return text.From + "\n" + text.Subject + "\n" + text.Text
}

// Forge has a claim hear an answer in a party's name, of mail that passes for the party's.
func (d *Fixture) Forge(ctx context.Context, about, party uuid.UUID, stance claim.Stance) error {
	said := sources.Said{
		Response: uuid.New(), Party: party, Stance: stance, GroundRules: claim.OnTheRecord, Channel: claim.ByEmail,
		Authenticity: claim.AuthenticitySuspicious, Mailed: true, ReceivedAt: claim.Instant(d.Clock.Now()),
	}
	return d.executor.Do(ctx, claim.Stream{Kind: claim.StreamClaim, ID: about}, system(sources.NoteAnswered{Said: said}), claim.Next{})
}
