package post

import (
	"fmt"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/received"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/replytext"
)

// MessageText is what a person reads of a message.
type MessageText struct {
	From, Subject string
	Name          string              // what the message calls its author
	Segments      []replytext.Segment // of the text, in order
	Files         []MessageFile
	Wrapped       []MessageWrapping
	HTML          bool            // it has HTML: see ReadFormatted
	Signs         []string        // by what it looks like a machine's, if it does
	Problems      []string        // what was odd or could not be read, a sentence each
	Origins       []MessageOrigin // what it says of messages that it repeats or has attached, as of what is forwarded
	Redirected    string          // who is named to have sent it on as it was; empty for nobody
}

// MessageOrigin is what a message says of another one that it passes on. Nothing of it is proven.
type MessageOrigin struct {
	From, Sent, Subject string
}

// MessageFile is a file in a message.
type MessageFile struct {
	Name     string   // without any folder; may be empty
	Type     string   // as the message declares it
	Size     int      // in bytes, decoded
	SHA256   string   // of its bytes, in hex; empty where they are not as they were sent
	Content  string   // its media type by what it begins with; empty if that is not known
	Warnings []string // what to know before it is opened, a sentence each
}

// MessageWrapping says how a message is encrypted, packed or signed.
type MessageWrapping struct {
	Kind received.Wrapping
	Says string
}

// ReadText reads the parts of a received message that a person reads, and gives what stands in all its parts, decoded, to
// search in it.
func ReadText(raw []byte, envelope received.Envelope) (MessageText, [][]byte, error) {
	in, err := mail.Read(raw)
	if err != nil {
		return MessageText{}, nil, fmt.Errorf("read mail: %w", err)
	}
	if envelope.Known() { // which signs it has depends on nothing else
		from := ""
		if !envelope.Nobody() {
			from = "somebody"
		}
		mail.Classify(&in, mail.Envelope{From: from, To: envelope.To, Ours: true})
	}
	return textOf(in), in.Decoded(), nil
}

func textOf(in mail.Inbound) MessageText {
	text := MessageText{Subject: in.Subject, Segments: in.Segments, HTML: in.HTML, Problems: in.Problems}
	if len(in.From) > 0 {
		text.From, text.Name = in.From[0].Address, in.From[0].Name
	}
	if in.Hint != "" {
		text.Signs = append(text.Signs, string(in.Hint))
	}
	for _, s := range in.Signs {
		text.Signs = append(text.Signs, string(s))
	}
	for _, f := range in.Attachments {
		text.Files = append(text.Files, fileOf(f))
	}
	for _, w := range in.Wrapped {
		text.Wrapped = append(text.Wrapped, MessageWrapping{w.Kind, w.Kind.Says(w.Part)})
	}
	text.Redirected = in.Redirected()
	origins, passedOn := in.Others()
	if !passedOn { // it repeats letters of ours alone
		origins = nil
	}
	for _, o := range origins {
		text.Origins = append(text.Origins, MessageOrigin{o.From, o.Sent, o.Subject})
	}
	return text
}

// ReadFile reads the n-th file in a message, counted from 0 as [ReadText] lists
// them. It returns [claim.CodeNotFound] if there is none.
func ReadFile(raw []byte, n int) (MessageFile, []byte, error) {
	file, data, err := mail.File(raw, n)
	if err != nil {
		return MessageFile{}, nil, claim.Errorf(claim.CodeNotFound, "there is no such file in the message")
	}
	return fileOf(file), data, nil
}

func fileOf(f mail.Attachment) MessageFile {
	return MessageFile{Name: f.Name, Type: f.ContentType, Size: f.Size, SHA256: f.SHA256, Content: f.Found, Warnings: f.Warnings}
}
