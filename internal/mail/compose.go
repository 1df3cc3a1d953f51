package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/mail"
	"strings"

	"github.com/emersion/go-message"
	gomail "github.com/emersion/go-message/mail"

	"github.com/onrecord/onrecord/internal/mail/address"
)

// maxReferences bounds the References field of a long correspondence.
const maxReferences = 20

// Compose writes the letter as an RFC 5322 message in UTF-8, quoted-printable, lines ended by CR LF: one
// text/plain part, and beside it the same words in HTML where direction or language have to be told.
//
// The same letter gives the same bytes, so a retry sends the very same message. Errors wrap ErrIncomplete or ErrHeader;
// control characters in a name, an address or the subject are refused, never repaired. In the body they are dropped,
// line ends and tabs excepted.
func Compose(l Letter) ([]byte, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	body, err := renderBody(l)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if words := l.language(); needsMarkup(words, body) {
		err = l.writeForms(&out, body, markup(words, body))
	} else {
		err = l.writeText(&out, body)
	}
	if err != nil {
		return nil, fmt.Errorf("mail: write a letter: %w", err)
	}
	return out.Bytes(), nil
}

func (l Letter) writeText(out io.Writer, body string) error {
	return writePart(l.header(textHeader("text/plain")), body, func(h message.Header) (io.WriteCloser, error) { return message.CreateWriter(out, h) })
}

// writeForms writes both forms, the preferred one last (RFC 2046 section 5.1.4).
func (l Letter) writeForms(out io.Writer, text, html string) error {
	var h gomail.Header
	sum := sha256.Sum256([]byte(bareID(l.MessageID) + "\n" + text))
	h.SetContentType("multipart/alternative", map[string]string{"boundary": "=_" + hex.EncodeToString(sum[:12])}) // "=_" is in no quoted-printable text
	w, err := message.CreateWriter(out, l.header(h))
	if err != nil {
		return err
	}
	create := func(h message.Header) (io.WriteCloser, error) { return w.CreatePart(h) }
	for _, part := range []struct{ media, body string }{{"text/plain", text}, {"text/html", html}} {
		if err := writePart(textHeader(part.media).Header, part.body, create); err != nil {
			return err
		}
	}
	return w.Close()
}

func textHeader(media string) gomail.Header {
	var h gomail.Header
	h.Set("Content-Transfer-Encoding", "quoted-printable")
	h.SetContentType(media, map[string]string{"charset": "utf-8"})
	return h
}

func writePart(h message.Header, body string, create func(message.Header) (io.WriteCloser, error)) error {
	w, err := create(h)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, body); err != nil {
		return err
	}
	return w.Close()
}

// header puts the fields of the letter over those of its content, last to first, because the library puts every new field
// on top.
func (l Letter) header(content gomail.Header) message.Header {
	h := content
	h.Set("MIME-Version", "1.0")
	if l.automatic() {
		h.Set("Auto-Submitted", "auto-generated") // RFC 3834 section 5
	}
	if refs := l.thread(); len(refs) > 0 {
		// An identifier for each line: the library does not fold what has a long one in front (RFC 5322 section 2.1.1).
		h.AddRaw([]byte("References: <" + strings.Join(refs, ">\r\n <") + ">\r\n"))
	}
	if l.InReplyTo != "" {
		h.SetMsgIDList("In-Reply-To", []string{bareID(l.InReplyTo)})
	}
	h.SetMessageID(bareID(l.MessageID))
	h.Set("Subject", encoded(l.subject()))
	h.SetAddressList("Reply-To", []*mail.Address{{Address: bare(l.ReplyTo)}})
	h.SetAddressList("To", []*mail.Address{{Name: plain(l.addressee(l.language())), Address: bare(l.To.Address)}})
	h.SetAddressList("From", []*mail.Address{{Name: l.From.displayName(), Address: bare(l.From.Address)}})
	h.SetDate(l.Date)
	return h.Header
}

// bare is an address as the library writes it into a field, its domain in ASCII.
func bare(text string) string {
	a, err := address.Parse(text)
	if err != nil { // check has refused it
		return text
	}
	return a.Bare()
}

// displayName is what an inbox shows: the person first, then the desk, unless the desk has a name for all its letters.
func (f From) displayName() string {
	if f.Sender != "" {
		return f.Sender
	}
	return f.Reporter + ", " + f.team()
}

// team is the desk's name without its article.
func (f From) team() string {
	return strings.TrimPrefix(f.Desk, "the ")
}

// thread gives the References field (RFC 5322 section 3.6.4): the thread so far, ending in the message that this one
// follows. A long thread keeps its first message and its latest ones.
func (l Letter) thread() []string {
	var refs []string
	parent := bareID(l.InReplyTo)
	for _, id := range l.References {
		if id = bareID(id); id != parent {
			refs = append(refs, id)
		}
	}
	if parent != "" {
		refs = append(refs, parent)
	}
	if len(refs) > maxReferences {
		refs = append(refs[:1:1], refs[len(refs)-maxReferences+1:]...)
	}
	return refs
}
