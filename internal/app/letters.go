package app

import (
	"context"
	"strings"
	"time"

	"go.uber.org/zap"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/post"
)

// configured is what is in force until the desk sets its own.
func (a *App) configured() claim.DeskSettings {
	settings := claim.DefaultDeskSettings
	settings.Name, settings.Publication, settings.Phone = a.Config.DeskName, a.Config.Publication, a.Config.Phone
	return settings
}

// letterhead says who writes, for each letter anew: the desk may have changed it.
func (a *App) letterhead(ctx context.Context) (post.Letterhead, error) {
	settings, err := a.Desk.DeskSettings(ctx)
	return post.Letterhead{DeskSettings: settings, Address: a.Config.MailFrom, URL: strings.TrimSuffix(a.Config.URL, "/")}, err
}

// Drafts implements [casework.Composer] with the mail room that sends letters.
type Drafts struct{ Room *post.Room }

// Draft implements [casework.Composer].
func (d Drafts) Draft(ctx context.Context, c *claim.Correspondence, m claim.Message, texts map[claim.Ref]string) (casework.LetterText, error) {
	draft, err := d.Room.Draft(ctx, c, m, texts)
	return casework.LetterText(draft), err
}

// Sample implements [casework.Composer].
func (d Drafts) Sample(ctx context.Context, kind claim.MessageKind, source string) (casework.LetterText, error) {
	draft, err := d.Room.SampleDraft(ctx, kind, source)
	return casework.LetterText(draft), err
}

// BuiltIn implements [casework.Composer].
func (Drafts) BuiltIn(kind claim.MessageKind) string { return post.BuiltInTemplate(kind) }

// Fields implements [casework.Composer].
func (Drafts) Fields() []casework.TemplateField {
	fields := make([]casework.TemplateField, len(mail.TemplateFields))
	for i, f := range mail.TemplateFields {
		fields[i] = casework.TemplateField(f)
	}
	return fields
}

// ReadText implements [casework.MailReader].
type ReadText struct{}

// Read implements [casework.MailReader].
func (ReadText) Read(raw []byte, envelope claim.Envelope) (casework.MailText, error) {
	text, err := post.ReadText(raw, envelope)
	out := casework.MailText{From: text.From, Subject: text.Subject, Text: text.Text, Signs: text.Signs, Problems: text.Problems}
	for _, f := range text.Files {
		out.Files = append(out.Files, casework.MailFile(f))
	}
	return out, err
}

// Decoded implements [casework.MailReader].
func (ReadText) Decoded(raw []byte) []string { return mail.Decoded(raw) }

// File implements [casework.MailReader].
func (ReadText) File(raw []byte, n int) (casework.MailFile, []byte, error) {
	file, data, err := post.ReadFile(raw, n)
	return casework.MailFile(file), data, err
}

// retellContacts tells open correspondences where letters to their party go, if a
// crash kept that from them. It does no harm to those that know.
func (a *App) retellContacts(ctx context.Context) {
	if err := a.tellContacts(ctx); err != nil && ctx.Err() == nil {
		a.log.Warn("whether every correspondence knows its party's address could not be seen to", zap.Error(err))
	}
}

// tellContacts looks at the parties whose contact points have changed alone: the
// others have written to one address all along, and there may be very many.
func (a *App) tellContacts(ctx context.Context) error {
	parties, err := a.Record.StreamsWith(ctx, claim.ContactChanged{}.FactKind(), claim.ContactAdded{}.FactKind())
	if err != nil {
		return err
	}
	now := claim.Instant(a.Clock.Now())
	for _, party := range parties {
		open, err := a.Record.Correspondences(ctx, claim.CorrespondenceFilter{Party: party.ID, Open: true})
		if err != nil {
			return err
		}
		for _, id := range open {
			if err := a.tellContact(ctx, claim.Stream{Kind: claim.StreamCorrespondence, ID: id}, now); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *App) tellContact(ctx context.Context, s claim.Stream, now time.Time) error {
	state, err := a.Record.Load(ctx, s)
	if err != nil {
		return err
	}
	letters := state.(*claim.Correspondence)
	party, err := a.Record.Load(ctx, claim.Stream{Kind: claim.StreamParty, ID: letters.Party})
	if err != nil {
		return err
	}
	cmd, missing := casework.ContactNotice(letters, party.(*claim.Party))
	if !missing {
		return nil
	}
	if facts, err := letters.Decide(cmd, now); err != nil || len(facts) == 0 {
		return nil //nolint:nilerr // what is not taken need not be told
	}
	return a.Teller.Tell(ctx, s, cmd)
}
