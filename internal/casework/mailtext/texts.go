package mailtext

import (
	"context"
	"encoding/json"
	"html"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
)

// What is read of a message is read once and kept beside its bytes: to take mail
// apart costs more than all else on a page. A list takes the short form, so that no
// message weighs on it for its length.
const (
	renditionWhole = "text/3"  // the numbers change with what is read of a message
	renditionBrief = "brief/3" // likewise, cut for a list
	maxBrief       = 20_000    // characters
	maxBriefFiles  = 20
)

// What stands for a text that is not there; the door says erased of its own texts too.
const (
	unreadable = "[it cannot be read]"
	ErasedText = "[erased]"
)

// MailKey names a text: the bytes that it was read from never change, and how
// they are read depends on how the message came.
type MailKey struct {
	Message uuid.UUID
	Raw     claim.Ref
}

// Texts reads messages as people do, and keeps what it has read.
type Texts struct {
	store TextStore
	mail  MailReader
}

// TextStore is the record, as far as reading messages needs it.
type TextStore interface {
	// GetMany leaves out what is missing or was erased.
	GetMany(ctx context.Context, refs []claim.Ref) (map[claim.Ref][]byte, error)
	// Renditions returns what there is of that name, made of those contents and not erased.
	Renditions(ctx context.Context, of []claim.Ref, name string) (map[claim.Ref][]byte, error)
	// KeepRenditions keeps what was made of a content, unless it was erased meanwhile.
	KeepRenditions(ctx context.Context, of claim.Ref, renditions map[string][]byte) error
	SpooledByID(ctx context.Context, intake uuid.UUID) (received.Spooled, error)
}

// NewTexts reads the messages of a record.
func NewTexts(store TextStore, mail MailReader) *Texts { return &Texts{store: store, mail: mail} }

// keptText is a text as it is kept.
type keptText struct {
	MailText
	Links []PageLink `json:"links,omitempty"`
}

// Of reads a message as a person does. That one cannot be read, or was erased, is
// no reason not to show the others.
func (t *Texts) Of(ctx context.Context, message uuid.UUID, raw claim.Ref) (MailText, error) {
	texts, err := t.all(ctx, []MailKey{{message, raw}}, renditionWhole)
	return texts[message], err
}

// Brief reads messages for a list: their beginnings.
func (t *Texts) Brief(ctx context.Context, keys []MailKey) (map[uuid.UUID]MailText, error) {
	return t.all(ctx, keys, renditionBrief)
}

// all reads messages. What was read before is there as it was read, if the record
// still has the bytes: nothing outlives its erasure.
func (t *Texts) all(ctx context.Context, keys []MailKey, name string) (map[uuid.UUID]MailText, error) {
	refs := make([]claim.Ref, len(keys))
	for i, key := range keys {
		refs[i] = key.Raw
	}
	kept, err := t.store.Renditions(ctx, refs, name)
	if err != nil {
		return nil, err
	}
	texts := map[uuid.UUID]MailText{}
	for _, key := range keys {
		var text keptText
		if data, ok := kept[key.Raw]; ok && json.Unmarshal(data, &text) == nil {
			text.links = text.Links
			texts[key.Message] = text.MailText
			continue
		}
		if texts[key.Message], err = t.anew(ctx, key); err != nil {
			return nil, err
		}
		if name == renditionBrief {
			texts[key.Message] = texts[key.Message].brief()
		}
	}
	return texts, nil
}

// anew reads a message from its bytes: one that nobody has read yet, or that came on the answer page.
func (t *Texts) anew(ctx context.Context, key MailKey) (MailText, error) {
	found, err := t.store.GetMany(ctx, []claim.Ref{key.Raw})
	if err != nil {
		return MailText{}, err
	}
	data, ok := found[key.Raw]
	if !ok {
		return MailText{Text: ErasedText}, nil
	}
	if text, ok := t.Page(ctx, key.Message, data); ok {
		return text, nil
	}
	text, err := t.Read(ctx, key.Message, data)
	if err != nil {
		return text, err
	}
	return text, t.keep(ctx, key.Raw, text)
}

// Keep keeps what was read of a message while it was taken in. parts is what stands in it, decoded, to search in.
func (t *Texts) Keep(ctx context.Context, raw claim.Ref, text MailText, parts ...[]byte) error {
	return t.keep(ctx, raw, text.safe(parts))
}

func (t *Texts) keep(ctx context.Context, raw claim.Ref, text MailText) error {
	whole, err := json.Marshal(keptText{text, text.links})
	if err != nil {
		return err
	}
	brief, err := json.Marshal(keptText{MailText: text.brief()})
	if err != nil {
		return err
	}
	plain := text.Author() + "\n" + text.Subject + "\n" + text.brief().Text
	return t.store.KeepRenditions(ctx, raw, map[string][]byte{renditionWhole: whole, renditionBrief: brief, claim.RenditionPlain: []byte(plain)})
}

// brief is the text for a list.
func (t MailText) brief() MailText {
	if runes := []rune(t.Text[:min(len(t.Text), 4*(maxBrief+1))]); len(runes) > maxBrief {
		t.Text, t.Cut = string(runes[:maxBrief]), true
	}
	if runes := []rune(t.Newest[:min(len(t.Newest), 4*(maxBrief+1))]); len(runes) > maxBrief {
		t.Newest = string(runes[:maxBrief])
	}
	t.Files, t.Segments = t.Files[:min(len(t.Files), maxBriefFiles)], nil
	return t
}

// safe takes the links to the answer page out of the text, and notes which stand in the parts.
func (t MailText) safe(parts [][]byte) MailText {
	t.links = linksIn(parts...)
	t.From, t.Name, t.Subject = withoutTokens(t.From), WithoutLinks(withoutTokens(t.Name)), WithoutLinks(t.Subject)
	t.Redirected = withoutTokens(t.Redirected)
	for i, o := range t.Origins {
		t.Origins[i] = MailOrigin{From: withoutTokens(o.From), Sent: o.Sent, Subject: WithoutLinks(o.Subject)}
	}
	return t.withoutLinks()
}

// Read takes a message apart.
func (t *Texts) Read(ctx context.Context, message uuid.UUID, data []byte) (MailText, error) {
	spooled, err := t.store.SpooledByID(ctx, message)
	switch {
	case claim.CodeOf(err) == claim.CodeNotFound: // it did not come by mail
		if text, ok := pageText(data); ok {
			return text, nil
		}
	case err != nil:
		return MailText{}, err
	}
	text, parts, err := t.mail.Read(data, spooled.Envelope)
	if err != nil {
		text.Text = unreadable
	}
	return text.safe(append(parts, data)), nil
}

// Page reads bytes that came on the answer page, and reports whether they are that:
// not if they came by mail, whatever they look like.
func (t *Texts) Page(ctx context.Context, message uuid.UUID, data []byte) (MailText, bool) {
	text, ok := pageText(data)
	if !ok {
		return text, false
	}
	_, err := t.store.SpooledByID(ctx, message)
	return text, err != nil
}

// File returns the n-th file in a mail, from 0, with the links to the answer page
// that stand in it: in its bytes, in what they are once entities are undone, and,
// if it is mail, in its parts.
func (t *Texts) File(raw []byte, n int) (MailFile, []byte, []PageLink, error) {
	file, data, err := t.mail.File(raw, n)
	if err != nil {
		return file, nil, nil, err
	}
	return file, data, linksIn(append(t.mail.Decoded(data), []byte(html.UnescapeString(string(data))), data)...), nil
}

// Links are the links to the answer page that stand anywhere in the bytes.
func (t MailText) Links() []PageLink { return t.links }
