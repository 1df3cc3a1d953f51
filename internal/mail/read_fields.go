package mail

import (
	"mime"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jhillyerd/enmime/v2"
	"golang.org/x/net/html/charset"

	"github.com/onrecord/onrecord/internal/mail/address"
)

// maxField bounds an address field; parsing an address costs more than its length.
const maxField = 32 << 10

// addresses reads an address field (RFC 5322 section 3.4). From a field that breaks the grammar, it takes what looks
// like an address.
func (in *Inbound) addresses(name string) []Address {
	field := strings.Join(in.header.Values(name), ", ")
	if strings.TrimSpace(field) == "" {
		return nil
	}
	if len(field) > maxField {
		field = field[:maxField]
		in.problem("The field " + name + " is too long; only its beginning was read.")
	}
	if !utf8.ValidString(field) {
		field = decoded([]byte(field))
		in.problem("The field " + name + " states no charset; its letters are a guess.")
	}
	if parsed, err := enmime.ParseAddressList(field); err == nil {
		var list []Address
		for _, a := range parsed {
			list = append(list, Address{Name: Tidy(a.Name), Address: Tidy(a.Address)})
		}
		return list
	}
	in.problem("The field " + name + " is malformed.")
	return bareAddresses(field)
}

// bareAddresses takes from a field what looks like an address, and what stands before it for its name.
func bareAddresses(field string) []Address {
	var list []Address
	named := 0
	for _, at := range address.Loose.In(field, 100) {
		name := strings.Trim(field[named:at[0]], " \t<>,;:\"'")
		if read, err := headerWords.DecodeHeader(name); err == nil {
			name = read
		}
		list = append(list, Address{Name: Tidy(name), Address: Tidy(field[at[0]:at[1]])})
		named = at[1]
	}
	return list
}

// headerWords reads encoded words (RFC 2047) in every charset that browsers know.
var headerWords = mime.WordDecoder{CharsetReader: charset.NewReaderLabel}

// Tidy makes a value fit for one line of a page or a row of a table: valid UTF-8, no control characters.
func Tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, asBrowsersRead(decoded([]byte(s))))
	return strings.TrimSpace(overrides.Replace(s))
}

// overrides shows the signs that turn the direction of writing as signs: with them, a name reads as another.
var overrides = strings.NewReplacer("\u202A", "[U+202A]", "\u202B", "[U+202B]", "\u202C", "[U+202C]", "\u202D", "[U+202D]",
	"\u202E", "[U+202E]", "\u2066", "[U+2066]", "\u2067", "[U+2067]", "\u2068", "[U+2068]", "\u2069", "[U+2069]")

func tidyAll(list []string) []string {
	for i := range list {
		list[i] = Tidy(list[i])
	}
	return list
}
