package token

import (
	"bytes"
	"net/mail"
	"strings"
)

// IDOf is the part before the @ of the Message-ID of a letter of ours, which names it in the envelope, where a report of
// delivery gives it back (RFC 3461 section 4.4); empty if there is none.
func IDOf(raw []byte) string {
	head, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	message, err := mail.ReadMessage(bytes.NewReader(append(bytes.Clone(head), "\r\n\r\n"...)))
	if err != nil {
		return ""
	}
	id, _, _ := strings.Cut(BareID(strings.TrimSpace(message.Header.Get("Message-Id"))), "@")
	return id
}
