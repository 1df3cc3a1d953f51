package mail

import (
	"bytes"
	"net/textproto"
	"strings"

	"github.com/onrecord/onrecord/internal/mail/address"
)

// ReadHeader reads what the header of a message says of who sent it to whom, and which messages it refers to. Its header
// is enough to keep it by, and nothing else of it is looked at before it is safe.
func ReadHeader(raw []byte) Inbound {
	header := headerOf(bytes.TrimPrefix(raw, []byte("\uFEFF")))
	in := Inbound{header: textproto.MIMEHeader{}}
	for _, f := range readFields(header[:min(len(header), maxHeader)]) {
		switch f.name {
		case "from", "to", "cc", "delivered-to", "x-original-to", "envelope-to", "message-id", "in-reply-to", "references", "subject":
			in.header.Add(f.name, f.value)
		}
	}
	in.From = in.addresses("From")
	in.readRecipients()
	in.readReferences()
	subject := in.header.Get("Subject")
	in.Subject = Tidy(subject[:min(len(subject), maxSubject)])
	return in
}

// Recipients gives the addresses of [Inbound.Recipients] by the header alone.
func Recipients(raw []byte) []string {
	in := ReadHeader(raw)
	return in.Recipients()
}

// Folded is an address as addresses are compared: in small letters, its domain in ASCII.
func Folded(text string) string {
	text = strings.Trim(text, "<> ")
	if a, err := address.Parse(text); err == nil {
		text = a.Bare()
	}
	return strings.ToLower(text)
}
