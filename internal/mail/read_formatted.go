package mail

import (
	"strings"

	"github.com/jhillyerd/enmime/v2"

	"github.com/onrecord/onrecord/internal/mail/safehtml"
)

// Formatted gives the inline HTML of a message made safe by [safehtml.Clean], its parts one after the other, and reports
// whether it has any. cut says that only the beginning of it is there. words rewrites every stretch of words.
func Formatted(raw []byte, words func(string) string) (page safehtml.Page, cut, ok bool) {
	var in Inbound
	env, _ := in.parse(raw, false)
	if env == nil {
		return page, false, false
	}
	var source strings.Builder
	env.Root.DepthMatchAll(func(p *enmime.Part) bool {
		if !isFormatted(p) {
			return false
		}
		text := unmarked(decoded(p.Content))
		if stated := parametersOf(p); strings.Contains(stated, "charset=us-ascii") || !strings.Contains(stated, "charset=") {
			text = asUTF8(text)
		}
		text = asBrowsersRead(text)
		if room := maxHTML - source.Len(); len(text) > room {
			text, cut = text[:max(room, 0)], true
		}
		if ok {
			source.WriteString("<hr>")
		}
		ok = true
		source.WriteString(text)
		return false
	})
	return safehtml.Clean(source.String(), words, (&pictures{raw: raw}).show), cut, ok
}

// isFormatted reports whether a part is HTML to be read.
func isFormatted(p *enmime.Part) bool {
	return p.FirstChild == nil && p.ContentType == "text/html" && !isFile(p)
}

// readFormatted notes whether there is any.
func (in *Inbound) readFormatted(root *enmime.Part) {
	in.HTML = root.DepthMatchFirst(isFormatted) != nil
}
