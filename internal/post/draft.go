package post

import (
	"context"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/letter"
	"github.com/onrecord/onrecord/internal/mail/wording"
)

// Draft is a letter as it would go out.
type Draft struct {
	From, To, ReplyTo string
	Subject           string
	Text              string
	Language          string   // tag of the language that it is written in
	Direction         string   // how that is written: "ltr" or "rtl"
	Cc                string   // who gets a copy
	Files             []string // names of the files that go out with it
}

// Draft writes a letter that nobody has decided to send, as [Room.Compose]
// writes one that goes out. texts are those of its contents that are not kept
// yet. It returns [claim.CodeInvalid] if something cannot stand in a letter, or if there
// is nobody to write to and nothing to write about.
func (r *Room) Draft(ctx context.Context, c *letters.Correspondence, m letters.Message, texts map[claim.Ref]string) (Draft, error) {
	w := &writer{Room: r, ctx: ctx, correspondence: c, message: m, party: &people.Party{}, unkept: texts}
	raw, err := w.write()
	if err != nil {
		return Draft{}, err
	}
	if raw == nil {
		return Draft{}, claim.Errorf(claim.CodeInvalid, "there is no letter: the party has no e-mail address, or every claim is given up or on hold")
	}
	return readDraft(raw, w.language)
}

// SampleDraft writes a sample letter from a source. It returns [claim.CodeInvalid], and
// the line that is wrong if it is one, for a source that cannot be used. An empty source is
// the built-in one.
func (r *Room) SampleDraft(ctx context.Context, of claim.LetterTemplate) (Draft, error) {
	if of.Source != "" {
		if err := CheckTemplate(of); err != nil {
			return Draft{}, err
		}
	}
	desk, err := r.Desk(ctx)
	if err != nil {
		return Draft{}, err
	}
	written := letter.Sample(templateOf(of))
	written.From.Desk, written.From.Publication, written.From.Phone, written.From.Sender = desk.Name, desk.Publication, desk.Phone, desk.Sender
	if written.From.Publication == "" {
		written.From.Publication = "The Example Post"
	}
	written.Own = claim.DeskSettings{Templates: []claim.LetterTemplate{of}}.Template
	raw, err := letter.Compose(written)
	if err != nil {
		return Draft{}, claim.Errorf(claim.CodeInvalid, "the letter cannot be written with the desk's name, phone or sender")
	}
	return readDraft(raw, written.Language)
}

// CheckTemplate refuses a source that cannot be used, with [claim.CodeInvalid].
func CheckTemplate(of claim.LetterTemplate) error {
	if err := letter.CheckTemplate(templateOf(of), of.Source); err != nil {
		return claim.Errorf(claim.CodeInvalid, "the letter %q cannot be used: %v", of.Letter, err).WithField("template", err.Error())
	}
	return nil
}

// BuiltInTemplate is the source of a letter as it is built in.
func BuiltInTemplate(of claim.LetterTemplate) string { return letter.BuiltIn(templateOf(of)) }

func templateOf(t claim.LetterTemplate) letter.TemplateOf {
	return letter.TemplateOf{Letter: t.Letter, Language: t.Language, Asks: t.Asks}
}

// Language is a language that letters can be written in.
type Language struct{ Tag, Name string }

// Languages lists the languages that letters can be written in, English first.
func Languages() []Language {
	var list []Language
	for _, tag := range wording.Tags() {
		l, _ := wording.Known(tag)
		list = append(list, Language{tag, l.Name})
	}
	return list
}

// readDraft reads a letter that we wrote as its reader will.
func readDraft(raw []byte, words *wording.Language) (Draft, error) {
	in, err := mail.Read(raw)
	if err != nil {
		return Draft{}, err
	}
	draft := Draft{From: shown(in.From), To: shown(in.To), ReplyTo: shown(in.ReplyTo), Subject: in.Subject, Text: in.Text, Language: words.Tag, Direction: words.Direction, Cc: shown(in.Cc)}
	for _, f := range in.Attachments {
		draft.Files = append(draft.Files, f.Name)
	}
	return draft, nil
}

// shown is an address list as a mail program shows it.
func shown(list []mail.Address) string {
	text := ""
	for i, a := range list {
		if i > 0 {
			text += ", "
		}
		if a.Name == "" {
			text += a.Address
			continue
		}
		text += a.Name + " <" + a.Address + ">"
	}
	return text
}

// ReadLetter reads a letter that went out as its reader did. In which language it is, its message says.
func ReadLetter(raw []byte) (Draft, error) { return readDraft(raw, &wording.Language{}) }
