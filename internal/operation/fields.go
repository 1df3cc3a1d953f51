package operation

import (
	"reflect"
	"strings"

	"github.com/onrecord/onrecord/claim"
)

// Field is one thing that goes into an operation.
type Field struct {
	Name     string // as it stands in JSON or in the address
	Sentence string // what it is, without a capital and without a full stop; may be empty
}

// Fields implements [Any].
func (o *Operation[In, Out]) Fields() []Field { return fieldsOf(reflect.TypeFor[In]()) }

// FieldOf finds a field that goes into an operation by its name.
func FieldOf(o Any, name string) (Field, bool) {
	for _, f := range o.Fields() {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Help is a sentence with a capital and a full stop.
func Help(sentence string) string {
	if sentence == "" {
		return ""
	}
	return strings.ToUpper(sentence[:1]) + sentence[1:] + "."
}

// fieldsOf lists the fields of a struct, those of its body and of embedded
// structs among them.
func fieldsOf(t reflect.Type) []Field {
	var fields []Field
	for _, f := range reflect.VisibleFields(t) {
		name := nameOf(f)
		switch {
		case f.Name == "Body" && len(f.Index) == 1:
			if body := deref(f.Type); body.Kind() == reflect.Struct {
				fields = append(fields, fieldsOf(body)...)
			}
		case name != "" && f.IsExported() && !f.Anonymous:
			fields = append(fields, Field{name, sentenceOf(f)})
		}
	}
	return fields
}

// sentenceOf is what the field's tag says, or else what the words are about that
// the field takes.
func sentenceOf(f reflect.StructField) string {
	if doc := f.Tag.Get("doc"); doc != "" {
		return doc
	}
	words, _ := claim.VocabularyOf(f.Type)
	return words.Doc
}

func deref(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

// nameOf is what a field is called outside; nothing for one that is not seen there.
func nameOf(f reflect.StructField) string {
	for _, tag := range []string{"path", "query", "json"} {
		if name, _, _ := strings.Cut(f.Tag.Get(tag), ","); name != "" && name != "-" {
			return name
		}
	}
	return ""
}
