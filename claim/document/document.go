// Package document reads what a desk sets down in YAML for itself, such as its policies and its
// reminder plans: held to limits, with every problem said by line and column. It knows nothing
// of what the documents are about.
package document

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Problem is one thing that is wrong with a document.
type Problem struct {
	Line, Column int // from 1; 0 if it is nowhere in particular
	Says         string
}

// Problems are what is wrong with a document, in the order of its lines.
type Problems []Problem

// Error lists them, a line each: line:column: what is wrong.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// String is the place and the sentence.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.Says
	}
	return fmt.Sprintf("%d:%d: %s", p.Line, p.Column, p.Says)
}

// Limits of a document, unless a [Reader] says otherwise.
const (
	MaxText = 500 // characters of a sentence
	MaxName = 40
	MaxList = 32
)

// maxProblems is how many problems are listed; who mends those tries again.
const maxProblems = 20

// Reader reads one document, and keeps what is wrong with it.
type Reader struct {
	What     string // what the document is: policy
	Header   string // the first line, with the form that it is written in
	MaxBytes int
	MaxTime  time.Duration // the longest time that stands in it
	Found    Problems
}

// Wrong notes a problem at a place.
func (r *Reader) Wrong(n *yaml.Node, format string, args ...any) {
	if len(r.Found) >= maxProblems {
		return
	}
	p := Problem{Says: fmt.Sprintf(format, args...)}
	if n != nil {
		p.Line, p.Column = n.Line, n.Column
	}
	r.Found = append(r.Found, p)
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

func (r *Reader) tree(text []byte) *yaml.Node {
	if len(text) > r.MaxBytes {
		r.Wrong(nil, "a %s has at most %d KiB", r.What, r.MaxBytes>>10)
		return nil
	}
	if !utf8.Valid(text) {
		r.Wrong(nil, "a %s is written in UTF-8", r.What)
		return nil
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		found := yamlLine.FindStringSubmatch(strings.SplitN(err.Error(), "\n", 2)[0])
		if found == nil {
			r.Wrong(nil, "this is not YAML")
			return nil
		}
		line, _ := strconv.Atoi(found[1])
		r.Wrong(&yaml.Node{Line: line, Column: 1}, "this is not YAML: %s", found[2])
		return nil
	}
	if len(root.Content) == 0 {
		r.Wrong(nil, "the file is empty: a %s begins with \"onrecord: %s\"", r.What, r.Header)
		return nil
	}
	return root.Content[0]
}

// Root is the document's mapping, with the header and these keys; nil if it cannot be read.
func (r *Reader) Root(text []byte, keys ...string) *Object {
	root := r.tree(text)
	if root == nil {
		return nil
	}
	o := r.Object(root, r.What, append([]string{"onrecord"}, keys...)...)
	if header := o.Text("onrecord"); header != r.Header && len(r.Found) == 0 {
		r.Wrong(o.At("onrecord"), "a %s begins with \"onrecord: %s\"", r.What, r.Header)
	}
	return &o
}

// Object is a mapping whose keys are known.
type Object struct {
	r    *Reader
	Node *yaml.Node
	keys map[string]*yaml.Node
}

func (r *Reader) Object(n *yaml.Node, what string, keys ...string) Object {
	o := Object{r, n, map[string]*yaml.Node{}}
	if n.Kind != yaml.MappingNode {
		r.Wrong(n, "a %s is written as keys with values", what)
		return o
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case !slices.Contains(keys, key.Value):
			r.Wrong(key, "a %s has no key %q: choose among %s", what, Clip(key.Value), strings.Join(keys, ", "))
		case o.keys[key.Value] != nil:
			r.Wrong(key, "%s stands there twice", key.Value)
		case value.Kind == yaml.AliasNode || value.Anchor != "":
			r.Wrong(value, "a %s uses no anchors and no aliases", r.What)
		default:
			o.keys[key.Value] = value
		}
	}
	return o
}

func Clip(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}

func (o Object) At(key string) *yaml.Node { return o.keys[key] }

func (o Object) Text(key string) string {
	if n := o.At(key); n != nil {
		return o.r.Scalar(n)
	}
	return ""
}

func (r *Reader) Scalar(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		r.Wrong(n, "this is one line of text")
		return ""
	}
	text := strings.Join(strings.Fields(n.Value), " ")
	if utf8.RuneCountInString(text) > MaxText {
		r.Wrong(n, "this is longer than %d characters", MaxText)
		return ""
	}
	return text
}

func (o Object) Needed(key string) string {
	text := o.Text(key)
	if text == "" {
		o.r.Wrong(o.Node, "%s is missing", key)
	}
	return text
}

var nameForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (o Object) Name(key string) string {
	name := o.Needed(key)
	if name != "" && (!nameForm.MatchString(name) || len(name) > MaxName) {
		o.r.Wrong(o.At(key), "a name has small letters, digits and hyphens, at most %d: %q has others", MaxName, Clip(name))
	}
	return name
}

func (o Object) Number(key string, low, high int) int {
	n := o.At(key)
	if n == nil {
		o.r.Wrong(o.Node, "%s is missing", key)
		return 0
	}
	number, err := strconv.Atoi(n.Value)
	if err != nil || number < low || number > high {
		o.r.Wrong(n, "%s is a number from %d to %d", key, low, high)
		return 0
	}
	return number
}

// only is a key that has one value, or is left out.
func (o Object) Only(key, value string) bool {
	n := o.At(key)
	if n == nil {
		return false
	}
	if n.Value != value {
		o.r.Wrong(n, "%s is %s, or left out", key, value)
	}
	return true
}

func (o Object) Duration(key string) time.Duration {
	n := o.At(key)
	if n == nil {
		return 0
	}
	d, err := time.ParseDuration(n.Value)
	if days, found := strings.CutSuffix(n.Value, "d"); found {
		var number int
		number, err = strconv.Atoi(days)
		d = time.Duration(number) * 24 * time.Hour
	}
	if err != nil || d < time.Minute || d > o.r.MaxTime || d%time.Minute != 0 {
		o.r.Wrong(n, "%s is a time in minutes, hours or days such as 90m, 24h or 3d, at most %s", key, Time(o.r.MaxTime))
		return 0
	}
	return d
}

func (o Object) List(key string, most int) []*yaml.Node {
	n := o.At(key)
	switch {
	case n == nil:
		return nil
	case n.Kind != yaml.SequenceNode:
		o.r.Wrong(n, "%s is a list", key)
		return nil
	case len(n.Content) > most:
		o.r.Wrong(n, "%s has at most %d entries, not %d", key, most, len(n.Content))
		return nil
	}
	for _, c := range n.Content {
		if c.Kind == yaml.AliasNode || c.Anchor != "" {
			o.r.Wrong(c, "a %s uses no anchors and no aliases", o.r.What)
			return nil
		}
	}
	return n.Content
}

func (o Object) Strings(key string) []string {
	var all []string
	for _, n := range o.List(key, MaxList) {
		all = append(all, o.r.Scalar(n))
	}
	return all
}

func (o Object) Word(key string, among []string) string {
	text := o.Text(key)
	if text != "" && !slices.Contains(among, text) {
		o.r.Wrong(o.At(key), "%s is not %q: choose among %s", key, Clip(text), strings.Join(among, ", "))
	}
	return text
}

func (o Object) Words(key string, among []string) []string {
	var all []string
	for _, n := range o.List(key, len(among)) {
		text := o.r.Scalar(n)
		if !slices.Contains(among, text) {
			o.r.Wrong(n, "%s has no %q: choose among %s", key, Clip(text), strings.Join(among, ", "))
		}
		all = append(all, text)
	}
	return all
}

// Time is a length of time in words: 3 days.
func Time(d time.Duration) string {
	n, unit := int(d/time.Minute), "minute"
	switch {
	case d%(24*time.Hour) == 0:
		n, unit = int(d/(24*time.Hour)), "day"
	case d%time.Hour == 0:
		n, unit = int(d/time.Hour), "hour"
	}
	if n != 1 {
		unit += "s"
	}
	return strconv.Itoa(n) + " " + unit
}
