package letter

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/mail/address"
	"github.com/onrecord/onrecord/internal/mail/token"
)

var (
	// ErrIncomplete says that a letter lacks something its kind needs.
	ErrIncomplete = errors.New("mail: letter is incomplete")
	// ErrHeader says that a value cannot stand in a header field: it has a control character (a line end, say), is
	// longer than 400 bytes, is not UTF-8, or is not an address where one is needed.
	ErrHeader = errors.New("mail: value cannot stand in a header")
)

// maxHeaderValue keeps a value well inside the 998 octets that a line may have (RFC 5322 section 2.1.1).
const maxHeaderValue = 400

// check reports the first thing that keeps the letter from being written.
func (l Letter) check() error {
	if !slices.Contains(claim.LetterKinds, l.Kind) {
		return incomplete("unknown kind %q", l.Kind)
	}
	if l.Date.IsZero() {
		return incomplete("no date")
	}
	if err := l.checkHeader(); err != nil {
		return err
	}
	if l.Kind == claim.ReminderLetter && l.Reminder < 1 {
		return incomplete("a reminder needs its number")
	}
	if len(l.Requests) == 0 {
		return incomplete("no request")
	}
	if l.Kind == claim.PublicationLetter && len(l.News) == 0 {
		return incomplete("nothing was made public")
	}
	for _, r := range l.Requests {
		if err := l.checkRequest(r); err != nil {
			return err
		}
	}
	return nil
}

func (l Letter) checkHeader() error {
	texts := []struct {
		name, value string
		required    bool
	}{
		{"reporter", l.From.Reporter, true},
		{"desk", l.From.Desk, true},
		{"publication", l.From.Publication, true},
		{"phone", l.From.Phone, false},
		{"sender", l.From.Sender, false},
		{"recipient's name", l.To.Name, false},
		{"recipient's role", l.Role, false},
		{"statement in the subject", l.About, false},
	}
	for _, t := range texts {
		if t.required && strings.TrimSpace(t.value) == "" {
			return incomplete("no %s", t.name)
		}
		if !headerSafe(t.value) {
			return fmt.Errorf("%w: %s", ErrHeader, t.name)
		}
	}
	for _, a := range [][2]string{{"desk", l.From.Address}, {"reply", l.ReplyTo}, {"recipient", l.To.Address}} {
		if !isAddress(a[1]) {
			return fmt.Errorf("%w: %s address", ErrHeader, a[0])
		}
	}
	for _, a := range l.Cc {
		if !isAddress(a.Address) {
			return fmt.Errorf("%w: address of a copy", ErrHeader)
		}
	}
	return l.checkThread()
}

func (l Letter) checkThread() error {
	if !token.IsMessageID(l.MessageID) {
		return fmt.Errorf("%w: message identifier", ErrHeader)
	}
	if l.InReplyTo != "" && !token.IsMessageID(l.InReplyTo) {
		return fmt.Errorf("%w: in-reply-to", ErrHeader)
	}
	for _, id := range l.References {
		if !token.IsMessageID(id) {
			return fmt.Errorf("%w: references", ErrHeader)
		}
	}
	return nil
}

func (l Letter) checkRequest(r Request) error {
	if l.Kind == claim.PublicationLetter {
		return l.checkTold(r)
	}
	if l.Kind == claim.FollowUpLetter {
		return l.checkFollowUp(r)
	}
	if r.Code == "" || len(r.Claims) == 0 {
		return incomplete("a request needs its code and a claim")
	}
	for _, c := range r.Claims {
		if strings.TrimSpace(c.Statement) == "" {
			return incomplete("a claim needs its statement")
		}
	}
	if l.Kind != claim.RequestLetter && r.Asked.IsZero() {
		return incomplete("a %s says when the request was first asked", l.Kind)
	}
	if l.Kind != claim.WithdrawalLetter && (len(r.Questions) == 0 || r.AnswerBy.IsZero()) {
		return incomplete("a %s needs questions and an answer-by instant", l.Kind)
	}
	if l.Kind == claim.ExtensionLetter && (r.PreviousAnswerBy.IsZero() || strings.TrimSpace(r.Reason) == "") {
		return incomplete("an extension needs the previous answer-by instant and a reason")
	}
	return nil
}

// checkFollowUp: what a person writes stands for itself.
func (l Letter) checkFollowUp(r Request) error {
	if r.Code == "" || r.Asked.IsZero() || strings.TrimSpace(l.Text) == "" {
		return incomplete("a follow-up needs a text, and the code and first date of its request")
	}
	return nil
}

// checkTold: what was made public stands apart from the requests.
func (l Letter) checkTold(r Request) error {
	if r.Code == "" || r.Asked.IsZero() {
		return incomplete("a letter about a publication has the code and first date of its request")
	}
	return nil
}

func incomplete(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{ErrIncomplete}, args...)...)
}

// headerSafe says whether a text can stand in a header field: no control characters, so no line ends (RFC 5322
// section 2.2), and none of the Unicode line and paragraph separators that some readers take for one.
func headerSafe(s string) bool {
	bad := func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }
	return utf8.ValidString(s) && len(s) <= maxHeaderValue && strings.IndexFunc(s, bad) < 0
}

// isAddress says whether s is one bare address (RFC 5322 section 3.4.1), as it is to be written.
func isAddress(s string) bool {
	_, err := address.Parse(s)
	return err == nil
}
