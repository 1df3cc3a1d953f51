package policy

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

// Parse reads a document and holds it to its limits, to itself and to its
// examples. What is wrong comes back as [Problems].
func Parse(text []byte) (*Document, error) {
	r := &reader{}
	d := r.document(text)
	if len(r.found) == 0 {
		r.contradictions(d)
	}
	if len(r.found) == 0 {
		r.examples(d)
	}
	if len(r.found) > 0 {
		return nil, r.found
	}
	return d, nil
}

// maxProblems is how many problems are listed; who mends those tries again.
const maxProblems = 20

type reader struct{ found Problems }

func (r *reader) wrong(n *yaml.Node, format string, args ...any) {
	if len(r.found) >= maxProblems {
		return
	}
	p := Problem{Says: fmt.Sprintf(format, args...)}
	if n != nil {
		p.Line, p.Column = n.Line, n.Column
	}
	r.found = append(r.found, p)
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

func (r *reader) tree(text []byte) *yaml.Node {
	if len(text) > MaxBytes {
		r.wrong(nil, "a policy has at most %d KiB", MaxBytes>>10)
		return nil
	}
	if !utf8.Valid(text) {
		r.wrong(nil, "a policy is written in UTF-8")
		return nil
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		found := yamlLine.FindStringSubmatch(firstLine(err.Error()))
		if found == nil {
			r.wrong(nil, "this is not YAML")
			return nil
		}
		line, _ := strconv.Atoi(found[1])
		r.wrong(&yaml.Node{Line: line, Column: 1}, "this is not YAML: %s", found[2])
		return nil
	}
	if len(root.Content) == 0 {
		r.wrong(nil, "the file is empty: a policy begins with \"onrecord: %s\"", Header)
		return nil
	}
	return root.Content[0]
}

func (r *reader) document(text []byte) *Document {
	root := r.tree(text)
	if root == nil {
		return nil
	}
	o := r.object(root, "policy", "onrecord", "name", "version", "source", "about", "rules", "examples")
	if header := o.text("onrecord"); header != Header && len(r.found) == 0 {
		r.wrong(o.at("onrecord"), "a policy begins with \"onrecord: %s\"", Header)
	}
	d := &Document{
		Name: o.name("name"), Version: o.number("version", 1, MaxVersion), Source: o.needed("source"), About: o.text("about"),
	}
	for _, n := range o.list("rules", MaxRules) {
		d.Rules = append(d.Rules, r.rule(n))
	}
	if len(d.Rules) == 0 && len(r.found) == 0 {
		r.wrong(root, "a policy has at least one rule, under \"rules\"")
	}
	for _, n := range o.list("examples", MaxExamples) {
		d.Examples = append(d.Examples, r.example(n))
	}
	return d
}

func (r *reader) rule(n *yaml.Node) Rule {
	o := r.object(n, "rule", "when", "because", "require")
	rule := Rule{When: o.text("when"), Because: o.text("because"), line: n.Line}
	if rule.When != "" && len(r.found) == 0 {
		program, words, err := compile(rule.When)
		if err != nil {
			r.wrong(o.at("when"), "%s", err)
		}
		rule.program, rule.words = program, words
	}
	require := o.at("require")
	if require == nil {
		r.wrong(n, "the rule requires nothing: say what, under \"require\"")
		return rule
	}
	rule.Require = r.require(require)
	return rule
}

func (r *reader) require(n *yaml.Node) Require {
	o := r.object(n, "requirement", "stages", "steps",
		KeyOrigins, KeyRightOfReply, KeyUnread, KeyCaptured, KeyAuthentic, KeyNoDispute, KeyAfterReview)
	q := Require{
		RightOfReply: o.only(KeyRightOfReply, "true"), Unread: o.only(KeyUnread, "true"), Captured: o.only(KeyCaptured, "true"),
		Authentic: o.only(KeyAuthentic, "probable"), NoDispute: o.only(KeyNoDispute, "true"),
		AfterReview: o.duration(KeyAfterReview),
	}
	if o.at(KeyOrigins) != nil {
		q.Origins = o.number(KeyOrigins, 1, MaxCount)
	}
	for _, s := range o.list("stages", MaxStages) {
		q.Stages = append(q.Stages, r.stage(s))
	}
	for _, s := range o.list("steps", MaxSteps) {
		q.Steps = append(q.Steps, r.step(s))
	}
	if len(n.Content) == 0 {
		r.wrong(n, "the rule requires nothing")
	}
	return q
}

func (r *reader) stage(n *yaml.Node) Stage {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 || len(n.Content) > MaxSignOffs {
		r.wrong(n, "a stage is a list of one to %d sign-offs, such as [{role: reviewer}, {role: legal}]", MaxSignOffs)
		return nil
	}
	var stage Stage
	for _, s := range n.Content {
		o := r.object(s, "sign-off", "role", "n", "not", "opened")
		sign := SignOff{Role: o.word("role", Roles), N: 1, Not: o.words("not", Others), Opened: o.words("opened", Openings)}
		if o.at("n") != nil {
			sign.N = o.number("n", 1, MaxCount)
		}
		stage = append(stage, sign)
	}
	return stage
}

func (r *reader) step(n *yaml.Node) Step {
	o := r.object(n, "step", "name", "role", "says", "form", "due", "others")
	s := Step{Name: o.name("name"), Role: o.word("role", StepRoles), Says: o.needed("says"), Due: o.duration("due"), Others: o.only("others", "true")}
	if s.Role == "" {
		r.wrong(n, "a step has a role that does it: %s", strings.Join(StepRoles, ", "))
	}
	for _, f := range o.list("form", MaxFields) {
		if label := r.scalar(f); label != "" {
			s.Form = append(s.Form, label)
		}
	}
	return s
}

func (r *reader) example(n *yaml.Node) Example {
	o := r.object(n, "example", "says", "facts", "asks", "asks_not")
	e := Example{Says: o.needed("says"), line: n.Line}
	if given := o.at("facts"); given != nil {
		e.Facts = r.facts(given)
	}
	e.Asks, e.AsksNot = o.strings("asks"), o.strings("asks_not")
	if len(e.Asks)+len(e.AsksNot) == 0 {
		r.wrong(n, "the example says nothing: list what is asked for under \"asks\", or what is not under \"asks_not\"")
	}
	return e
}

func (r *reader) facts(n *yaml.Node) (f Facts) {
	names := make([]string, len(facts))
	for i := range facts {
		names[i] = facts[i].name
	}
	o := r.object(n, "fact", names...)
	for _, fact := range facts {
		at := o.at(fact.name)
		switch {
		case at == nil:
		case fact.is != "":
			fact.set(&f, o.text(fact.name))
		case at.Value == "true" || at.Value == "false":
			fact.set(&f, at.Value == "true")
		default:
			r.wrong(at, "%s is true or false", fact.name)
		}
	}
	return f
}

// object is a mapping whose keys are known.
type object struct {
	r    *reader
	n    *yaml.Node
	keys map[string]*yaml.Node
}

func (r *reader) object(n *yaml.Node, what string, keys ...string) object {
	o := object{r, n, map[string]*yaml.Node{}}
	if n.Kind != yaml.MappingNode {
		r.wrong(n, "a %s is written as keys with values", what)
		return o
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case !slices.Contains(keys, key.Value):
			r.wrong(key, "a %s has no key %q: choose among %s", what, clip(key.Value), strings.Join(keys, ", "))
		case o.keys[key.Value] != nil:
			r.wrong(key, "%s stands there twice", key.Value)
		case value.Kind == yaml.AliasNode || value.Anchor != "":
			r.wrong(value, "a policy uses no anchors and no aliases")
		default:
			o.keys[key.Value] = value
		}
	}
	return o
}

func clip(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}

func (o object) at(key string) *yaml.Node { return o.keys[key] }

func (o object) text(key string) string {
	if n := o.at(key); n != nil {
		return o.r.scalar(n)
	}
	return ""
}

func (r *reader) scalar(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode {
		r.wrong(n, "this is one line of text")
		return ""
	}
	text := strings.Join(strings.Fields(n.Value), " ")
	if utf8.RuneCountInString(text) > MaxText {
		r.wrong(n, "this is longer than %d characters", MaxText)
		return ""
	}
	return text
}

func (o object) needed(key string) string {
	text := o.text(key)
	if text == "" {
		o.r.wrong(o.n, "%s is missing", key)
	}
	return text
}

var nameForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (o object) name(key string) string {
	name := o.needed(key)
	if name != "" && (!nameForm.MatchString(name) || len(name) > MaxName) {
		o.r.wrong(o.at(key), "a name has small letters, digits and hyphens, at most %d: %q has others", MaxName, clip(name))
	}
	return name
}

func (o object) number(key string, low, high int) int {
	n := o.at(key)
	if n == nil {
		o.r.wrong(o.n, "%s is missing", key)
		return 0
	}
	number, err := strconv.Atoi(n.Value)
	if err != nil || number < low || number > high {
		o.r.wrong(n, "%s is a number from %d to %d", key, low, high)
		return 0
	}
	return number
}

// only is a key that has one value, or is left out.
func (o object) only(key, value string) bool {
	n := o.at(key)
	if n == nil {
		return false
	}
	if n.Value != value {
		o.r.wrong(n, "%s is %s, or left out", key, value)
	}
	return true
}

func (o object) duration(key string) time.Duration {
	n := o.at(key)
	if n == nil {
		return 0
	}
	d, err := time.ParseDuration(n.Value)
	if days, found := strings.CutSuffix(n.Value, "d"); found {
		var number int
		number, err = strconv.Atoi(days)
		d = time.Duration(number) * 24 * time.Hour
	}
	if err != nil || d < time.Minute || d > MaxDue || d%time.Minute != 0 {
		o.r.wrong(n, "%s is a time in minutes, hours or days such as 90m, 24h or 3d, at most %s", key, duration(MaxDue))
		return 0
	}
	return d
}

func (o object) list(key string, most int) []*yaml.Node {
	n := o.at(key)
	switch {
	case n == nil:
		return nil
	case n.Kind != yaml.SequenceNode:
		o.r.wrong(n, "%s is a list", key)
		return nil
	case len(n.Content) > most:
		o.r.wrong(n, "%s has at most %d entries, not %d", key, most, len(n.Content))
		return nil
	}
	for _, c := range n.Content {
		if c.Kind == yaml.AliasNode || c.Anchor != "" {
			o.r.wrong(c, "a policy uses no anchors and no aliases")
			return nil
		}
	}
	return n.Content
}

func (o object) strings(key string) []string {
	var all []string
	for _, n := range o.list(key, MaxRules) {
		all = append(all, o.r.scalar(n))
	}
	return all
}

func (o object) word(key string, among []string) string {
	text := o.text(key)
	if text != "" && !slices.Contains(among, text) {
		o.r.wrong(o.at(key), "%s is not %q: choose among %s", key, clip(text), strings.Join(among, ", "))
	}
	return text
}

func (o object) words(key string, among []string) []string {
	var all []string
	for _, n := range o.list(key, len(among)) {
		text := o.r.scalar(n)
		if !slices.Contains(among, text) {
			o.r.wrong(n, "%s has no %q: choose among %s", key, clip(text), strings.Join(among, ", "))
		}
		all = append(all, text)
	}
	return all
}
