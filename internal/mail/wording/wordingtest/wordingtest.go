// Package wordingtest makes languages up, to try what the built-in ones do not need: writing from right to
// left, six plural forms, characters whose shape follows from the language.
package wordingtest

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/onrecord/onrecord/internal/mail/wording"
)

// FromRightToLeft is English in Arabic letters, with the plural forms of Arabic.
func FromRightToLeft(t testing.TB) *wording.Language {
	return pseudo(t, "ar", "ابجدهوزحطيكلمنسعفصقرشتثخذض", map[string]string{`direction = "ltr"`: `direction = "rtl"`}, "zero", "two", "few", "many")
}

// Chinese is English in Chinese characters, without plural forms.
func Chinese(t testing.TB) *wording.Language {
	return pseudo(t, "ja", "一二三四五六七八九十上下左右中大小月日年早木林山川土", map[string]string{
		`quotes = ["“", "”"]`:           "markup = true\n" + `quotes = ["「", "」"]`,
		`date = "{day} {month} {year}"`: `date = "{year}年{month1}月{day}日"`,
	})
}

var word = regexp.MustCompile(`\{\{.*?\}\}|\{[a-z0-9]+\}|[A-Za-z]`)

// pseudo reads the files of English with every letter of their words replaced.
func pseudo(t testing.TB, tag, alphabet string, replace map[string]string, forms ...string) *wording.Language {
	t.Helper()
	letters := []rune(alphabet)
	turn := func(text string) string {
		return word.ReplaceAllStringFunc(text, func(s string) string {
			if len(s) > 1 {
				return s
			}
			return string(letters[(strings.ToLower(s)[0]-'a')%byte(len(letters))])
		})
	}
	_, here, _, _ := runtime.Caller(0)
	english := os.DirFS(filepath.Join(filepath.Dir(here), "..", "languages", "en"))
	files := fstest.MapFS{}
	names, err := fs.Glob(english, "*")
	require.NoError(t, err)
	for _, name := range names {
		data, err := fs.ReadFile(english, name)
		require.NoError(t, err)
		text := turn(string(data))
		if strings.HasSuffix(name, ".toml") {
			text = pseudoWords(string(data), turn, replace, forms)
		}
		files[path.Join("languages", tag, name)] = &fstest.MapFile{Data: []byte(text)}
	}
	all, err := wording.Read(files, "languages")
	require.NoError(t, err)
	for key, text := range wording.OfRows() {
		all[tag].Page.Say[key] = turn(text)
	}
	return all[tag]
}

var (
	entry  = regexp.MustCompile(`^(?:"[^"]+"|[a-z0-9_]+) = `)
	escape = regexp.MustCompile(`\\n`)
)

func pseudoWords(source string, turn func(string) string, replace map[string]string, forms []string) string {
	for from, to := range replace {
		source = strings.ReplaceAll(source, from, to)
	}
	var out bytes.Buffer
	said := false
	for line := range strings.Lines(source) {
		said = said || strings.HasPrefix(line, "[say]")
		key := entry.FindString(line)
		if key == "" || !said {
			out.WriteString(line)
			continue
		}
		value := escape.ReplaceAllString(turn(escape.ReplaceAllString(line[len(key):], "\x00")), "")
		value = strings.ReplaceAll(value, "\x00", `\n`)
		out.WriteString(key + value)
		if key == "one = " && len(forms) == 0 {
			out.Truncate(out.Len() - len(key+value))
		}
		if key == "other = " {
			for _, form := range forms {
				out.WriteString(form + " = " + value)
			}
		}
	}
	return out.String()
}
