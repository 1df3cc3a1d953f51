package apitest

import (
	"bytes"
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/intake"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/mail/letter"
	"github.com/onrecord/onrecord/internal/mail/token"
	"github.com/onrecord/onrecord/internal/post"
	"github.com/onrecord/onrecord/internal/record"
)

// URL is the address of the desk: where people open it, and where letters send parties.
const URL = "https://desk.example.org"

// letterRoom is the real mail room, which writes letters and sends none.
func letterRoom(r *record.Record, desk func() *casework.Door) (*post.Room, error) {
	key := bytes.Repeat([]byte("t"), 32)
	tokens, err := token.NewTokens(key, "desk.example")
	if err != nil {
		return nil, err
	}
	links, err := token.NewLinks(key)
	if err != nil {
		return nil, err
	}
	return &post.Room{Store: r, Tokens: tokens, Links: links, Domain: "desk.example", Mailboxes: []string{"desk@desk.example"}, Desk: func(ctx context.Context) (post.Letterhead, error) {
		settings, err := desk().DeskSettings(ctx)
		if settings.Publication == "" {
			settings.Publication = "The Example Post"
		}
		return post.Letterhead{DeskSettings: settings, Address: "desk@desk.example", URL: URL}, err
	}}, nil
}

// drafts implements [casework.Composer] with the mail room.
type drafts struct{ room *post.Room }

func (d drafts) Draft(ctx context.Context, c *letters.Correspondence, m letters.Message, texts map[claim.Ref]string) (mailtext.LetterText, error) {
	draft, err := d.room.Draft(ctx, c, m, texts)
	return mailtext.LetterText(draft), err
}

func (d drafts) Sample(ctx context.Context, of claim.LetterTemplate) (mailtext.LetterText, error) {
	draft, err := d.room.SampleDraft(ctx, of)
	return mailtext.LetterText(draft), err
}

func (drafts) BuiltIn(of claim.LetterTemplate) string { return post.BuiltInTemplate(of) }

func (drafts) Languages() []casework.LetterLanguage {
	var list []casework.LetterLanguage
	for _, l := range post.Languages() {
		list = append(list, casework.LetterLanguage(l))
	}
	return list
}

func (drafts) Fields() []casework.TemplateField {
	fields := make([]casework.TemplateField, len(letter.TemplateFields))
	for i, f := range letter.TemplateFields {
		fields[i] = casework.TemplateField(f)
	}
	return fields
}

// ReceiveGuess takes in a letter that repeats what a party was asked in cases, and
// so waits in quarantine.
func (d *Fixture) ReceiveGuess(ctx context.Context, party, text string, cases ...string) (uuid.UUID, error) {
	var named []uuid.UUID
	var clues []received.Clue
	for _, c := range cases {
		id, err := d.correspondence(ctx, c, party)
		if err != nil {
			return uuid.Nil, err
		}
		named, clues = append(named, id), append(clues, received.Clue{By: received.ByQuotation, Correspondence: id})
	}
	now := claim.Instant(d.Clock.Now())
	raw := fmt.Appendf(nil, "From: press@%s.example\r\nSubject: Your requests\r\n\r\n%s\r\n", party, text)
	kept, err := d.Record.Spool(ctx, received.Arrival{Raw: raw, Correspondences: named, At: now})
	if err != nil {
		return uuid.Nil, err
	}
	in := intake.TakeIn{Mail: received.Mail{Raw: kept.Raw, Class: received.MailAnswer, ReceivedAt: now}, Clues: clues}
	return kept.Intake, d.executor.Do(ctx, claim.Stream{Kind: claim.StreamIntake, ID: kept.Intake}, system(in), claim.Next{})
}
