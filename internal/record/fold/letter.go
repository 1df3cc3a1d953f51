package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// alike are letters that no normalisation takes apart, and that people type as others.
// The Arabic ones are those of different keyboards, and of endings that are written
// either way.
var alike = map[rune]string{
	'ł': "l", 'ø': "o", 'ß': "ss", 'ı': "i", 'đ': "d", 'ð': "d", 'ħ': "h", 'ŧ': "t", 'þ': "th", 'æ': "ae", 'œ': "oe",
	'ŋ': "n", 'ĸ': "k", 'ſ': "s", 'ς': "σ", 'ə': "e",
	'ی': "ي", 'ى': "ي", 'ې': "ي", 'ک': "ك", 'ٱ': "ا", 'ة': "ه", 'ۀ': "ه", 'ہ': "ه",
}

// accents are the marks that people leave out: those of Latin, Greek and Cyrillic
// letters, the points of Hebrew and Arabic ones. The marks of other scripts are
// vowels, and make other words.
var accents = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x0300, Hi: 0x036f, Stride: 1}, {Lo: 0x0483, Hi: 0x0489, Stride: 1}, {Lo: 0x0591, Hi: 0x05c7, Stride: 1},
	{Lo: 0x0610, Hi: 0x061a, Stride: 1}, {Lo: 0x064b, Hi: 0x065f, Stride: 1}, {Lo: 0x0670, Hi: 0x0670, Stride: 1},
	{Lo: 0x06d6, Hi: 0x06ed, Stride: 1}, {Lo: 0x1ab0, Hi: 0x1aff, Stride: 1}, {Lo: 0x1dc0, Hi: 0x1dff, Stride: 1},
	{Lo: 0x20d0, Hi: 0x20ff, Stride: 1}, {Lo: 0xfe00, Hi: 0xfe2f, Stride: 1},
}}

// isSilent reports whether a character shows nothing and parts no word: a soft
// hyphen, a joiner, a sign of direction, the line that stretches an Arabic word.
func isSilent(r rune) bool { return r != 0x200b && unicode.Is(unicode.Cf, r) || r == 'ـ' }

// isLetter reports whether a word can have this character in it.
func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// goesOn reports whether a character belongs to the one before it.
func goesOn(r rune) bool {
	return unicode.IsMark(r) || r == 0xff9e || r == 0xff9f || // voicing of half-width katakana
		r >= 0x1160 && r <= 0x11ff // vowels and finals of Korean syllables that were taken apart
}

// isUnspaced reports whether words of its script stand without spaces between them,
// or with endings that change.
func isUnspaced(r rune) bool {
	if r < 0x0e00 {
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) || r == 'ー' || r == 'ｰ'
}

// letter folds a character together with its marks.
func letter(text string) string {
	if len(text) == 1 {
		return lower[text[0] : text[0]+1]
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(accents, r), isSilent(r):
		case unicode.IsDigit(r):
			b.WriteByte('0' + digit(r))
		case isLetter(r):
			r = unicode.ToLower(r)
			if other, ok := alike[r]; ok {
				b.WriteString(other)
			} else {
				b.WriteRune(r)
			}
		case unicode.IsMark(r):
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// digit is the value of a decimal digit of any script. Each script has its ten in a row.
func digit(r rune) byte {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return byte((r - rune(t.Lo)) % 10)
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return byte((r - rune(t.Lo)) % 10)
		}
	}
	return 0
}

// lower has the small letter of every ASCII character in its place.
var lower = func() string {
	var b [128]byte
	for c := range b {
		b[c] = byte(unicode.ToLower(rune(c)))
	}
	return string(b[:])
}()
