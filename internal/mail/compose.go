package mail

import (
	"bytes"
	"fmt"
	"net/mail"
	"strings"

	"github.com/emersion/go-message"
	gomail "github.com/emersion/go-message/mail"

	"github.com/onrecord/onrecord/internal/mail/address"
)

// maxReferences bounds the References field of a long correspondence.
const maxReferences = 20

// subjectPrefix has an entry for every kind; the words stand in front of the subject.
var subjectPrefix = map[Kind]string{
	KindRequest:     "",
	KindReminder:    "Reminder: ",
	KindFinalNotice: "Final notice: ",
	KindExtension:   "New deadline: ",
	KindWithdrawal:  "Withdrawn: ",
	KindFollowUp:    "About our request: ",
	KindPublication: "About what we published: ",
}

// Compose writes the letter as an RFC 5322 message: one text/plain part in UTF-8, quoted-printable, lines ended by CR LF.
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
	w, err := message.CreateWriter(&out, l.header())
	if err != nil {
		return nil, fmt.Errorf("mail: write header: %w", err)
	}
	if _, err := w.Write([]byte(body)); err != nil {
		return nil, fmt.Errorf("mail: write body: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("mail: write body: %w", err)
	}
	return out.Bytes(), nil
}

// header builds the fields last to first, because the library puts every new field on top.
func (l Letter) header() message.Header {
	var h gomail.Header
	h.Set("Content-Transfer-Encoding", "quoted-printable")
	h.SetContentType("text/plain", map[string]string{"charset": "utf-8"})
	h.Set("MIME-Version", "1.0")
	if l.automatic() {
		h.Set("Auto-Submitted", "auto-generated") // RFC 3834 section 5
	}
	if refs := l.thread(); len(refs) > 0 {
		h.SetMsgIDList("References", refs)
	}
	if l.InReplyTo != "" {
		h.SetMsgIDList("In-Reply-To", []string{bareID(l.InReplyTo)})
	}
	h.SetMessageID(bareID(l.MessageID))
	h.SetSubject(subjectPrefix[l.Kind] + l.Subject)
	h.SetAddressList("Reply-To", []*mail.Address{{Address: bare(l.ReplyTo)}})
	h.SetAddressList("To", []*mail.Address{{Name: l.addressee(), Address: bare(l.To.Address)}})
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

// addressee is who a letter is for, as an inbox shows it: the party, and who reads there.
func (l Letter) addressee() string {
	if l.To.Name == "" || l.Role == "" {
		return l.To.Name + l.Role
	}
	return l.To.Name + ", " + l.Role
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
