package mailtext

import (
	"github.com/onrecord/onrecord/claim/received"
)

// MailReader reads the text of received mail.
type MailReader interface {
	// Read reads the text, and gives what stands in all parts, as Decoded does. The
	// envelope helps to tell a machine's mail; it may be empty.
	Read(raw []byte, envelope received.Envelope) (text MailText, parts [][]byte, err error)
	// Decoded gives what stands in all parts of the mail once their encodings are
	// undone, attached mail and files included, to search in it.
	Decoded(raw []byte) [][]byte
	// Formatted gives the HTML of the mail, made safe, and reports whether it has any.
	// words rewrites every stretch of words in it.
	Formatted(raw []byte, words func(string) string) (MailFormatted, bool)
	// File returns the n-th file in the mail, from 0, or [claim.CodeNotFound].
	File(raw []byte, n int) (MailFile, []byte, error)
}

// MailText is what a person reads of a message.
type MailText struct {
	From    string `json:"from"`
	Name    string `json:"name,omitempty" doc:"what the message calls its author; nothing proves it"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
	Newest  string `json:"newest,omitempty" doc:"the new words of the text alone, if it has others too, such as those that it quotes"`

	Segments []MailSegment `json:"segments,omitempty" doc:"the segments of the text in their order, which together are the text; none if all of it is new, or in a list"`

	Files      []MailFile     `json:"files,omitempty" doc:"what is attached"`
	HTML       bool           `json:"html,omitempty" doc:"it has HTML too, from which the text may have been made"`
	Wrapped    []MailWrapping `json:"wrapped,omitempty" doc:"how it is encrypted, packed or signed, if it is"`
	Signs      []string       `json:"signs,omitempty" doc:"by what it looks like a machine's, if it does"`
	Problems   []string       `json:"problems,omitempty" doc:"what was odd or could not be read"`
	Origins    []MailOrigin   `json:"origins,omitempty" doc:"what it says of others' messages that it repeats or has attached, as of what is forwarded; nothing of it is proven"`
	Redirected string         `json:"redirected,omitempty" doc:"who is named to have sent it on as it was; nothing proves it"`

	Cut bool `json:"cut,omitempty" doc:"the text goes on; the message by its identifier has all of it"`

	links []PageLink // that stand anywhere in the bytes
}

// Author is the author as the message names them, with the address.
func (t MailText) Author() string {
	switch {
	case t.Name == "" || t.Name == t.From:
		return t.From
	case t.From == "":
		return t.Name
	}
	return t.Name + " <" + t.From + ">"
}

// MailOrigin is what a message says of another one that it passes on.
type MailOrigin struct {
	From    string `json:"from,omitempty" doc:"who is named as its author"`
	Sent    string `json:"sent,omitempty" doc:"when it says that it was sent"`
	Subject string `json:"subject,omitempty"`
}

// Says says it in a sentence, without its end.
func (o MailOrigin) Says() string {
	from := o.From
	if from == "" {
		from = "nobody"
	}
	return "It names as the author of what it passes on: " + from + ". Nothing proves that"
}

// MailWrapping says how a message is encrypted, packed or signed.
type MailWrapping struct {
	Kind received.Wrapping `json:"kind"`
	Says string            `json:"says" doc:"it, in a sentence or two"`
}

// MailFile is a file in a message. What it says of itself is not to be believed.
type MailFile struct {
	Name     string   `json:"name,omitempty"`
	Type     string   `json:"type,omitempty" doc:"as the message declares it"`
	Size     int      `json:"size" doc:"in bytes"`
	SHA256   string   `json:"sha256,omitempty" doc:"of its bytes, in hex"`
	Content  string   `json:"content,omitempty" doc:"the media type by what it begins with, if that is known"`
	Warnings []string `json:"warnings,omitempty" doc:"what to know before it is opened, a sentence each"`
}
