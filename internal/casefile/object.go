package casefile

import (
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// object is a group of keys that is being read. Its methods report what is
// wrong and return the zero value then, so that reading goes on.
type object struct {
	*problems
	node   *yaml.Node
	path   string // "" or "claims[3]"
	fields map[string]field
	meant  map[string]bool // known keys that are probably there, misspelt
}

type field struct{ key, value *yaml.Node }

// object reads n as a group of some of the known keys.
func (ps *problems) object(n *yaml.Node, path string, known []string) object {
	o := object{ps, n, path, map[string]field{}, map[string]bool{}}
	ps.standsAt(path, n)
	if !ps.expect(n, yaml.MappingNode, path) {
		return o
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		o.take(n.Content[i], n.Content[i+1], known)
	}
	return o
}

func (o object) take(key, value *yaml.Node, known []string) {
	name := key.Value
	first, taken := o.fields[name]
	switch {
	case key.Kind != yaml.ScalarNode:
		o.add(key.Line, key.Column, o.path, "expected a key, found %s: a key is one word", kindName(key))
	case taken:
		o.add(key.Line, key.Column, o.at(name), "the key stands here twice, first on line %d: delete one of them", first.key.Line)
	case slices.Contains(known, name):
		o.fields[name] = field{key, value}
		o.standsAt(o.at(name), value)
	case o.full():
		o.more++
	default:
		o.unknown(key, known)
	}
}

// unknown names the key that is probably meant, or all of them if they are few.
func (o object) unknown(key *yaml.Node, known []string) {
	const few = 20
	hint, near := "", nearest(key.Value, known)
	switch {
	case near != "":
		hint = "; did you mean " + near + "?"
		o.meant[near] = true
	case len(known) <= few:
		hint = "; the keys are " + strings.Join(known, ", ")
	}
	o.add(key.Line, key.Column, o.path, "there is no key %s here%s", clip(key.Value), hint)
}

// at is the path of a key of the object.
func (o object) at(key string) string {
	if o.path == "" {
		return key
	}
	return o.path + "." + key
}

// wrong reports a problem with the value of a key.
func (o object) wrong(key, format string, args ...any) {
	n := o.node
	if f, ok := o.fields[key]; ok {
		n = f.value
	}
	o.add(n.Line, n.Column, o.at(key), format, args...)
}

// needs reports the keys that are not there.
func (o object) needs(keys ...string) {
	if o.node.Kind != yaml.MappingNode {
		return
	}
	for _, key := range keys {
		if !o.has(key) && !o.meant[key] {
			o.wrong(key, "is missing: add the key %q", key)
		}
	}
}

func (o object) has(key string) bool {
	_, ok := o.fields[key]
	return ok
}

// scalar returns the value of a key if it is a single one.
func (o object) scalar(key string, tags ...string) (string, bool) {
	f, ok := o.fields[key]
	if !ok {
		return "", false
	}
	return o.scalarOf(f.value, o.at(key), tags...)
}

var tagNames = map[string]string{
	"!!str": "a text", "!!int": "a number", "!!float": "a number", "!!bool": "true or false",
	"!!null": "nothing", "!!timestamp": "a date",
}

// scalarOf returns the value of n if it has one of the tags.
func (ps *problems) scalarOf(n *yaml.Node, path string, tags ...string) (string, bool) {
	switch {
	case n.Kind != yaml.ScalarNode:
		ps.add(n.Line, n.Column, path, "expected %s, found %s", tagNames[tags[0]], kindName(n))
	case n.Tag == "!!null":
		ps.add(n.Line, n.Column, path, "has no value: write one, or delete the key")
	case slices.Contains(tags, n.Tag):
		return n.Value, true
	case tags[0] == "!!str":
		ps.add(n.Line, n.Column, path, "expected a text, found %s: put it in quotes", kindName(n))
	default:
		ps.add(n.Line, n.Column, path, "expected %s, found %s", tagNames[tags[0]], kindName(n))
	}
	return "", false
}

// expect reports whether n is a list or a group of keys, as it should be.
func (ps *problems) expect(n *yaml.Node, kind yaml.Kind, path string) bool {
	if n.Kind == kind {
		return true
	}
	ps.add(n.Line, n.Column, path, "expected %s, found %s", kindNames[kind], kindName(n))
	return false
}

var kindNames = map[yaml.Kind]string{yaml.MappingNode: "a group of keys", yaml.SequenceNode: "a list"}

func kindName(n *yaml.Node) string {
	if name, ok := kindNames[n.Kind]; ok {
		return name
	}
	if name, ok := tagNames[n.Tag]; ok {
		return name
	}
	return "a text"
}

// list returns the values of a list of at most most.
func (o object) list(key string, most int) []*yaml.Node {
	f, ok := o.fields[key]
	if !ok || !o.expect(f.value, yaml.SequenceNode, o.at(key)) {
		return nil
	}
	if n := len(f.value.Content); n > most {
		o.wrong(key, "has %d values, and at most %d fit: take some out", n, most)
		return nil
	}
	for i, n := range f.value.Content {
		o.standsAt(element(o.at(key), i), n)
	}
	return f.value.Content
}

// standsAt notes where a part of the file stands, if it is one whose parts are opened.
func (ps *problems) standsAt(path string, n *yaml.Node) {
	if ps.places != nil {
		ps.places[path] = position{n.Line, n.Column}
	}
}

// line returns a text of one line and at most most characters.
func (o object) line(key string, most int) string {
	f, ok := o.fields[key]
	if !ok {
		return ""
	}
	return o.lineOf(f.value, o.at(key), most)
}

func (ps *problems) lineOf(n *yaml.Node, path string, most int) string {
	return ps.lineTagged(n, path, most, "!!str", "!!timestamp")
}

// formOf returns a text that has a form of its own, which is checked next.
// What YAML takes for a number is handed over as it is written.
func (ps *problems) formOf(n *yaml.Node, path string, most int) string {
	return ps.lineTagged(n, path, most, "!!str", "!!timestamp", "!!int", "!!float")
}

func (o object) form(key string, most int) string {
	f, ok := o.fields[key]
	if !ok {
		return ""
	}
	return o.formOf(f.value, o.at(key), most)
}

func (ps *problems) lineTagged(n *yaml.Node, path string, most int, tags ...string) string {
	text, ok := ps.scalarOf(n, path, tags...)
	if !ok {
		return ""
	}
	return ps.checkText(n, path, strings.TrimSpace(text), most, badLine)
}

// prose returns a text of several lines and at most most characters.
func (o object) prose(key string, most int) string {
	text, ok := o.scalar(key, "!!str", "!!timestamp")
	if !ok {
		return ""
	}
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	return o.checkText(o.fields[key].value, o.at(key), text, most, badProse)
}

func (ps *problems) checkText(n *yaml.Node, path, text string, most int, bad func(string) string) string {
	if text == "" {
		ps.add(n.Line, n.Column, path, "is empty: write something, or delete the key")
		return ""
	}
	if length := utf8.RuneCountInString(text); length > most {
		ps.add(n.Line, n.Column, path, "has %d characters, and at most %d fit: shorten it", length, most)
		return ""
	}
	if why := bad(text); why != "" {
		ps.add(n.Line, n.Column, path, "%s", why)
		return ""
	}
	return text
}
