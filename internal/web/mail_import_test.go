package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/web/webtest"
)

// sendFile sends a form with a file.
func (d *letterDesk) sendFile(path, field, name, data string, fields ...string) webtest.Answer {
	d.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i < len(fields); i += 2 {
		require.NoError(d.t, w.WriteField(fields[i], fields[i+1]))
	}
	part, err := w.CreateFormFile(field, name)
	require.NoError(d.t, err)
	_, err = part.Write([]byte(data))
	require.NoError(d.t, err)
	require.NoError(d.t, w.Close())
	return d.Do(http.MethodPost, path, w.FormDataContentType(), &body)
}

func TestMailThatIsPutInIsSaidToHaveBeen(t *testing.T) {
	d := newLetterDesk(t)
	require.Contains(t, d.Get("/inbox").Body, `href="/inbox/import"`)
	const mail = "From: press@google.example\r\nSubject: Re: yours\r\n\r\nIt is so.\r\n"
	done := d.sendFile("/inbox/import", "mail", "answer.eml", mail)
	require.Equal(t, 200, done.Status)
	require.Contains(t, done.Text(), "answer.eml taken in")
	_, rest, ok := strings.Cut(done.Body, `href="/messages/`)
	require.True(t, ok)
	id, _, _ := strings.Cut(rest, `"`)
	page := d.Get("/messages/" + id)
	require.Contains(t, page.Text(), "put in from a file by Mara")
	require.Contains(t, d.sendFile("/inbox/import", "mail", "again.eml", mail).Text(), "it is here already")
	refused := d.sendFile("/inbox/import", "mail", "scan.pdf", "%PDF-1.7\n")
	require.Contains(t, refused.Text(), "not taken in scan.pdf it is not a message")
	require.Equal(t, 422, d.sendFile("/inbox/import", "other", "a.eml", mail).Status)
	require.Equal(t, 422, d.sendFile("/inbox/import", "mail", "a.eml", mail, "received", "2999-01-01T00:00").Status)
}
