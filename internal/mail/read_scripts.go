package mail

import (
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// lookAlike are the scripts whose letters pass for each other. Han, kana and the like are written together honestly.
var lookAlike = []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee}

// mixesScripts reports whether a label of the address's domain has letters of more than one script that look alike.
func mixesScripts(address string) bool {
	domain := address[strings.LastIndexByte(address, '@')+1:]
	if len(domain) > 255*4 {
		return false // no domain is as long
	}
	if written, err := idna.ToUnicode(domain); err == nil {
		domain = written
	}
	for label := range strings.SplitSeq(domain, ".") {
		scripts := 0
		for _, script := range lookAlike {
			if strings.ContainsFunc(label, func(r rune) bool { return unicode.Is(script, r) }) {
				scripts++
			}
		}
		if scripts > 1 {
			return true
		}
	}
	return false
}
