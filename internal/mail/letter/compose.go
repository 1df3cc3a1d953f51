package letter

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	netmail "net/mail"
	"strings"

	"github.com/emersion/go-message"
	gomail "github.com/emersion/go-message/mail"

	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/address"
	"github.com/onrecord/onrecord/internal/mail/token"
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
	if len(l.Files) > 0 {
		err = l.writeMixed(&out, body)
	} else {
		err = l.writeBody(func(h message.Header) (*message.Writer, error) { return message.CreateWriter(&out, h) }, l.header, body)
	}
	if err != nil {
		return nil, fmt.Errorf("mail: write a letter: %w", err)
	}
	return out.Bytes(), nil
}

// creator begins a part with its header: the message itself, or one in another.
type creator func(message.Header) (*message.Writer, error)

// writeBody writes the words of the letter, in both forms where they are needed. header puts the fields of the part over those of its content.
func (l Letter) writeBody(create creator, header func(gomail.Header) message.Header, body string) error {
	if words := l.language(); needsMarkup(words, body) {
		return l.writeForms(create, header, body, markup(words, body))
	}
	return writePart(header(textHeader("text/plain")), body, create)
}

// writeMixed writes the words, and the files below them (RFC 2046 section 5.1.3).
func (l Letter) writeMixed(out io.Writer, body string) error {
	var h gomail.Header
	h.SetContentType("multipart/mixed", map[string]string{"boundary": l.boundary("files")})
	w, err := message.CreateWriter(out, l.header(h))
	if err != nil {
		return err
	}
	if err := l.writeBody(w.CreatePart, func(h gomail.Header) message.Header { return h.Header }, body); err != nil {
		return err
	}
	for _, f := range l.Files {
		var h gomail.AttachmentHeader
		h.Set("Content-Transfer-Encoding", "base64")
		h.SetContentType(f.media(), nil)
		h.SetFilename(mail.Tidy(f.Name))
		if err := writePart(h.Header, string(f.Data), w.CreatePart); err != nil {
			return err
		}
	}
	return w.Close()
}

// media is what the file is declared to be: what it was said to be, if that can stand in a header, and is neither a message
// nor of several parts, which may not be encoded (RFC 2046 section 5.2.1).
func (f Enclosure) media() string {
	kind, _, err := mime.ParseMediaType(f.ContentType)
	if err != nil || strings.HasPrefix(kind, "multipart/") || strings.HasPrefix(kind, "message/") {
		return "application/octet-stream"
	}
	return kind
}

// boundary follows from the letter, so that it has the same bytes each time. "=_" is in no quoted-printable text.
func (l Letter) boundary(of string) string {
	sum := sha256.Sum256([]byte(token.BareID(l.MessageID) + "\n" + of))
	return "=_" + hex.EncodeToString(sum[:12])
}

// writeForms writes both forms, the preferred one last (RFC 2046 section 5.1.4).
func (l Letter) writeForms(create creator, header func(gomail.Header) message.Header, text, html string) error {
	var h gomail.Header
	h.SetContentType("multipart/alternative", map[string]string{"boundary": l.boundary(text)})
	w, err := create(header(h))
	if err != nil {
		return err
	}
	for _, part := range []struct{ media, body string }{{"text/plain", text}, {"text/html", html}} {
		if err := writePart(textHeader(part.media).Header, part.body, w.CreatePart); err != nil {
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

func writePart(h message.Header, body string, create creator) error {
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
		h.SetMsgIDList("In-Reply-To", []string{token.BareID(l.InReplyTo)})
	}
	h.SetMessageID(token.BareID(l.MessageID))
	h.Set("Subject", encoded(l.subject()))
	h.SetAddressList("Reply-To", []*netmail.Address{{Address: bare(l.ReplyTo)}})
	if len(l.Cc) > 0 {
		var copies []*netmail.Address
		for _, a := range l.Cc {
			copies = append(copies, &netmail.Address{Address: bare(a.Address)})
		}
		h.SetAddressList("Cc", copies)
	}
	h.SetAddressList("To", []*netmail.Address{{Name: plain(l.addressee(l.language())), Address: bare(l.To.Address)}})
	h.SetAddressList("From", []*netmail.Address{{Name: l.From.displayName(), Address: bare(l.From.Address)}})
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
	parent := token.BareID(l.InReplyTo)
	for _, id := range l.References {
		if id = token.BareID(id); id != parent {
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
