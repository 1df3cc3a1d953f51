package page

import (
	"mime"
	"net/http"
	"path"
	"strings"
	"unicode"
)

// disposition names a file to save (RFC 6266). The name has come from outside:
// no folders, no control characters, no overlong names.
func disposition(filename string) string {
	name := path.Base(strings.ReplaceAll(filename, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > 120 {
		name = string(runes[len(runes)-120:])
	}
	if name == "" || name == "." || name == "/" {
		name = "file"
	}
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}

// Download sends a file from outside, to be saved.
func (v *Visit) Download(filename string, data []byte) error {
	attachment(v.W.Header(), filename)
	_, _ = v.W.Write(data) // the browser may have gone
	return nil
}

// attachment sets the headers of a file from outside: it is saved, and never
// shown within the desk.
func attachment(h http.Header, filename string) {
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", disposition(filename))
	h.Set("Cache-Control", "private, no-store")
}
