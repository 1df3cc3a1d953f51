package bounce_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/bounce"
)

func TestTheCauseDecidesWhetherAnAddressIsGivenUp(t *testing.T) {
	cases := []struct {
		status, said string
		want         bounce.Cause
	}{
		{"5.1.1", "", bounce.NoSuchAddress},
		{"5.2.2", "", bounce.MailboxFull},
		{"5.3.4", "", bounce.TooLarge},
		{"5.7.1", "", bounce.Refused},
		{"4.4.1", "", bounce.Unreachable},
		{"5.7.1", "550 5.7.1 user unknown", bounce.NoSuchAddress},
		{"5.1.1", "550 5.1.1 mailbox is full", bounce.MailboxFull},
		{"", "sorry, no mailbox here by that name", bounce.NoSuchAddress},
		{"", "", bounce.Unexplained},
	}
	for _, c := range cases {
		require.Equal(t, c.want, bounce.CauseOf(c.status, c.said), "%s %s", c.status, c.said)
	}
}

func FuzzProse(f *testing.F) {
	f.Add("failure notice", "Hi. This is the qmail-send program.\n<a@b.example>:\nno mailbox here\n", "mailer-daemon@x.example")
	f.Fuzz(func(t *testing.T, subject, text, from string) {
		p := bounce.Prose{Subject: subject, Text: text, Failed: text, From: []string{from}, NullSender: true}
		p.Tells()
		var r bounce.Report
		p.Fill(&r)
		if len(r.Recipients) == 0 {
			t.Fatal("nobody has failed")
		}
	})
}

// Nothing that a server says may pass is said against the address.
func FuzzCauseOf(f *testing.F) {
	f.Add("5.1.1", "550 5.1.1 <a@b.example>: user unknown")
	f.Add("4.2.2", "452 4.2.2 mailbox full")
	f.Fuzz(func(t *testing.T, status, said string) {
		cause := bounce.CauseOf(status, said)
		if cause == "" {
			t.Fatal("no cause")
		}
		if cause := bounce.CauseOf("4.4.2", said); cause == bounce.NoSuchAddress {
			t.Fatalf("a passing fault is %s", cause)
		}
	})
}
