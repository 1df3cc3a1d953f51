package mail

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/jhillyerd/enmime/v2"
	"golang.org/x/net/html/charset"
)

// maxPieces bounds the pieces of a file's name.
const maxPieces = 50

// nameFiles gives files the names that they state in the extended form (RFC 2231, RFC 6266 section 4.3), which goes before
// the plain one: in any charset, with or without a language, in pieces.
func nameFiles(root *enmime.Part) {
	root.DepthMatchAll(func(p *enmime.Part) bool {
		for _, field := range []struct{ header, parameter string }{{"Content-Disposition", "filename"}, {"Content-Type", "name"}} {
			if name := extended(p.Header.Get(field.header), field.parameter); name != "" {
				p.FileName = name
				break
			}
		}
		return false
	})
}

// extended reads name*=charset'language'value, or name*0*=…; name*1*=… and so on.
func extended(field, name string) string {
	if len(field) > maxMediaType || !strings.Contains(field, "*") {
		return ""
	}
	pieces := map[int]string{}
	coded := map[int]bool{}
	for parameter := range strings.SplitSeq(field, ";") {
		key, value, _ := strings.Cut(parameter, "=")
		rest, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(key)), name+"*")
		if !ok {
			continue
		}
		number, isCoded := strings.CutSuffix(rest, "*")
		n, err := strconv.Atoi(number)
		if number == "" {
			n, isCoded = 0, true
		} else if err != nil || n < 0 || n >= maxPieces {
			continue
		}
		pieces[n], coded[n] = strings.Trim(strings.TrimSpace(value), `"`), isCoded
	}
	label := ""
	if stated, rest, ok := strings.Cut(pieces[0], "'"); coded[0] && ok {
		if _, value, ok := strings.Cut(rest, "'"); ok {
			label, pieces[0] = stated, value
		}
	}
	var whole strings.Builder
	for n := 0; pieces[n] != ""; n++ {
		if plain, err := url.PathUnescape(pieces[n]); coded[n] && err == nil {
			whole.WriteString(plain)
		} else {
			whole.WriteString(pieces[n])
		}
	}
	return inCharset(whole.String(), label)
}

// inCharset reads bytes in the charset of a label; in one that nobody knows, as browsers read what declares none.
func inCharset(text, label string) string {
	encoding, _ := charset.Lookup(label)
	if encoding == nil {
		return decoded([]byte(text))
	}
	read, err := encoding.NewDecoder().String(text)
	if err != nil {
		return decoded([]byte(text))
	}
	return read
}
