package main

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/cmd/onrecord/letters"
	"github.com/onrecord/onrecord/cmd/onrecord/terminal"
)

// explainWords adds to the help of every flag and argument that takes a word of
// the domain which words there are, so that no help names them by hand.
func explainWords(k *kong.Kong) error {
	return kong.Visit(k.Model, func(node kong.Visitable, next kong.Next) error {
		if v, ok := node.(*kong.Value); ok { // that of every flag among them
			explain(v)
		}
		return next(nil)
	})
}

func explain(v *kong.Value) {
	t := v.Target.Type()
	if t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == reflect.TypeFor[letters.StanceFlag]() {
		t = reflect.TypeFor[claim.Stance]()
	}
	if words, ok := claim.VocabularyOf(t); ok {
		v.Help = strings.TrimSpace(v.Help + " One of: " + strings.Join(words.Chosen(), ", ") + ".")
	}
	if t == reflect.TypeFor[terminal.PolicyFlag]() {
		v.Help += " " + conditionHelp()
	}
}

// conditionHelp says which conditions a policy can have.
func conditionHelp() string {
	var parts []string
	for _, c := range claim.Conditions() {
		row := c.Row()
		parts = append(parts, fmt.Sprintf("%s (%s): %s", row.Name, row.Range(), row.Doc))
	}
	return strings.Join(parts, " ")
}
