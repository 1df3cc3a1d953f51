package casework

import (
	"container/list"
	"context"
	"sync"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// mailTextBytes bounds the texts of messages that are kept in memory.
const mailTextBytes = 8 << 20

// mailTexts keeps what was read of messages, least recently used out first: to
// take mail apart costs more than all else on the page that lists it.
type mailTexts struct {
	mu    sync.Mutex
	bytes int
	order list.List // of *keptText, most recently used first
	found map[mailKey]*list.Element
}

// mailKey names a text: the bytes that it was read from never change, and how
// they are read depends on how the message came.
type mailKey struct {
	message uuid.UUID
	raw     claim.Ref
}

type keptText struct {
	mailKey
	text  MailText
	bytes int
}

func (c *mailTexts) get(key mailKey) (MailText, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	element, ok := c.found[key]
	if !ok {
		return MailText{}, false
	}
	c.order.MoveToFront(element)
	return element.Value.(*keptText).text, true
}

func (c *mailTexts) put(key mailKey, text MailText) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.found == nil {
		c.found = map[mailKey]*list.Element{}
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
func (c *mailTexts) forget(key mailKey) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if element, ok := c.found[key]; ok {
		c.drop(element)
	}
}

func (c *mailTexts) drop(element *list.Element) {
	old := c.order.Remove(element).(*keptText)
	delete(c.found, old.mailKey)
	c.bytes -= old.bytes
}

// mailText reads a message as a person does. That one cannot be read, or was
// erased, is no reason not to show the others.
func (d *Door) mailText(ctx context.Context, message uuid.UUID, raw claim.Ref) (MailText, error) {
	texts, err := d.textsOf(ctx, []mailKey{{message, raw}})
	if err != nil {
		return MailText{}, err
	}
	return texts[message], nil
}

// textsOf reads messages. What was read before is taken from memory, if the
// record still has the bytes: nothing outlives its erasure.
func (d *Door) textsOf(ctx context.Context, keys []mailKey) (map[uuid.UUID]MailText, error) {
	texts, wanted := map[uuid.UUID]MailText{}, []claim.Ref{}
	var kept []claim.Ref
	for _, key := range keys {
		if text, ok := d.mailTexts.get(key); ok {
			texts[key.message], kept = text, append(kept, key.raw)
		} else {
			wanted = append(wanted, key.raw)
		}
	}
	there, err := d.store.Kept(ctx, kept)
	if err != nil {
		return nil, err
	}
	lib, err := d.library(ctx, wanted...)
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		if _, ok := texts[key.message]; ok && there[key.raw] {
			continue
		}
		data, ok := lib[key.raw]
		if !ok {
			d.mailTexts.forget(key)
			texts[key.message] = MailText{Text: erased}
			continue
		}
		if texts[key.message], err = d.readMail(ctx, key.message, data); err != nil {
			return nil, err
		}
		d.mailTexts.put(key, texts[key.message])
	}
	return texts, nil
}

// readMail takes a message apart.
func (d *Door) readMail(ctx context.Context, message uuid.UUID, data []byte) (MailText, error) {
	spooled, err := d.store.SpooledByID(ctx, message)
	switch {
	case claim.CodeOf(err) == claim.CodeNotFound: // it did not come by mail
		if text, ok := pageText(data); ok {
			return text, nil
		}
	case err != nil:
		return MailText{}, err
	}
	text, err := d.mail.Read(data, spooled.Envelope)
	if err != nil {
		text.Text = unreadable
	}
	text.Subject, text.Text = WithoutLinks(text.Subject), WithoutLinks(text.Text)
	text.links = linksIn(append(d.mail.Decoded(data), string(data)))
	return text, nil
}
