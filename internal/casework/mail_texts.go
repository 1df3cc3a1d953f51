package casework

import (
	"container/list"
	"context"
	"html"
	"sync"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// mailTextBytes bounds the texts of messages that are kept in memory.
const mailTextBytes = 8 << 20

// mailTexts keeps what was read of messages, least recently used out first: to
// take mail apart costs more than all else on the page that lists it.
type mailTexts struct {
	mu    sync.Mutex
	bytes int
	order list.List // of *keptText, most recently used first
	found map[MailKey]*list.Element
}

// MailKey names a text: the bytes that it was read from never change, and how
// they are read depends on how the message came.
type MailKey struct {
	Message uuid.UUID
	Raw     claim.Ref
}

type keptText struct {
	MailKey
	text  MailText
	bytes int
}

func (c *mailTexts) get(key MailKey) (MailText, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	element, ok := c.found[key]
	if !ok {
		return MailText{}, false
	}
	c.order.MoveToFront(element)
	return element.Value.(*keptText).text, true
}

func (c *mailTexts) put(key MailKey, text MailText) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.found == nil {
		c.found = map[MailKey]*list.Element{}
	}
	if _, ok := c.found[key]; ok {
		return
	}
	kept := &keptText{key, text, 200 + len(text.From) + len(text.Subject) + len(text.Text)}
	c.found[key] = c.order.PushFront(kept)
	for c.bytes += kept.bytes; c.bytes > mailTextBytes; {
		c.drop(c.order.Back())
	}
}

// forget drops a text whose bytes are gone.
func (c *mailTexts) forget(key MailKey) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if element, ok := c.found[key]; ok {
		c.drop(element)
	}
}

func (c *mailTexts) drop(element *list.Element) {
	old := c.order.Remove(element).(*keptText)
	delete(c.found, old.MailKey)
	c.bytes -= old.bytes
}

// Texts reads messages as people do, and keeps what it has read in memory.
type Texts struct {
	store TextStore
	mail  MailReader
	known mailTexts
}

// TextStore is the record, as far as reading messages needs it.
type TextStore interface {
	// GetMany leaves out what is missing or was erased.
	GetMany(ctx context.Context, refs []claim.Ref) (map[claim.Ref][]byte, error)
	// Kept picks the contents that are there and were not erased.
	Kept(ctx context.Context, refs []claim.Ref) (map[claim.Ref]bool, error)
	SpooledByID(ctx context.Context, intake uuid.UUID) (letters.Spooled, error)
}

// NewTexts reads the messages of a record.
func NewTexts(store TextStore, mail MailReader) *Texts { return &Texts{store: store, mail: mail} }

// Of reads a message as a person does. That one cannot be read, or was erased, is
// no reason not to show the others.
func (t *Texts) Of(ctx context.Context, message uuid.UUID, raw claim.Ref) (MailText, error) {
	texts, err := t.All(ctx, []MailKey{{message, raw}})
	return texts[message], err
}

// All reads messages. What was read before is taken from memory, if the record
// still has the bytes: nothing outlives its erasure.
func (t *Texts) All(ctx context.Context, keys []MailKey) (map[uuid.UUID]MailText, error) {
	texts, wanted := map[uuid.UUID]MailText{}, []claim.Ref{}
	var kept []claim.Ref
	for _, key := range keys {
		if text, ok := t.known.get(key); ok {
			texts[key.Message], kept = text, append(kept, key.Raw)
		} else {
			wanted = append(wanted, key.Raw)
		}
	}
	there, err := t.store.Kept(ctx, kept)
	if err != nil {
		return nil, err
	}
	lib, err := t.store.GetMany(ctx, wanted)
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		if _, ok := texts[key.Message]; ok && there[key.Raw] {
			continue
		}
		data, ok := lib[key.Raw]
		if !ok {
			t.known.forget(key)
			texts[key.Message] = MailText{Text: Erased}
			continue
		}
		if texts[key.Message], err = t.Read(ctx, key.Message, data); err != nil {
			return nil, err
		}
		t.known.put(key, texts[key.Message])
	}
	return texts, nil
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
	text, err := t.mail.Read(data, spooled.Envelope)
	if err != nil {
		text.Text = unreadable
	}
	text.From, text.Subject, text.Text = withoutTokens(text.From), WithoutLinks(text.Subject), WithoutLinks(text.Text)
	text.links = linksIn(append(t.mail.Decoded(data), string(data)))
	return text, nil
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
	return file, data, linksIn(append(t.mail.Decoded(data), html.UnescapeString(string(data)), string(data))), nil
}

// Links are the links to the answer page that stand anywhere in the bytes.
func (t MailText) Links() []PageLink { return t.links }
