package casework

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/onrecord/onrecord/claim"
)

// Whoever has the link to the answer page answers as the party, and what comes
// through it counts as verified if the letter went to a verified contact point. So
// the link is in the letter, and nobody on the desk gets to see it.
const (
	linkPath   = "/answer/"
	linkShown  = "[only in the letter]"
	linkLength = 77 // characters of its secret, see mail.Links
	linkEnough = 40 // from how many on it is taken for one, cut off or not
)

// WithoutLinks takes the secret out of links to the answer page, also where a mail
// program has quoted and broken them.
func WithoutLinks(text string) string {
	var out strings.Builder
	for {
		before, after, found := strings.Cut(text, linkPath)
		out.WriteString(before)
		if !found {
			return out.String()
		}
		out.WriteString(linkPath)
		if n := secretOf(after); n > 0 {
			out.WriteString(linkShown)
			after = after[n:]
		}
		text = after
	}
}

// secretOf is how many bytes at the beginning of a text are the secret of a link; 0 for none.
func secretOf(text string) int {
	length, end := 0, 0
	for i := 0; i < len(text) && length < linkLength; {
		if b := text[i]; b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' {
			i++
			length, end = length+1, i
			continue
		}
		broken := lineBreak(text[i:])
		if broken == 0 {
			break
		}
		i += broken
	}
	if length < linkEnough {
		return 0
	}
	return end
}

// lineBreak is how many bytes at the beginning of a text are a line break, with the
// marks by which mail programs quote.
func lineBreak(text string) int {
	rest := strings.TrimPrefix(strings.TrimPrefix(text, "="), "\r")
	if !strings.HasPrefix(rest, "\n") {
		return 0
	}
	return len(text) - len(strings.TrimLeft(rest[1:], "> \t"))
}

// withoutLinks is the letter as the desk may see it.
func (l LetterText) withoutLinks() LetterText {
	l.Text = WithoutLinks(l.Text)
	return l
}

// stillOpen reports whether an answer is still taken through a link in a letter of ours.
func (d *Desk) stillOpen(letters *claim.Correspondence, m *claim.Message) bool {
	if m.Kind == claim.Reply {
		return false
	}
	return slices.ContainsFunc(m.Requests, func(request uuid.UUID) bool {
		return letters.Link(request, m.Contact, d.now()) == claim.LinkOpen
	})
}
