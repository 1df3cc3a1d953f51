package mailtext

import (
	"encoding/base32"
	"regexp"
	"strings"

	"github.com/google/uuid"
)

// Whoever has the link to the answer page answers as the party, and what comes
// through it counts as verified if the letter went to a verified contact point. So
// the link is in the letter, and nobody on the desk gets to see it.
const (
	linkShown  = "[only in the letter]"
	linkLength = 77      // characters of its secret, see token.Links
	linkEnough = 40      // from how many on it is taken for one, cut off or not
	maxSecret  = 8 << 10 // bytes of a secret with all its line breaks
	maxBreak   = 400     // bytes of a line break with the marks by which mail programs quote
)

// pathEnd finds what stands between "answer" and the secret of a link, also where a
// service that rewrites links has encoded the slash ("answer%2F", "answer_").
var pathEnd = regexp.MustCompile(`(?i)^(?:/|_|[%=-](?:25)?2f)`)

// linkPaths finds what stands before the secret of a link: "answer/", also where a
// mail program has broken it. It goes through the text once, since texts are large.
func linkPaths[T string | []byte](text T) [][2]int {
	const word = "answer"
	var found [][2]int
	for i := 0; i+len(word) < len(text); i++ {
		if text[i]|0x20 != word[0] {
			continue
		}
		n, at := 1, i+1
		for n < len(word) && at < len(text) {
			if text[at]|0x20 == word[n] {
				n, at = n+1, at+1
				continue
			}
			broken := breakAt(text, at)
			if broken == 0 {
				break
			}
			at += broken
		}
		if n < len(word) {
			continue
		}
		at += breakAt(text, at)
		if end := pathEnd.FindStringIndex(string(text[at:min(len(text), at+5)])); end != nil {
			found = append(found, [2]int{i, at + end[1]})
			i = at + end[1] - 1
		}
	}
	return found
}

// breakAt is how many bytes of a text from a place on are a line break, with the marks by which mail programs quote.
// It looks at so many at most: a text may have a break at every other byte.
func breakAt[T string | []byte](text T, at int) int {
	n := at
	if n < len(text) && text[n] == '=' {
		n++
	}
	if n < len(text) && text[n] == '\r' {
		n++
	}
	if n >= len(text) || text[n] != '\n' {
		return 0
	}
	for n++; n < len(text) && n < at+maxBreak && (text[n] == '>' || text[n] == ' ' || text[n] == '\t'); n++ {
	}
	return n - at
}

const (
	tokenLength = 42 // characters of the token of a reply address, see token.Tokens
	tokenEnough = 16 // from how many on it is taken for one behind "reply+", cut off or not
)

// withoutTokens takes the tokens out of reply addresses: whoever has one can write as if
// it were the party. It finds them also where a program on the way has rewritten the
// address, or where the token stands alone, and goes through the text once.
func withoutTokens(text string) string {
	var out strings.Builder
	from := 0
	for at := 0; at < len(text); {
		if !wordByte(text[at]) {
			at++
			continue
		}
		if begin, end := tokenAt(text, at); end > 0 {
			out.WriteString(text[from:begin] + linkShown)
			from, at = end, end
		}
		for at < len(text) && wordByte(text[at]) {
			at++
		}
	}
	return out.String() + text[from:]
}

// tokenAt is where the token is of a reply address, or of none, that begins with a word of a text; 0 for none.
func tokenAt(text string, at int) (begin, end int) {
	const user = "reply"
	if begin = at + len(user); begin < len(text) && strings.EqualFold(text[at:begin], user) {
		switch {
		case strings.IndexByte("+=_.-", text[begin]) >= 0:
			begin++
		case strings.EqualFold(text[begin:min(len(text), begin+3)], "%2b"):
			begin += 3
		}
		if end = afterToken(text, begin); begin > at+len(user) && end-begin >= tokenEnough {
			return begin, end
		}
	}
	if end = afterToken(text, at); end-at == tokenLength && (end == len(text) || !wordByte(text[end])) {
		return at, end
	}
	return 0, 0
}

// afterToken is where the characters end that a token can have.
func afterToken(text string, at int) int {
	for at < len(text) && (text[at]|0x20 >= 'a' && text[at]|0x20 <= 'z' || text[at] >= '2' && text[at] <= '7') {
		at++
	}
	return at
}

func wordByte(b byte) bool {
	return b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z' || b == '_'
}

// WithoutLinks takes the secret out of links to the answer page, also where a mail
// program has quoted and broken them, and out of reply addresses.
func WithoutLinks(text string) string {
	var out strings.Builder
	from := 0
	for _, found := range linkPaths(text) {
		n := 0
		if found[0] >= from {
			n = secretOf(text[found[1]:])
		}
		if n > 0 {
			out.WriteString(text[from:found[1]] + linkShown)
			from = found[1] + n
		}
	}
	return withoutTokens(out.String() + text[from:])
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
		broken := breakAt(text, i)
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

// WithoutLinks is the letter as the desk may see it.
func (l LetterText) WithoutLinks() LetterText {
	l.Text, l.ReplyTo = WithoutLinks(l.Text), WithoutLinks(l.ReplyTo)
	return l
}

// linkCoding is that of token.Links.
var linkCoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// maxLinks is how many links are told apart in the texts of one message. Nobody has been sent as many.
const maxLinks = 1000

// linksIn finds the links to the answer page that stand in texts. Whether they are
// genuine is not asked: for that takes the key.
func linksIn(texts ...[]byte) []PageLink {
	var links []PageLink
	known := map[PageLink]bool{}
	for _, text := range texts {
		for _, found := range linkPaths(text) {
			link, ok := linkOf(string(text[found[1]:min(len(text), found[1]+maxSecret)]))
			if ok && !known[link] && len(links) < maxLinks {
				known[link], links = true, append(links, link)
			}
		}
	}
	return links
}

// linkOf reads the secret of a link at the beginning of a text, without the marks by
// which it was quoted and broken.
func linkOf(text string) (PageLink, bool) {
	secret := strings.Map(func(r rune) rune {
		if strings.ContainsRune("=\r\n> \t", r) {
			return -1
		}
		return r
	}, text[:secretOf(text)])
	if len(secret) != linkLength {
		return PageLink{}, false
	}
	named, err := linkCoding.DecodeString(strings.ToLower(secret))
	if err != nil {
		return PageLink{}, false
	}
	return PageLink{Request: uuid.UUID(named[:16]), Contact: uuid.UUID(named[16:32])}, true
}

// PageLink is what the link in a letter was made for: a request, and the contact
// point that the letter went to. Whoever made the link vouches for both.
type PageLink struct {
	Request uuid.UUID
	Contact uuid.UUID
}

func (l PageLink) String() string { return l.Request.String() + "/" + l.Contact.String() }
