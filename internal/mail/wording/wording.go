// Package wording holds the languages that letters are written in.
//
// A language is a folder under languages, named by its BCP 47 tag: words.toml says how it
// writes dates, quotations and the few phrases that Go puts together; page.toml is what the
// pages say that a letter leads to; parts.txt defines what
// several letters share; and there is a text for each kind of letter, such as reminder.txt,
// and where a kind of request speaks otherwise, one for that: request.records.txt. Another
// language is another folder with the same files and keys; [Language.Problems] says what it
// lacks, and a test asks that of every one.
package wording

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

//go:embed languages
var files embed.FS

// English is the language of a letter if nobody has said of another that it is to be it.
const English = "en"

// Language is how letters are written in one language.
type Language struct {
	// Tag is the language's BCP 47 tag.
	Tag string
	// Name is what its speakers call it.
	Name string `toml:"name"`
	// Direction is "ltr" or "rtl", as HTML writes it.
	Direction string `toml:"direction"`
	// Markup says that letters have an HTML part even where everything in them is written in
	// one direction: which shape a Chinese character has follows from the language, and only
	// HTML can tell it.
	Markup bool `toml:"markup"`
	// Quotes open and close a quotation.
	Quotes [2]string `toml:"quotes"`
	// List stands between the items of an enumeration in brackets.
	List  string                       `toml:"list"`
	Dates Dates                        `toml:"dates"`
	Say   map[string]string            `toml:"say"`
	Count map[string]map[string]string `toml:"count"`
	Page  Page                         `toml:"-"`

	tag     language.Tag
	sources map[string]string
}

// languages is read at start; one that cannot be read stops the program before it sends anything.
var languages = func() map[string]*Language {
	all, err := Read(files, "languages")
	if err != nil {
		panic(err)
	}
	return all
}()

// Read reads the languages in the folders under root, by their tags.
func Read(from fs.FS, root string) (map[string]*Language, error) {
	folders, err := fs.ReadDir(from, root)
	if err != nil {
		return nil, fmt.Errorf("wording: %w", err)
	}
	all := map[string]*Language{}
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		l, err := read(from, path.Join(root, folder.Name()), folder.Name())
		if err != nil {
			return nil, fmt.Errorf("wording: language %q: %w", folder.Name(), err)
		}
		all[folder.Name()] = l
	}
	return all, nil
}

func read(from fs.FS, folder, tag string) (*Language, error) {
	l := &Language{Tag: tag, sources: map[string]string{}}
	parsed, err := language.Parse(tag)
	if err != nil {
		return nil, err
	}
	l.tag = parsed
	meta, err := toml.DecodeFS(from, path.Join(folder, "words.toml"), l)
	if err != nil {
		return nil, err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("words.toml: there is no key %q", unknown[0])
	}
	if l.Page, err = readPage(from, path.Join(folder, "page.toml"), tag); err != nil {
		return nil, err
	}
	texts, err := fs.Glob(from, path.Join(folder, "*.txt"))
	if err != nil {
		return nil, err
	}
	for _, name := range texts {
		source, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, err
		}
		l.sources[strings.TrimSuffix(path.Base(name), ".txt")] = string(source)
	}
	return l, nil
}

// Tags lists the languages, English first.
func Tags() []string {
	tags := slices.Sorted(maps.Keys(languages))
	return append([]string{English}, slices.DeleteFunc(tags, func(t string) bool { return t == English })...)
}

// Known gives the language with exactly this tag.
func Known(tag string) (*Language, bool) {
	l, ok := languages[tag]
	return l, ok
}

// Choose gives the language of a letter: the first of the wanted ones that letters can be
// written in, where one that is not there is looked for without its last subtag (de-AT, then
// de); English if there is none.
func Choose(wanted ...string) *Language { return choose(languages, wanted) }

func choose(among map[string]*Language, wanted []string) *Language {
	for _, tag := range wanted {
		for tag != "" {
			for known, l := range among {
				if strings.EqualFold(known, tag) {
					return l
				}
			}
			tag = tag[:max(strings.LastIndexAny(tag, "-_"), 0)]
		}
	}
	return among[English]
}

// RightToLeft reports whether the language is written from right to left.
func (l *Language) RightToLeft() bool { return l.Direction == "rtl" }

// Source is the source of a text, and whether there is one: "parts", or a letter as [Letter] names it.
func (l *Language) Source(name string) (string, bool) {
	source, ok := l.sources[name]
	return source, ok
}

// Phrase is what stands under the key, with the values for its names: Phrase("since", "from", "7 March").
func (l *Language) Phrase(key string, values ...string) string { return fill(l.Say[key], values) }

// Counted is what stands under the key for the number, in the plural form that the language has
// for it (CLDR), or in a form for that very number. {n} is the number.
func (l *Language) Counted(key string, n int, values ...string) string {
	return l.counted(l.Count[key], n, values...)
}

func (l *Language) counted(forms map[string]string, n int, values ...string) string {
	number := strconv.Itoa(n)
	text, ok := forms[number]
	if !ok {
		text, ok = forms[l.form(n)]
	}
	if !ok {
		text = forms["other"]
	}
	return fill(text, append([]string{"n", number}, values...))
}

// Quote is the text as a quotation.
func (l *Language) Quote(text string) string { return l.Quotes[0] + text + l.Quotes[1] }

// form names the plural form of a number of things.
func (l *Language) form(n int) string {
	return formNames[plural.Cardinal.MatchPlural(l.tag, n, 0, 0, 0, 0)]
}

var formNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// fill puts values in place of their names in braces. What stands in a value is left as it is.
func fill(text string, values []string) string {
	pairs := make([]string, 0, len(values))
	for i := 0; i+1 < len(values); i += 2 {
		pairs = append(pairs, "{"+values[i]+"}", values[i+1])
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
