package mail_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/onrecord/onrecord/claim/letters"
	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/authn"
	"github.com/onrecord/onrecord/internal/mail/authn/authntest"
	"github.com/onrecord/onrecord/internal/mail/token"
)

// takeIn has a message go through all that is done with it between its arrival and its page, and says what is wrong
// with what came out. A panic is wrong, too.
func takeIn(tokens token.Tokens, raw []byte) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a panic: %v\n%s", p, debug.Stack())
		}
	}()
	sum := sha256.Sum256(raw)
	header := mail.ReadHeader(raw)
	mail.Identity(raw, header)
	mail.Recipients(raw)
	in, err := mail.Read(raw)
	if err != nil {
		return nil // it is empty
	}
	if slices.Contains(in.Problems, mail.AsItCame) {
		return fmt.Errorf("a panic in reading it")
	}
	found := tokens.FindAll(in.Recipients())
	for _, a := range in.Recipients() {
		tokens.Nearest(tokens.Damaged(a), found)
	}
	letters.FindRequestCodes(in.Subject + "\n" + in.Text)
	in.Compare([]string{letter})
	mail.Classify(&in, mail.Envelope{From: "a@b.example", To: in.Recipients(), Ours: len(found) > 0})
	in.Decoded()
	var shown []string
	for _, a := range in.From {
		shown = append(shown, a.Address)
	}
	checker := authn.Checker{DNS: authntest.NewZone("_dmarc.mill.example", "v=DMARC1; p=reject")}
	checker.Check(context.Background(), authn.Message{
		Raw: raw, Shown: shown, Peer: netip.MustParseAddr("198.51.100.1"), Helo: "mx.example", MailFrom: "a@b.example", At: time.Unix(1489741200, 0),
	})
	for i, a := range in.Attachments[:min(len(in.Attachments), 3)] {
		if _, _, err := mail.File(raw, i); err != nil {
			return fmt.Errorf("file %d, %q, is listed and not there", i, a.Name)
		}
	}
	if sum != sha256.Sum256(raw) {
		return fmt.Errorf("its bytes have changed")
	}
	return unclean(in)
}

// unclean says what could not be shown or stored of what was read.
func unclean(in mail.Inbound) error {
	texts := append(in.Recipients(), in.Subject, in.Text, in.MessageID)
	for _, a := range append(in.From, in.Sender...) {
		texts = append(texts, a.Name, a.Address)
	}
	for _, a := range in.Attachments {
		texts = append(texts, a.Name, a.ContentType)
	}
	for _, s := range append(texts, in.Problems...) {
		if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
			return fmt.Errorf("%q is not clean", s)
		}
	}
	var all strings.Builder
	for _, s := range in.Segments {
		all.WriteString(s.Text)
	}
	if all.String() != in.Text {
		return fmt.Errorf("its segments are not its text")
	}
	return nil
}

func FuzzTakeIn(f *testing.F) {
	tokens := replyTokens(f)
	seed(f, 7, func(raw []byte) { f.Add(raw) })
	f.Fuzz(func(t *testing.T, raw []byte) {
		if err := takeIn(tokens, raw); err != nil {
			t.Fatal(err)
		}
	})
}
