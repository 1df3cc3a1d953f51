package letter_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/mail/address"
	"github.com/onrecord/onrecord/internal/mail/letter"
	"github.com/onrecord/onrecord/internal/mail/token"
)

func read(t testing.TB, raw []byte) mail.Inbound {
	t.Helper()
	in, err := mail.Read(raw)
	require.NoError(t, err)
	return in
}

func TestWhatIsComposedCanBeRead(t *testing.T) {
	l := reminder()
	l.About = "Stimmt das? – „Vault 7“"
	l.To.Name = "Büro für Presse"
	in := read(t, compose(t, l))
	require.Empty(t, in.Problems)
	require.Equal(t, []mail.Address{{Name: "Mara Lindt, Investigations desk", Address: "investigations@desk.example"}}, in.From)
	require.Equal(t, []mail.Address{{Name: "Büro für Presse, press office", Address: "press@google.example"}}, in.To)
	require.Equal(t, "reply+abc@desk.example", in.ReplyTo[0].Address)
	require.Equal(t, "Re: Request for comment V7-GOOG-4821: “"+l.About+"”", in.Subject)
	require.Equal(t, l.MessageID, in.MessageID)
	require.Equal(t, []string{"r1@desk.example"}, in.InReplyTo)
	require.Equal(t, []string{token.MessageID(messageID, "desk.example"), "r1@desk.example"}, in.References)
	require.True(t, l.Date.Equal(in.Date))
	require.Contains(t, in.Text, "“WikiLeaks contacted Google about the CIA's hacking tools.”")
	mail.Classify(&in, mail.Envelope{From: "desk@desk.example", Own: true})
	require.Equal(t, mail.ClassAutomatic, in.Class, "it has come back")
}

func FuzzComposeHeader(f *testing.F) {
	f.Add("Mara\r\nBcc: x@evil.example", "a", "press@b.example")
	f.Add("Mara", "=?utf-8?q?a=0D=0ABcc:_x?=", "press@b.example")
	f.Add("\"<x@evil.example>\", y", "\u2028X: y", "a@b\x85.example")
	f.Add("Mara", "a", "press@müller.example")
	f.Add("Mara", "a", `"press  office"@mill.example`)
	want := map[string]bool{"From": true, "To": true, "Reply-To": true, "Subject": true, "Message-Id": true, "Date": true,
		"Mime-Version": true, "Content-Type": true, "Content-Transfer-Encoding": true}
	f.Fuzz(func(t *testing.T, name, subject, to string) {
		l := request()
		l.From.Reporter, l.To.Name, l.About, l.To.Address = name, name, subject, to
		raw, err := letter.Compose(l)
		if err != nil {
			return
		}
		h := parse(t, raw).Header
		for field, values := range h {
			if !want[field] || len(values) != 1 {
				t.Fatalf("field %s: %q", field, values)
			}
		}
		in := read(t, raw)
		if len(in.To) != 1 || len(in.From) != 1 {
			t.Fatalf("to %q became %+v, from %+v", to, in.To, in.From)
		}
		// What looks like an encoded word is read as one; of several spaces one is shown.
		if a, err := address.Parse(to); err != nil || !strings.Contains(to, "=?") && inOneLine(in.To[0].Address) != inOneLine(a.Bare()) {
			t.Fatalf("to %q became %+v: %v", to, in.To, err)
		}
	})
}

func inOneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
