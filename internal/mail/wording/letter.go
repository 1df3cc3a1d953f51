package wording

import (
	"strings"

	"github.com/onrecord/onrecord/claim"
)

// Own is the desk's own source of a letter in a language, for a kind of request, or for every kind
// if that is empty; empty if it has none.
type Own func(letter claim.MessageKind, language string, asks claim.RequestKind) string

// Letter gives what a letter is written from, once its language is chosen ([Choose]). What was
// written for its kind of request comes before what was written for every kind, and of two that
// are equally near the desk's own comes before the built-in one:
//
//  1. the desk's own for the kind of request
//  2. the built-in one for the kind of request
//  3. the desk's own for every kind
//  4. the built-in one for every kind
//
// So the desk's own words about a story do not get into a records request. asks is empty for a
// letter about requests of several kinds. own is nil for a desk without sources of its own.
func (l *Language) Letter(letter claim.MessageKind, asks claim.RequestKind, own Own) (source string, isOwn bool) {
	if own == nil {
		own = func(claim.MessageKind, string, claim.RequestKind) string { return "" }
	}
	if asks != "" {
		if source = own(letter, l.Tag, asks); source != "" {
			return source, true
		}
		if source, ok := l.sources[file(letter, asks)]; ok {
			return source, false
		}
	}
	if source = own(letter, l.Tag, ""); source != "" {
		return source, true
	}
	return l.sources[file(letter, "")], false
}

// file is what the source of a letter is called: request.right-of-reply.
func file(letter claim.MessageKind, asks claim.RequestKind) string {
	name := string(letter)
	if asks != "" {
		name += "." + string(asks)
	}
	return strings.ReplaceAll(name, " ", "-")
}
