package mail_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"mime/quotedprintable"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail"
	"github.com/onrecord/onrecord/internal/worktest"
)

// allocated is how many bytes are allocated while something is done.
func allocated(do func()) int {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc)
}

func parameters(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ";p%d=1", i)
	}
	return b.String()
}

func inParts(n int, header, body string) string {
	return "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + strings.Repeat("--x\r\n"+header+"\r\n\r\n"+body+"\r\n", n) + "--x--\r\n"
}

// lines is base64 as mail has it.
func lines(data []byte) string {
	coded, out := base64.StdEncoding.EncodeToString(data), strings.Builder{}
	for len(coded) > 76 {
		out.WriteString(coded[:76] + "\r\n")
		coded = coded[76:]
	}
	return out.String() + coded
}

func TestNoMessageCostsMoreThanItsShareInTime(t *testing.T) {
	const from = "From: a@b.example\r\n"
	report := "From: mailer-daemon@b.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\n\r\na\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: a\r\n\r\n"
	for sentence, raw := range map[string]string{
		"sixteen thousand parameters":              from + "Content-Type: text/plain" + parameters(16_000) + "\r\n\r\nx\r\n",
		"a thousand parts with 300 parameters":     inParts(1000, "Content-Type: text/plain"+parameters(300)+"\r\nContent-Disposition: inline"+parameters(300), "a"),
		"a thousand parts with 2,000 parameters":   inParts(1000, "Content-Type: text/plain"+parameters(2000), "a"),
		"a thousand parts with 300 fields":         inParts(1000, strings.Repeat("X-A: b\r\n", 300)+"X: y", "a"),
		"a thousand parts":                         inParts(1000, "Content-Type: text/plain", "a"),
		"half a million parts":                     inParts(500_000, "X: y", "a"),
		"parts of a boundary in pieces":            strings.Replace(inParts(500_000, "X: y", "a"), "boundary=x", "boundary*0=x", 1),
		"parts of an encoded boundary":             strings.Replace(inParts(500_000, "X: y", "a"), "boundary=x", "=?utf-8?b?Ym91bmRhcnk=?==x", 1),
		"a hundred forms of 80 KB":                 strings.Replace(inParts(100, "Content-Type: text/plain", strings.Repeat("a b ", 20_000)), "/mixed", "/alternative", 1),
		"30 MB of text":                            from + "\r\n" + strings.Repeat("answer one. ", 30<<20/12),
		"30 MB of text in lines":                   from + "\r\n" + strings.Repeat("answer one.\r\n", 30<<20/13),
		"30 MB of text in base64":                  from + "Content-Transfer-Encoding: base64\r\n\r\n" + lines(bytes.Repeat([]byte("answer one.\r\n"), 22<<20/13)),
		"30 MB of lines that could start a part":   from + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + strings.Repeat("--y\r\n", 6<<20),
		"30 MB of HTML":                            from + "Content-Type: text/html\r\n\r\n" + strings.Repeat("<p>answer one. \r\n", 30<<20/17),
		"a file of 30 MB":                          inParts(1, "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64", lines(make([]byte, 22<<20))),
		"a hundred files of 300 KB":                inParts(100, "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64", lines(make([]byte, 220<<10))),
		"ten levels around 25 MB":                  string(nested(10)) + strings.Repeat("answer\r\n", 3<<20),
		"twelve levels and lines that could start": string(nested(12)) + strings.Repeat("answer\r\n--y\r\n", 1<<21),
		"fourteen thousand encoded words":          from + "Subject: " + strings.Repeat("=?utf-8?b?YQ==?= ", 14_000) + "\r\nTo: " + strings.Repeat("=?utf-8?b?YQ==?= <a@b.example>, ", 6000) + "\r\n\r\nx\r\n",
		"a field in 80,000 lines":                  from + "Subject: a\r\n" + strings.Repeat(" b\r\n", 80_000) + "\r\nx\r\n",
		"a field of a part in 80,000 lines":        inParts(3, "Content-Type: text/plain\r\n"+strings.Repeat(" b\r\n", 80_000)+"X: y", "a"),
		"60,000 recipients of a report":            report + strings.Repeat("Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\n\r\n", 60_000) + "--x--\r\n",
		"60,000 recipients of a report in words":   "From: mailer-daemon@b.example\r\nSubject: failure notice\r\n\r\ncould not be delivered\r\n" + strings.Repeat("<a@b.example>:\r\nno such user\r\n", 60_000),
		"a megabyte of open tags":                  from + "Content-Type: text/html\r\n\r\n" + strings.Repeat("<a href=x>", 100<<10),
		"15 million quotations":                    from + "\r\n" + strings.Repeat("> ", 15<<20),
		"30 MB that end no line":                   from + "Content-Type: multipart/mixed\r" + strings.Repeat("boundary content-type: multipart/x\r", 1<<20),
		"a hundred attached messages":              inParts(100, "Content-Type: message/rfc822", strings.ReplaceAll(inParts(5, "Content-Type: text/plain", "a"), "=x", "=y")),
	} {
		t.Run(sentence, func(t *testing.T) {
			message := []byte(raw)
			var memory int
			spent := worktest.Spent(t, func() {
				memory = allocated(func() {
					in := read(t, message)
					mail.Classify(&in, mail.Envelope{})
					in.Decoded()
				})
			})
			require.Less(t, memory, 96<<20)
			require.Less(t, spent, time.Second)
		})
	}
}

// Files do not go through the parser if they are large; what comes out must not depend on it.
func TestALargeFileIsReadAsASmallOne(t *testing.T) {
	random := rand.NewChaCha8([32]byte{1})
	for _, size := range []int{100, 40 << 10, 400 << 10} {
		data, text := make([]byte, size), strings.Builder{}
		_, _ = random.Read(data)
		for text.Len() < size {
			fmt.Fprintf(&text, "Line %d of the file, with an equals sign = and a dash -- in it.\r\n", text.Len())
		}
		quoted := bytes.Buffer{}
		w := quotedprintable.NewWriter(&quoted)
		_, _ = w.Write([]byte(text.String()))
		require.NoError(t, w.Close())
		noisy := strings.ReplaceAll(lines(data), "\r\n", " \r\n!")
		attached := "Subject: inner\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + lines(data) + "\r\n--y--"
		for sentence, c := range map[string]struct{ header, body, want string }{
			"base64":                {"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: BASE64", lines(data), string(data)},
			"base64 with noise":     {"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64", noisy, string(data)},
			"quoted-printable":      {"Content-Type: application/rtf; name=a.rtf\r\nContent-Transfer-Encoding: quoted-printable", quoted.String(), text.String()},
			"8bit":                  {"Content-Type: application/json\r\nContent-Transfer-Encoding: 8bit", text.String() + "end", text.String() + "end"},
			"no encoding":           {"Content-Type: application/json", text.String() + "end", text.String() + "end"},
			"a text that is a file": {"Content-Type: text/csv; charset=utf-8\r\nContent-Disposition: attachment; filename=a.csv\r\nContent-Transfer-Encoding: base64", lines([]byte(text.String())), text.String()},
			"an attached message":   {"Content-Type: message/rfc822", attached, attached},
			"one in base64":         {"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64", lines([]byte(attached)), attached},
		} {
			t.Run(fmt.Sprint(sentence, " of ", size), func(t *testing.T) {
				raw := []byte("From: a@b.example\r\nDate: Tue, 14 Mar 2017 10:00:00 +0000\r\nMessage-ID: <a@b>\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nBefore.\r\n--x\r\n" +
					c.header + "\r\n\r\n" + c.body + "\r\n--x\r\nContent-Type: text/plain\r\n\r\nAfter.\r\n--x--\r\n")
				in := read(t, raw)
				require.Equal(t, "Before.\n\nAfter.", in.Text)
				require.Len(t, in.Attachments, 1)
				require.Equal(t, len(c.want), in.Attachments[0].Size)
				_, got, err := mail.File(raw, 0)
				require.NoError(t, err)
				require.True(t, c.want == string(got), "%d bytes of %d", len(got), len(c.want))
				require.NotContains(t, strings.Join(in.Problems, " "), "too long")
			})
		}
	}
}

func TestLinesThatCouldStartAPartAreNoParts(t *testing.T) {
	body := strings.Repeat("-- a line of a list\n", 3000) + "and the answer"
	in := read(t, crlf("From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n"+body+"\n--x--\n"))
	require.Equal(t, body, in.Text)
}

func TestWhatIsNotShownOfALongTextIsSaid(t *testing.T) {
	raw := crlf("From: a@b.example\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + lines(bytes.Repeat([]byte("answer\n"), 1<<20)) + "\n")
	in := read(t, raw)
	require.Contains(t, in.Problems, "A text in the message is too long; only its beginning is shown.")
	require.True(t, strings.HasPrefix(in.Text, "answer\nanswer\n"))
	require.Empty(t, strings.Trim(in.Text, "answer\n"), "no mark of the parser's")
	found := 0
	for _, part := range in.Decoded() {
		found += bytes.Count(part, []byte("answer"))
	}
	require.InDelta(t, 1<<20, found, 2, "searched to its end")
}
