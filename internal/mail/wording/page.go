package wording

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/letters"
)

// Page is what the pages say that a letter leads to.
type Page struct {
	// Thousands stands between groups of three digits, Decimal before what is less than one.
	Thousands string                       `toml:"thousands"`
	Decimal   string                       `toml:"decimal"`
	Say       map[string]string            `toml:"say"`
	Count     map[string]map[string]string `toml:"count"`
}

// readPage reads what the pages say. A language without them has none of their words.
func readPage(from fs.FS, name, tag string) (Page, error) {
	var p Page
	meta, err := toml.DecodeFS(from, name, &p)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return p, err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return p, fmt.Errorf("page.toml: there is no key %q", unknown[0])
	}
	if tag == English {
		maps.Copy(p.Say, OfRows())
	}
	return p, nil
}

// OfRows are the phrases of pages that stand in the rows of words, in English: what stances and terms are
// called there, what has to be written with a stance, what terms promise, what a party can want.
func OfRows() map[string]string {
	say := map[string]string{}
	for _, s := range claim.PageStances {
		say["stance "+string(s)] = s.ForParty()
		if needs := s.Needs(); needs != "" {
			say["needs "+string(s)] = needs
		}
	}
	for _, g := range claim.AllGroundRules {
		say["terms "+string(g)], say["promise "+string(g)] = Capital(string(g)), g.ForParty()
	}
	for _, a := range letters.PageAsks {
		say["wants "+string(a)] = a.ForParty()
	}
	return say
}

// OnPage is what pages say under the key, with the values for its names.
func (l *Language) OnPage(key string, values ...string) string { return fill(l.Page.Say[key], values) }

// Number is a whole number, its thousands apart.
func (l *Language) Number(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + l.Page.Thousands + text[at:]
	}
	return text
}

// Size is a number of bytes.
func (l *Language) Size(bytes int) string {
	switch {
	case bytes >= 1<<20:
		n := strings.Replace(fmt.Sprintf("%.1f", float64(bytes)/(1<<20)), ".", l.Page.Decimal, 1)
		return l.OnPage("megabytes", "n", n)
	case bytes >= 1<<10:
		return l.OnPage("kilobytes", "n", strconv.Itoa(bytes>>10))
	}
	return l.counted(l.Page.Count["bytes"], bytes)
}

// Capital is a text that begins with a capital.
func Capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
