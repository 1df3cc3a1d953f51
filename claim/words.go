package claim

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Row is one word of a vocabulary with all that follows from it. Whoever needs to
// know what a word means asks its row; nothing else in the house names words one
// by one.
type Row[W ~string, R any] struct {
	Word     W
	Doc      string // what it means, as part of a sentence: for help texts and descriptions
	Label    string // as a page offers it, if not by the word itself
	Hint     string // beside it there
	Unchosen bool   // nobody chooses it: it follows from what happens
	Follows  R      // what else follows from it
}

// Words is a vocabulary: the words of one kind, in the order in which they are
// offered. Rows are added, never taken away: the record has them for good.
type Words[W ~string, R any] struct {
	order []W
	rows  map[W]R
	known Vocabulary
}

// Word is a word as every face shows it, whatever it is about.
type Word struct {
	Word, Doc, Label, Hint string
	Chosen                 bool // somebody can choose it
}

// Vocabulary is what there is to say of [Words] without knowing their type.
type Vocabulary struct {
	Name  string // such as "stance"
	Doc   string // what its words are about
	Type  reflect.Type
	Words []Word
	Open  bool // a word may come without a row: what it means, only its sender knows
}

// Chosen lists the words that somebody can choose.
func (v Vocabulary) Chosen() []string {
	var names []string
	for _, w := range v.Words {
		if w.Chosen {
			names = append(names, w.Word)
		}
	}
	return names
}

// Explained says of every word what it means, in one sentence for those who choose among them.
func (v Vocabulary) Explained() string {
	var parts []string
	for _, w := range v.Words {
		parts = append(parts, w.Word+" ("+w.Doc+")")
	}
	return v.Doc + ": " + strings.Join(parts, ", ")
}

var vocabularies []Vocabulary

// Vocabularies lists every vocabulary of the domain.
func Vocabularies() []Vocabulary { return slices.Clone(vocabularies) }

// VocabularyOf finds the vocabulary of a Go type.
func VocabularyOf(t reflect.Type) (Vocabulary, bool) {
	i := slices.IndexFunc(vocabularies, func(v Vocabulary) bool { return v.Type == t })
	if i < 0 {
		return Vocabulary{}, false
	}
	return vocabularies[i], true
}

// WordOf shows a word; one that is in no vocabulary stands for itself.
func WordOf[W ~string](w W) Word {
	v, _ := VocabularyOf(reflect.TypeFor[W]())
	for _, known := range v.Words {
		if known.Word == string(w) {
			return known
		}
	}
	return Word{Word: string(w), Label: string(w)}
}

// NewWords makes a vocabulary. A word that stands there twice, or says nothing, is a defect.
func NewWords[W ~string, R any](name, doc string, rows ...Row[W, R]) Words[W, R] {
	w := Words[W, R]{rows: map[W]R{}, known: Vocabulary{Name: name, Doc: doc, Type: reflect.TypeFor[W]()}}
	for _, r := range rows {
		if _, twice := w.rows[r.Word]; twice || r.Word == "" || r.Doc == "" {
			panic(fmt.Sprintf("claim: the %s %q has no row of its own", name, r.Word))
		}
		if r.Label == "" {
			r.Label = string(r.Word)
		}
		w.order, w.rows[r.Word] = append(w.order, r.Word), r.Follows
		w.known.Words = append(w.known.Words, Word{string(r.Word), r.Doc, r.Label, r.Hint, !r.Unchosen})
	}
	vocabularies = append(vocabularies, w.known)
	return w
}

// Open says that a word may come without a row.
func (w Words[W, R]) Open() Words[W, R] {
	vocabularies[len(vocabularies)-1].Open = true
	return w
}

// Of is what follows from a word; nothing does from one that is not known.
func (w Words[W, R]) Of(word W) R { return w.rows[word] }

// All lists every word.
func (w Words[W, R]) All() []W { return slices.Clone(w.order) }

// Chosen lists the words that somebody can choose.
func (w Words[W, R]) Chosen() []W { return w.Having(func(r R) bool { return true }) }

// Having lists the words that somebody can choose and whose row is such.
func (w Words[W, R]) Having(such func(R) bool) []W {
	var list []W
	for i, word := range w.order {
		if w.known.Words[i].Chosen && such(w.rows[word]) {
			list = append(list, word)
		}
	}
	return list
}

// None is what follows from the words of a vocabulary that only mean something.
type None = struct{}

// OneOf checks that value is among the allowed ones, and names them if not.
func OneOf[T ~string](field string, value T, allowed []T) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return Errorf(CodeInvalid, "%s cannot be %q", field, value).
		WithField(field, "choose one of: "+JoinWords(allowed))
}

// JoinWords lists words as a sentence does that offers a choice among them.
func JoinWords[T ~string](words []T) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = string(w)
	}
	return strings.Join(texts, ", ")
}
