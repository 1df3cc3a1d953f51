package app

import (
	"context"
	"net"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/casework"
	"github.com/onrecord/onrecord/internal/casework/mailtext"
	"github.com/onrecord/onrecord/internal/config"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/authn"
	"github.com/onrecord/onrecord/internal/mail/letter"
	"github.com/onrecord/onrecord/internal/post"
)

// configured is what is in force until the desk sets its own.
func (a *App) configured() claim.DeskSettings {
	settings := claim.DefaultDeskSettings
	settings.Name, settings.Publication, settings.Phone = a.Config.DeskName, a.Config.Publication, a.Config.Phone
	settings.UndoSeconds = int(a.Config.UndoWindow / time.Second)
	return settings
}

// letterhead says who writes, for each letter anew: the desk may have changed it.
func (a *App) letterhead(ctx context.Context) (post.Letterhead, error) {
	settings, err := a.Desk.DeskSettings(ctx)
	return post.Letterhead{DeskSettings: settings, Address: a.Config.MailFrom, URL: strings.TrimSuffix(a.Config.URL, "/"), Public: a.publicURL()}, err
}

// senders finds out who sent mail. A rehearsal asks nobody outside but a DNS that it was given by name.
func (a *App) senders(rehearsal bool) *post.Senders {
	checker := authn.Checker{Server: a.Config.MailAuthserv}
	if dns := a.Config.MailDNS; dns != config.Off && (dns != config.SystemDNS || !rehearsal) {
		checker.DNS = a.dns()
	}
	return &post.Senders{Checker: checker, Now: a.Clock.Now}
}

// dns is the DNS that the desk asks about mail: the one that is set, or that of the system.
func (a *App) dns() authn.Resolver {
	if dns := a.Config.MailDNS; dns != config.Off && dns != config.SystemDNS {
		return authn.At(dns)
	}
	return net.DefaultResolver
}

// Drafts implements [casework.Composer] with the mail room that sends letters.
type Drafts struct{ Room *post.Room }

// Draft implements [casework.Composer].
func (d Drafts) Draft(ctx context.Context, c *letters.Correspondence, m letters.Message, texts map[claim.Ref]string) (mailtext.LetterText, error) {
	draft, err := d.Room.Draft(ctx, c, m, texts)
	return mailtext.LetterText(draft), err
}

// Sample implements [casework.Composer].
func (d Drafts) Sample(ctx context.Context, of claim.LetterTemplate) (mailtext.LetterText, error) {
	draft, err := d.Room.SampleDraft(ctx, of)
	return mailtext.LetterText(draft), err
}

// BuiltIn implements [casework.Composer].
func (Drafts) BuiltIn(of claim.LetterTemplate) string { return post.BuiltInTemplate(of) }

// Languages implements [casework.Composer].
func (Drafts) Languages() []casework.LetterLanguage {
	var list []casework.LetterLanguage
	for _, l := range post.Languages() {
		list = append(list, casework.LetterLanguage(l))
	}
	return list
}

// Fields implements [casework.Composer].
func (Drafts) Fields() []casework.TemplateField {
	fields := make([]casework.TemplateField, len(letter.TemplateFields))
	for i, f := range letter.TemplateFields {
		fields[i] = casework.TemplateField(f)
	}
	return fields
}

// ReadText implements [mailtext.MailReader].
type ReadText struct{}

// Read implements [mailtext.MailReader].
func (ReadText) Read(raw []byte, envelope received.Envelope) (mailtext.MailText, [][]byte, error) {
	text, parts, err := post.ReadText(raw, envelope)
	return mailText(text), parts, err
}

func mailText(text post.MessageText) mailtext.MailText {
	out := mailtext.MailText{From: text.From, Name: text.Name, Subject: text.Subject, HTML: text.HTML, Signs: text.Signs, Problems: text.Problems}
	passages := make([]mailtext.Passage, len(text.Segments))
	for i, s := range text.Segments {
		passages[i] = mailtext.Passage{Kind: s.Kind, Text: s.Text}
	}
	out.Put(passages)
	out.Redirected = text.Redirected
	for _, o := range text.Origins {
		out.Origins = append(out.Origins, mailtext.MailOrigin(o))
	}
	for _, w := range text.Wrapped {
		out.Wrapped = append(out.Wrapped, mailtext.MailWrapping(w))
	}
	for _, f := range text.Files {
		out.Files = append(out.Files, mailtext.MailFile(f))
	}
	return out
}

// Decoded implements [mailtext.MailReader].
func (ReadText) Decoded(raw []byte) [][]byte { return mail.Decoded(raw) }

// Formatted implements [mailtext.MailReader].
func (ReadText) Formatted(raw []byte, words func(string) string) (mailtext.MailFormatted, bool) {
	formatted, ok := post.ReadFormatted(raw, words)
	return mailtext.MailFormatted(formatted), ok
}

// File implements [mailtext.MailReader].
func (ReadText) File(raw []byte, n int) (mailtext.MailFile, []byte, error) {
	file, data, err := post.ReadFile(raw, n)
	return mailtext.MailFile(file), data, err
}
