package replytext

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord/internal/mail/phrase"
)

// Programs of the Outlook kind put the header of what they quote above it, a line for each field, in the language of
// whoever answers; and they mark nothing below.

// field is one of the fields that such a header has.
type field int

const (
	noField field = iota
	fromField
	sentField
	toField
	subjectField
	otherField
)

const (
	maxHeaderLines = 24
	maxLabel       = 40 // bytes
)

var fieldOf = func() map[string]field {
	of := map[string]field{}
	for f, names := range fieldNames {
		for _, name := range strings.Split(names, "|") {
			of[strings.TrimSpace(name)] = f
		}
	}
	return of
}()

// label gives the field that a line begins with.
func label(body string) (f field, value string) {
	body = strings.TrimLeft(body, "*_ \t")
	i := strings.IndexAny(body, ":：")
	if i <= 0 || i > maxLabel {
		return noField, ""
	}
	name := strings.Trim(body[:i], "*_"+invisible)
	_, size := utf8.DecodeRuneInString(body[i:])
	name = strings.Join(strings.Fields(strings.ToLower(name)), " ")
	f, ok := fieldOf[name]
	if !ok {
		f = fieldOf[squeezed(name)] // "寄件 者"
	}
	return f, strings.Trim(body[i+size:], "*"+invisible)
}

func squeezed(name string) string {
	if len(name) > 0 && name[0] >= utf8.RuneSelf {
		return strings.ReplaceAll(name, " ", "")
	}
	return name
}

// headerAt reads the header of a quoted message that begins with a line, and gives the line after it; the same line for none.
// after says that something else has already said so: then two fields are enough.
func (s *splitter) headerAt(from int, after bool) int {
	if f, _ := label(s.lines[from].body); f == noField || f == otherField && !after || s.tries > maxTries {
		return from
	}
	s.tries++
	depth := s.lines[from].depth
	seen := map[field]bool{}
	end, open := from, otherField
	for i := from; i < len(s.lines) && i < from+maxHeaderLines; i++ {
		l := &s.lines[i]
		if l.blank() { // some put a blank line between the fields
			if i+1 < len(s.lines) {
				if f, _ := label(s.lines[i+1].body); f != noField && !seen[f] {
					continue
				}
			}
			break
		}
		if l.depth != depth {
			break
		}
		f, _ := label(l.body)
		if f == noField {
			if open != toField && open != otherField && open != subjectField || len(l.body) > 400 || s.lines[i-1].blank() {
				break // the fields that go on are those with many names, and a long subject
			}
			if open == subjectField && len(s.lines[i-1].body) < 60 {
				break
			}
			end = i + 1
			continue
		}
		if f != otherField && seen[f] {
			break
		}
		seen[f], open, end = true, f, i+1
	}
	found := len(seen)
	if seen[otherField] {
		found--
	}
	if seen[fromField] && found >= 3 || after && found >= 2 {
		return end
	}
	return from
}

// separator knows "-----Original Message-----" and its kin.
func separator(body string) bool {
	if len(body) > 200 || len(body) < 6 || rule.MatchString(body) {
		return false
	}
	lower := strings.ToLower(body)
	if begun.Matches(lower) || groupWise.MatchString(body) {
		return true
	}
	return (strings.HasPrefix(body, "-") || strings.HasPrefix(body, "_") || strings.HasPrefix(body, "=") || strings.HasPrefix(body, "–") || strings.HasPrefix(body, "—") || strings.HasPrefix(body, "*")) && separated.Matches(lower)
}

var (
	separated = phrase.Any(`^[-–—_=* \x{A0}]{2,}(?:` + originalMessage + `)`)
	begun     = phrase.Any(`^\*?(?:` + beginForwarded + `)\s?[:：]\*?$`)
	groupWise = regexp.MustCompile(`^>>> .{3,150}\d{1,2}[:.]\d\d.{0,12}>>>$`)
	rule      = regexp.MustCompile(`^[-–—_=*~#]{5,}$`)
)

// isMarker says whether a line belongs to what announces a quotation.
func isMarker(body string) bool {
	f, _ := label(body)
	return f != noField || separator(body) || rule.MatchString(body)
}
