package automatic_test

import (
	"net/textproto"
	"testing"

	"github.com/onrecord/onrecord/internal/mail/automatic"
)

// Whatever a message says: what answers us, has words of its own and bears no mark of a program is not taken for one.
func FuzzJudge(f *testing.F) {
	f.Add("Auto-Submitted", "auto-replied", "Automatic reply: x", "I am out of the office until 20 March, but: no.", true)
	f.Add("X-Autoreply", "yes", "Re: x", "Ich bin bis zum 3. April nicht im Büro.\n> quoted\n-- \nU. B.", false)
	f.Add("Precedence", "bulk", "[mill #1] AutoReply: x", "お問い合わせを受け付けました。しかし", true)
	f.Add("", "", "Accepted: call", "Accepted", true)
	f.Fuzz(func(t *testing.T, field, value, subject, text string, ours bool) {
		m := automatic.Message{Header: textproto.MIMEHeader{textproto.CanonicalMIMEHeaderKey(field): {value}}, Subject: subject, Text: text, Ours: ours}
		v := automatic.Judge(m)
		if (v.Outcome == automatic.Answer) != (v.Hint == "") {
			t.Fatalf("%s with the hint %q", v.Outcome, v.Hint)
		}
		m.Header = nil
		if v := automatic.Judge(m); ours && v.Outcome == automatic.Machine && len(v.Signs) > 0 && v.Signs[0] != automatic.SignSystem && v.Signs[0] != automatic.SignSubject {
			t.Fatalf("without any mark, %+v", v)
		}
	})
}
