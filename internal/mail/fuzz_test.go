package mail_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/onrecord/onrecord/internal/mail"
)

// seed adds messages of the corpus: every n-th.
func seed(f *testing.F, n int, add func(raw []byte)) {
	for i, s := range corpus(f) {
		if i%n == 0 {
			add(s.raw)
		}
	}
}

// body is what a message says whose header is known.
func body(t *testing.T, header, text string) string {
	in, err := mail.Read([]byte("From: a@b.example\r\n" + header + "\r\n\r\n" + text))
	if err != nil {
		return ""
	}
	if !utf8.ValidString(in.Text) || strings.ContainsRune(in.Text, 0) {
		t.Fatalf("%q is not clean", in.Text)
	}
	return in.Text
}

func FuzzHTML(f *testing.F) {
	f.Add("<p>It ran.</p><ol start=3><li>a<li>b</ol><s>never</s><a href='x'>y</a><pre> z</pre>&nbsp;&#x110000;")
	f.Add("<blockquote><table><tr><td>a<td>b</blockquote><img alt='x'><style>p{}</style><!-- c --><![CDATA[d]]>")
	seed(f, 40, func(raw []byte) { f.Add(string(raw)) })
	f.Fuzz(func(t *testing.T, page string) {
		text := body(t, "Content-Type: text/html; charset=utf-8", page)
		if len(text) > 60*len(page)+1000 {
			t.Fatalf("%d bytes of HTML became %d of text", len(page), len(text))
		}
	})
}

func FuzzFlowedText(f *testing.F) {
	f.Add("The sentence \ngoes on.\n> theirs \n>> deeper\n-- \nsignature", true)
	f.Fuzz(func(t *testing.T, text string, delSp bool) {
		header := "Content-Type: text/plain; charset=utf-8; format=flowed"
		if delSp {
			header += "; delsp=yes"
		}
		body(t, header, text)
	})
}

func FuzzHeader(f *testing.F) {
	f.Add("multipart/mixed; boundary=x", "attachment; filename*0*=utf-8''a; filename*1=b", "base64")
	f.Add("text/plain; charset=\"iso-2022-jp\"; format=flowed", "inline; filename=\"=?utf-8?b?YQ==?=\"", "quoted-printable")
	f.Add("multipart/report; report-type=delivery-status; boundary*=utf-8''x", "", "x-uuencode")
	f.Fuzz(func(t *testing.T, contentType, disposition, encoding string) {
		header := "Content-Type: " + contentType + "\r\nContent-Disposition: " + disposition + "\r\nContent-Transfer-Encoding: " + encoding
		body(t, header, "--x\r\n"+header+"\r\n\r\nan answer\r\n--x--\r\n")
	})
}

func FuzzFiles(f *testing.F) {
	seed(f, 10, func(raw []byte) { f.Add(raw) })
	f.Fuzz(func(t *testing.T, raw []byte) {
		before := bytes.Clone(raw)
		in, err := mail.Read(raw)
		if err != nil {
			return
		}
		in.Decoded()
		for i, a := range in.Attachments[:min(len(in.Attachments), 3)] {
			if strings.ContainsAny(a.Name, "/\\\x00\r\n") || !utf8.ValidString(a.Name) {
				t.Fatalf("%q is no name", a.Name)
			}
			saved, data, err := mail.File(raw, i)
			if err != nil {
				t.Fatalf("file %d is listed and not there", i)
			}
			if sum := sha256.Sum256(data); a.SHA256 != "" && a.SHA256 != hex.EncodeToString(sum[:]) || a.SHA256 != saved.SHA256 {
				t.Fatalf("file %d has another hash than is said", i)
			}
		}
		if !bytes.Equal(before, raw) {
			t.Fatal("reading has changed the message")
		}
	})
}

func FuzzRecipients(f *testing.F) {
	seed(f, 10, func(raw []byte) { f.Add(raw) })
	f.Add([]byte("To: a@b.example,\r\n c@d.example\r\nDelivered-To: <e@f.example>\r\n\r\nTo: no"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		for _, a := range mail.Recipients(raw) {
			if !utf8.ValidString(a) || strings.ContainsAny(a, "\x00\r\n") {
				t.Fatalf("%q is not clean", a)
			}
		}
	})
}
