package mail

import (
	"net/mail"
	"regexp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/internal/mail/replytext"
)

// maxOrigins is how many messages are named that a message passes on.
const maxOrigins = 10

// Origin is what a message says of another one that it passes on. Nothing of it is proven.
type Origin struct {
	// From is the author as it stands there, and Address the address in it; empty if there is none.
	From, Address string
	Sent, Subject string
}

// Others says what a message passes on that is none of our letters: what it says of where that is from, and whether there is
// any. What cannot be read here may be anything.
func (in *Inbound) Others() (origins []Origin, any bool) {
	said, any := replytext.Others(replytext.Message{Text: in.Text, Marks: in.marks, Letters: in.letters})
	for _, o := range said {
		origins = append(origins, originOf(o.From, o.Sent, o.Subject))
	}
	any = any || in.hidden()
	for _, f := range in.Attachments {
		any = any || attachedMail(f)
	}
	origins = slices.Concat(in.attached, origins)
	return origins[:min(len(origins), maxOrigins)], any
}

// attachedMail reports whether a file is a message, by what it is declared to be or what it is called.
func attachedMail(f Attachment) bool {
	name := strings.ToLower(f.Name)
	return strings.HasPrefix(f.ContentType, "message/") || slices.ContainsFunc([]string{".eml", ".msg", ".mbox"}, func(end string) bool { return strings.HasSuffix(name, end) })
}

// Redirected is who is named to have sent the message on as it was (RFC 5322 section 3.6.6); empty if nobody is.
func (in *Inbound) Redirected() string {
	if found := in.addresses("Resent-From"); len(found) > 0 {
		return found[0].Address
	}
	return ""
}

// readAttached reads the header of a message that is attached.
func (in *Inbound) readAttached(content []byte) {
	if len(in.attached) >= maxOrigins {
		return
	}
	header := ReadHeader(content)
	o := Origin{Subject: header.Subject}
	if len(header.From) > 0 {
		o.Address = header.From[0].Address
		o.From = strings.TrimSpace(header.From[0].Name + " <" + o.Address + ">")
	}
	in.attached = append(in.attached, o)
}

var addressIn = regexp.MustCompile(`[^\s<>"'()\[\],;:]{1,64}@[^\s<>"'()\[\],;:]{1,255}`)

func originOf(from, sent, subject string) Origin {
	o := Origin{From: Tidy(from), Sent: Tidy(sent), Subject: Tidy(subject)}
	if a, err := mail.ParseAddress(addressIn.FindString(from)); err == nil {
		o.Address = a.Address
	}
	return o
}
