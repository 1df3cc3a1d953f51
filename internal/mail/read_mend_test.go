package mail_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail"
)

func coded(text string) string {
	lines := base64.StdEncoding.EncodeToString([]byte(text))
	var b strings.Builder
	for len(lines) > 76 {
		b.WriteString(lines[:76] + "\n")
		lines = lines[76:]
	}
	return b.String() + lines
}

func TestWhatStandsBelowAnEncodingIsReadAsItStands(t *testing.T) {
	const long = "The mill closed the weir on 4 May, and opened it on 6 May; all of that is known to the council since then."
	const plain = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
	for sentence, c := range map[string]struct{ rest, want string }{
		"a footer with a rule":        {plain + coded("No.") + "\n__________\nThis mail was scanned.\n", "No.\n\n__________\nThis mail was scanned."},
		"a footer of one word":        {plain + coded(long) + "\nScanned\n", long + "\n\nScanned"},
		"a footer below a blank line": {plain + coded(long) + "\n\nScanned by the gateway\n", long + "\n\nScanned by the gateway"},
		"a footer that begins with dashes": {
			"Content-Type: multipart/mixed; boundary=x\n\n--x\n" + plain + coded(long) + "\n-- \nPress mailing list\n--x--\n", long + "\n\n-- \nPress mailing list"},
		"no footer":                      {plain + coded(long) + "\n", long},
		"short lines":                    {plain + "V2Ug\nZGlk\nIG5v\ndC4=\n", "We did not."},
		"an encoding cut off in the air": {plain + strings.TrimRight(coded(long+"!"), "=")[:76] + "\n", long[:57]},
	} {
		t.Run(sentence, func(t *testing.T) {
			require.Equal(t, c.want, read(t, crlf("From: a@b.example\nMIME-Version: 1.0\n"+c.rest)).Text)
		})
	}
}

func TestAFooterIsNoPartOfAFile(t *testing.T) {
	for _, file := range []string{"%PDF small", strings.Repeat("%PDF large ", 20_000)} {
		raw := crlf("From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n" +
			coded(file) + "\n\n_____\nThis mail was scanned.\n--x--\n")
		found, data, err := mail.File(raw, 0)
		require.NoError(t, err)
		require.Equal(t, "a.pdf", found.Name)
		require.Equal(t, file, string(data))
	}
}

func TestPartsAreFoundThatNobodyNames(t *testing.T) {
	in := read(t, crlf("From: a@b.example\nContent-Type: multipart/mixed\n\n--zz\nContent-Type: text/plain\n\nNo.\n--zz\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n--zz--\n"))
	require.Equal(t, "No.", in.Text)
	require.Len(t, in.Attachments, 1)
	require.Contains(t, in.Problems, "The message says that it has parts and not where they begin; that was found out.")
}

func TestNamesOfFilesInTheCharsetThatTheyState(t *testing.T) {
	for field, want := range map[string]string{
		"attachment; filename*=ISO-8859-1'en'R%FCckmeldung.pdf":                                    "Rückmeldung.pdf",
		"attachment; filename*=utf-8''%E5%A0%B0.pdf":                                               "堰.pdf",
		"attachment; filename=weir.pdf; filename*=UTF-8''Wehr%20%E2%82%AC.pdf":                     "Wehr €.pdf",
		"attachment; filename*0*=iso-2022-jp'ja'%1B$B; filename*1*=%3A%66%1B%28B; filename*2=.pdf": "堺.pdf",
		"attachment; filename*0=\"a long \"; filename*1=\"name.pdf\"":                              "a long name.pdf",
		"attachment; filename*=\"utf-8''Gr%C3%B6%C3%9Fe.pdf\"":                                     "Größe.pdf",
		"attachment; filename*=klingon''Gr%F6sse.pdf":                                              "Grösse.pdf",
		"attachment; filename*=utf-8''100%.pdf":                                                    "100%.pdf",
		"attachment; filename*=utf-8''..%2F..%2Fpasswd":                                            "passwd",
		"attachment; filename*=utf-8''a%E2%80%AEfdp.exe":                                           "a[U+202E]fdp.exe",
	} {
		in := read(t, crlf("From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\nContent-Disposition: "+field+"\n\nx\n--x--\n"))
		require.Len(t, in.Attachments, 1, field)
		require.Equal(t, want, in.Attachments[0].Name, field)
		require.Empty(t, in.Text, field)
	}
}

func TestFormsOfAMessage(t *testing.T) {
	both := func(plain, html string) string {
		return read(t, crlf("From: a@b.example\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\n"+plain+"\n--x\nContent-Type: text/html; charset=utf-8\n\n"+html+"\n--x--\n")).Text
	}
	for sentence, c := range map[string]struct{ plain, html, want string }{
		"spaces and typography":        {"We didn't \"close\" - no.", "<p>We didn’t “close” – no.</p>", "We didn't \"close\" - no."},
		"words that tags cut":          {"Weir", "<b>W</b>eir", "Weir"},
		"links with their targets":     {"See here.", "See <a href='https://mill.example/a'>here</a>.", "See here (https://mill.example/a)."},
		"links that one form spells":   {"See the report <https://mill.example/a>.", "See the report.", "See the report <https://mill.example/a>."},
		"quoted with signs or without": {"No.\n\n> Did you close it?", "<p>No.</p><blockquote type=cite>Did you close it?</blockquote>", "No.\n\n> Did you close it?"},
		"an address in brackets":       {"Ask Anna <press@mill.example>.", "Ask Anna &lt;<a href='mailto:press@mill.example'>press@mill.example</a>&gt;.", "Ask Anna <press@mill.example>."},
		"a picture's placeholder":      {"No.\n[cid:logo.png]", "<p>No.</p><img alt='Hollow Mill'>", "No.\n\n[Hollow Mill]"},
		"headings in capitals":         {"STATEMENT\nNo.", "<h1>Statement</h1>No.", "STATEMENT\nNo."},
		"bullets":                      {"* one\n* two", "<p>▪ one</p><p>▪ two</p>", "* one\n* two"},
		"one denies":                   {"We confirm.", "We deny.", "We confirm.\n\nWe deny."},
		"a sum differs":                {"It cost $20.", "It cost €20.", "It cost $20.\n\nIt cost €20."},
		"a sign of comparing":          {"It was <5%.", "It was &gt;5%.", "It was <5%.\n\nIt was >5%."},
		"a word more in each":          {"We did not close it in May.", "We did not close it, ever.", "We did not close it in May.\n\nWe did not close it, ever."},
		"only the quotations differ": {"No.\n\nOn Tue, 14 Mar 2017 at 10:30, Mara <m@desk.example> wrote:\n> Did you close it? Please say.",
			"<p>No.</p><div class=gmail_attr>On Tue, 14 Mar 2017 at 10:30, Mara &lt;m@desk.example&gt; wrote:</div><blockquote type=cite>Did you [logo of ours] close it, sirs?</blockquote>",
			"No.\n\nOn Tue, 14 Mar 2017 at 10:30, Mara <m@desk.example> wrote:\n> Did you close it? Please say."},
	} {
		t.Run(sentence, func(t *testing.T) { require.Equal(t, c.want, both(c.plain, c.html)) })
	}
}
