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
	f.Add("failure notice", "Hi. This is the qmail-send program.\n<a@b.example>:\nno mailbox here\n")
	f.Fuzz(func(_ *testing.T, subject, text string) {
		p := bounce.Prose{Subject: subject, Text: text, Failed: text}
		p.Tells()
		p.Fill(&bounce.Report{})
	})
}
