package mail_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/worktest"
)

func TestReadingTexts(t *testing.T) {
	const head = "From: a@b.example\r\nDate: Tue, 14 Mar 2017 10:00:00 +0000\r\nMessage-ID: <m@b>\r\nMIME-Version: 1.0\r\n"
	cases := []struct {
		sentence, rest, want string
	}{
		{"plain text as it stands", "\r\nNo comment.\r\n", "No comment."},
		{"Latin-1 as declared", "Content-Type: text/plain; charset=iso-8859-1\r\n\r\nGr\xfc\xdfe\r\n", "Grüße"},
		{"an unknown charset as browsers read it", "Content-Type: text/plain; charset=klingon\r\n\r\nGr\xfc\xdfe\r\n", "Grüße"},
		{"base64", "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nTm8gY29tbWVudC4=\r\n", "No comment."},
		{"broken base64 as far as it goes", "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nTm8gY29tbWVudC4*$\r\n", "No comment."},
		{"HTML when there is nothing else", "Content-Type: text/html\r\n\r\n<p>No <b>comment</b>.</p>\r\n", "No *comment*."},
		{"alternatives that differ, both", "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n\r\nplain\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>html\r\n--x--\r\n", "plain\n\nhtml"},
		{"the HTML of an alternative whose text is blank", "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n\r\n \r\n--x\r\nContent-Type: text/html\r\n\r\n<p>html\r\n--x--\r\n", "html"},
		{"a multipart whose boundary is never closed", "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nanswer\r\n", "answer"},
		{"a multipart that names no boundary", "Content-Type: multipart/mixed\r\n\r\nanswer\r\n", "answer"},
		{"NUL bytes left out", "\r\nNo\x00 comment.\r\n", "No comment."},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			in := read(t, []byte(head+c.rest))
			require.Equal(t, c.want, in.Text)
			require.Equal(t, "a@b.example", in.From[0].Address)
		})
	}
}

func TestReadingAttachments(t *testing.T) {
	in := read(t, crlf(`From: a@b.example
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/plain

See the files.
--x
Content-Type: application/pdf; name="answer.pdf"
Content-Disposition: attachment; filename="=?utf-8?q?Erkl=C3=A4rung.pdf?="
Content-Transfer-Encoding: base64

JVBERi0=
--x
Content-Type: text/plain
Content-Disposition: attachment; filename="../../etc/passwd"

root
--x
Content-Type: image/png
Content-Disposition: inline

png
--x--
`))
	require.Equal(t, "See the files.", in.Text)
	for i := range in.Attachments {
		require.Len(t, in.Attachments[i].SHA256, 64)
		in.Attachments[i].SHA256, in.Attachments[i].Found, in.Attachments[i].Warnings = "", "", nil
	}
	require.Equal(t, []mail.Attachment{
		{Name: "Erklärung.pdf", ContentType: "application/pdf", Size: 5},
		{Name: "passwd", ContentType: "text/plain", Size: 4},
		{ContentType: "image/png", Size: 3},
	}, in.Attachments)
}

func TestRecipientsAreAllAddressesItArrivedAt(t *testing.T) {
	in := read(t, []byte("To: A <a@x.example>, b@x.example\r\nCc: c@x.example\r\nDelivered-To: d@x.example\r\nX-Original-To: <e@x.example>\r\n\r\nx"))
	require.Equal(t, []string{"a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example"}, in.Recipients())
}

func TestProblemsAreSaidInSentences(t *testing.T) {
	cases := []struct{ sentence, raw, want string }{
		{"two From fields", "From: a@b.example\r\nFrom: c@d.example\r\n\r\nx", "The message has more than one From field."},
		{"two authors", "From: a@b.example, c@d.example\r\n\r\nx", "The message names more than one author."},
		{"no author", "To: a@b.example\r\n\r\nx", "The message names no author."},
		{"a malformed author", "From: Press Office a@b.example>\r\n\r\nx", "The field From is malformed."},
		{"a malformed date", "Date: yesterday\r\n\r\nx", "The message's date cannot be read."},
		{"a charset that is not known", "Content-Type: text/plain; charset=x-weird\r\n\r\nGr\xf6\xdfe", "A text states a charset that is not known or not its own; its letters are a guess."},
		{"no header at all", "x", "The message has no Message-ID."},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			require.Contains(t, read(t, []byte(c.raw)).Problems, c.want)
		})
	}
	_, err := mail.Read([]byte(" \r\n"))
	require.ErrorIs(t, err, mail.ErrEmpty)
}

// hostile messages once cost minutes or more; each is answered in well under a second on one slow core, and the limit
// is there for a machine that is busy with other things.
func TestHostileMessagesAreReadInTime(t *testing.T) {
	const from = "From: a@b.example\r\n"
	cases := map[string][]byte{
		"a hundred thousand levels of multipart": nested(100_000),
		"ten levels around 8 MB":                 append(nested(10), bytes.Repeat([]byte("answer\r\n"), 1<<20)...),
		"thirty unclosed levels":                 nested(30),
		"half a million parts":                   []byte(from + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + strings.Repeat("--x\r\n\r\na\r\n", 500_000)),
		"a header of 10 MB":                      []byte(from + "Subject: " + strings.Repeat("a ", 5<<20) + "\r\n\r\nanswer"),
		"a header of a million fields":           []byte(from + strings.Repeat("X: y\r\n", 1_000_000) + "\r\nanswer"),
		"a header that never ends":               []byte(from + strings.Repeat("no colon here\r\n", 700_000)),
		"an address of nested comments":          []byte("From: " + strings.Repeat("(", 200_000) + "\r\n\r\nanswer"),
		"a recipient list of 200 KB":             []byte(from + "To: " + strings.Repeat("a@b.example,\r\n ", 12_000) + "\r\n\r\nanswer"),
		"a part with a file name of 10 MB":       []byte(from + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Disposition: attachment; filename=\"" + strings.Repeat("=?utf-8?q?a?= ", 800_000) + "\"\r\n\r\nx\r\n--x--\r\n"),
		"a file name of 200 KB in pieces":        []byte(from + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Disposition: attachment; " + strings.Repeat("filename*0=a; ", 15_000) + "\r\n\r\nx\r\n--x--\r\n"),
		"HTML nested half a million deep":        []byte(from + "Content-Type: text/html\r\n\r\n" + strings.Repeat("<div>", 500_000)),
		"HTML of unclosed tables":                []byte(from + "Content-Type: text/html\r\n\r\n" + strings.Repeat("<table><a>", 100_000)),
		"30 MB of text":                          []byte(from + "\r\n" + strings.Repeat("answer ", 4<<20)),
		"30 MB of Message-ID lines":              []byte(from + "\r\n" + strings.Repeat("From: x\r\n", 3<<20)),
	}
	for name, raw := range cases {
		t.Run(name, func(t *testing.T) {
			var in mail.Inbound
			require.Less(t, worktest.Spent(t, func() { in = read(t, raw) }), 15*time.Second)
			require.NotEmpty(t, in.Problems)
			require.LessOrEqual(t, len(in.Text), 2<<20)
			require.True(t, utf8.ValidString(in.Text))
			if !strings.HasPrefix(name, "an address") {
				require.Equal(t, "a@b.example", in.From[0].Address, "what can be read is read")
			}
		})
	}
}

func nested(levels int) []byte {
	var b bytes.Buffer
	b.WriteString("From: a@b.example\r\n")
	for i := range levels {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	b.WriteString("\r\nanswer\r\n")
	return b.Bytes()
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("From: a@b.example\r\n\r\nx"), "")
	f.Add(nested(5), "a@b.example")
	f.Add(crlf(failed), "")
	f.Add(message("Auto-Submitted: auto-replied", "Content-Type: text/html; charset=utf-16"), "x")
	f.Add([]byte("From: =?utf-8?q?=00?= <a@b>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"\r\n\r\n--\r\n"), "")
	f.Fuzz(func(t *testing.T, raw []byte, sender string) {
		in, err := mail.Read(raw)
		if err != nil {
			return
		}
		mail.Classify(&in, mail.Envelope{From: sender})
		if (in.Class == mail.ClassBounce) != (in.Bounce != nil) {
			t.Fatal("a bounce, and only a bounce, says what it is about")
		}
		for _, s := range append(in.Recipients(), in.Subject, in.Text, in.MessageID) {
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				t.Fatalf("%q is not clean", s)
			}
		}
	})
}
