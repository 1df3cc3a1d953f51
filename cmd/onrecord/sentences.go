package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/kong"

	"github.com/onrecord/onrecord/internal/operation"
)

// takeSentences gives every command the sentence of its operation, which stands
// in the tag op (the first one, if it carries several out), and every argument
// and flag the sentence of the field of its name, or of the one that the tag
// field names.
//
// A help tag replaces the sentence where the command means something else. One
// that does not begin with a letter goes on after it: help:"; may be repeated."
func takeSentences(k *kong.Kong) error {
	for _, leaf := range k.Model.Leaves(true) {
		ops, err := operationsOf(leaf)
		if err != nil {
			return err
		}
		if len(ops) == 0 {
			continue
		}
		leaf.Help = helpFrom(leaf.Help, ops[0].What().Sentence)
		values := leaf.Positional
		for _, flag := range leaf.Flags {
			values = append(values, flag.Value)
		}
		for _, v := range values {
			field, _ := operation.FieldOf(ops[0], fieldName(v))
			if v.Help = helpFrom(v.Help, field.Sentence); v.Help == "" {
				return fmt.Errorf("%s %s has no help", leaf.FullPath(), v.Name)
			}
		}
	}
	return nil
}

// operationsOf are the operations that a command carries out.
func operationsOf(leaf *kong.Node) ([]operation.Any, error) {
	var ops []operation.Any
	for _, name := range strings.FieldsFunc(leaf.Tag.Get("op"), func(r rune) bool { return r == ',' }) {
		o, ok := operation.Named(name)
		if !ok {
			return nil, fmt.Errorf("%s names no operation: %s", leaf.FullPath(), name)
		}
		ops = append(ops, o)
	}
	return ops, nil
}

// commandsOf are the commands that carry operations out, without the name of the
// program, by the name of the operation.
func commandsOf(model *kong.Application) map[string]string {
	commands := map[string]string{}
	for _, leaf := range model.Leaves(true) {
		for _, name := range strings.Split(leaf.Tag.Get("op"), ",") {
			if _, known := commands[name]; !known && name != "" {
				commands[name] = strings.TrimPrefix(leaf.FullPath(), model.Name+" ")
			}
		}
	}
	return commands
}

// helpFrom is what --help says, from the tag and the sentence of the operation.
func helpFrom(tag, sentence string) string {
	if tag == "" {
		return operation.Help(sentence)
	}
	if first, _ := utf8.DecodeRuneInString(tag); unicode.IsLetter(first) {
		return tag
	}
	return strings.TrimSuffix(operation.Help(sentence), ".") + tag
}

// fieldName is what the operation calls an argument or a flag: madeAt for --made-at.
func fieldName(v *kong.Value) string {
	if name := v.Tag.Get("field"); name != "" {
		return name
	}
	head, rest, _ := strings.Cut(v.Name, "-")
	for _, word := range strings.Split(rest, "-") {
		if word != "" {
			head += strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return head
}
