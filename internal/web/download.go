package web

import (
	"mime"
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

// download sends a file from outside, to be saved.
func (v *visit) download(filename string, data []byte) error {
	attachment(v.w.Header(), filename)
	_, _ = v.w.Write(data) // the browser may have gone
	return nil
}
