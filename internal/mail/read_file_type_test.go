package mail_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail"
)

func attached(t *testing.T, contentType, name string, content []byte) mail.Attachment {
	t.Helper()
	in := read(t, []byte("From: a@b.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nSee there.\r\n--x\r\nContent-Type: "+contentType+
		"\r\nContent-Disposition: attachment; filename=\""+name+"\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"+base64.StdEncoding.EncodeToString(content)+"\r\n--x--\r\n"))
	require.Len(t, in.Attachments, 1)
	return in.Attachments[0]
}

func zipped(t *testing.T, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range names {
		f, err := w.Create(name)
		require.NoError(t, err)
		_, err = f.Write([]byte("x"))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return out.Bytes()
}

func TestAFileIsWhatItsContentSays(t *testing.T) {
	program := append(append([]byte("MZ"), make([]byte, 58)...), "\x40\x00\x00\x00PE\x00\x00"...)
	cases := []struct {
		sentence, contentType, name string
		content                     []byte
		found                       string
		warnings                    []string
	}{
		{"a PDF", "application/pdf", "answer.pdf", []byte("%PDF-1.7\n"), "application/pdf", nil},
		{"a program that says it is a PDF", "application/pdf", "answer.pdf", program, "application/vnd.microsoft.portable-executable", []string{"By its name it is a PDF; by its content, a program or a script."}},
		{"a picture by its name, a page by its content", "image/png", "logo.png", []byte("<html><script>x</script>"), "text/html", []string{"By its name it is a picture; by its content, an HTML page."}},
		{"a PDF that is none", "application/pdf", "", []byte{1, 2, 3}, "", []string{"It says that it is a PDF; by its content, it is something else."}},
		{"a program with two endings", "application/octet-stream", "answer.pdf.exe", program, "application/vnd.microsoft.portable-executable", []string{"It is a program or a script."}},
		{"an Office document is an archive, and nobody has to know", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "answer.docx", zipped(t, "[Content_Types].xml"), "application/zip", nil},
		{"an archive", "application/zip", "files.zip", zipped(t, "a.txt"), "application/zip", []string{"It is an archive, which nobody has looked into here."}},
		{"an archive in an archive", "application/zip", "files.zip", zipped(t, "a.txt", "deep/inner.7z"), "application/zip", []string{"It is an archive with another archive in it, inner.7z, which nobody has looked into here."}},
		{"a table of plain text", "text/csv", "data.csv", []byte("a,b\n1,2\n"), "text/plain", nil},
		{"a script that is said to be one", "text/plain", "run.sh", []byte("#!/bin/sh\n"), "text/x-script", []string{"It says that it is a text; by its content, it is a program or a script."}},
	}
	for _, c := range cases {
		t.Run(c.sentence, func(t *testing.T) {
			a := attached(t, c.contentType, c.name, c.content)
			sum := sha256.Sum256(c.content)
			require.Equal(t, hex.EncodeToString(sum[:]), a.SHA256)
			require.Equal(t, c.found, a.Found)
			require.Equal(t, c.warnings, a.Warnings)
		})
	}
}
