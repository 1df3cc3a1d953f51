package policy

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/onrecord/onrecord/claim/document"
)

// Problem is one thing that is wrong with a document.
type Problem = document.Problem

// Problems are what is wrong with a document, in the order of its lines.
type Problems = document.Problems

// Parse reads a document and holds it to its limits, to itself and to its
// examples. What is wrong comes back as [Problems].
func Parse(text []byte) (*Document, error) {
	r := &reader{&document.Reader{What: "policy", Header: Header, MaxBytes: MaxBytes, MaxTime: MaxDue}}
	d := r.document(text)
	if len(r.Found) == 0 {
		r.contradictions(d)
	}
	if len(r.Found) == 0 {
		r.examples(d)
	}
	if len(r.Found) > 0 {
		return nil, r.Found
	}
	return d, nil
}

type reader struct{ *document.Reader }

func (r *reader) document(text []byte) *Document {
	o := r.Root(text, "name", "version", "source", "about", "rules", "examples")
	if o == nil {
		return nil
	}
	d := &Document{
		Name: o.Name("name"), Version: o.Number("version", 1, MaxVersion), Source: o.Needed("source"), About: o.Text("about"),
	}
	for _, n := range o.List("rules", MaxRules) {
		d.Rules = append(d.Rules, r.rule(n))
	}
	if len(d.Rules) == 0 && len(r.Found) == 0 {
		r.Wrong(o.Node, "a policy has at least one rule, under \"rules\"")
	}
	for _, n := range o.List("examples", MaxExamples) {
		d.Examples = append(d.Examples, r.example(n))
	}
	return d
}

func (r *reader) rule(n *yaml.Node) Rule {
	o := r.Object(n, "rule", "when", "because", "require")
	rule := Rule{When: o.Text("when"), Because: o.Text("because"), line: n.Line}
	if rule.When != "" && len(r.Found) == 0 {
		program, words, err := compile(rule.When)
		if err != nil {
			r.Wrong(o.At("when"), "%s", err)
		}
		rule.program, rule.words = program, words
	}
	require := o.At("require")
	if require == nil {
		r.Wrong(n, "the rule requires nothing: say what, under \"require\"")
		return rule
	}
	rule.Require = r.require(require)
	return rule
}

func (r *reader) require(n *yaml.Node) Require {
	o := r.Object(n, "requirement", "stages", "steps",
		KeyOrigins, KeyRightOfReply, KeyUnread, KeyCaptured, KeyAuthentic, KeyNoDispute, KeyAfterReview)
	q := Require{
		RightOfReply: o.Only(KeyRightOfReply, "true"), Unread: o.Only(KeyUnread, "true"), Captured: o.Only(KeyCaptured, "true"),
		Authentic: o.Only(KeyAuthentic, "probable"), NoDispute: o.Only(KeyNoDispute, "true"),
		AfterReview: o.Duration(KeyAfterReview),
	}
	if o.At(KeyOrigins) != nil {
		q.Origins = o.Number(KeyOrigins, 1, MaxCount)
	}
	for _, s := range o.List("stages", MaxStages) {
		q.Stages = append(q.Stages, r.stage(s))
	}
	for _, s := range o.List("steps", MaxSteps) {
		q.Steps = append(q.Steps, r.step(s))
	}
	if len(n.Content) == 0 {
		r.Wrong(n, "the rule requires nothing")
	}
	return q
}

func (r *reader) stage(n *yaml.Node) Stage {
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 || len(n.Content) > MaxSignOffs {
		r.Wrong(n, "a stage is a list of one to %d sign-offs, such as [{role: reviewer}, {role: legal}]", MaxSignOffs)
		return nil
	}
	var stage Stage
	for _, s := range n.Content {
		o := r.Object(s, "sign-off", "role", "n", "not", "opened")
		sign := SignOff{Role: o.Word("role", Roles), N: 1, Not: o.Words("not", Others), Opened: o.Words("opened", Openings)}
		if o.At("n") != nil {
			sign.N = o.Number("n", 1, MaxCount)
		}
		stage = append(stage, sign)
	}
	return stage
}

func (r *reader) step(n *yaml.Node) Step {
	o := r.Object(n, "step", "name", "role", "says", "form", "due", "others")
	s := Step{Name: o.Name("name"), Role: o.Word("role", StepRoles), Says: o.Needed("says"), Due: o.Duration("due"), Others: o.Only("others", "true")}
	if s.Role == "" {
		r.Wrong(n, "a step has a role that does it: %s", strings.Join(StepRoles, ", "))
	}
	for _, f := range o.List("form", MaxFields) {
		if label := r.Scalar(f); label != "" {
			s.Form = append(s.Form, label)
		}
	}
	return s
}

func (r *reader) example(n *yaml.Node) Example {
	o := r.Object(n, "example", "says", "facts", "asks", "asks_not")
	e := Example{Says: o.Needed("says"), line: n.Line}
	if given := o.At("facts"); given != nil {
		e.Facts = r.facts(given)
	}
	e.Asks, e.AsksNot = o.Strings("asks"), o.Strings("asks_not")
	if len(e.Asks)+len(e.AsksNot) == 0 {
		r.Wrong(n, "the example says nothing: list what is asked for under \"asks\", or what is not under \"asks_not\"")
	}
	return e
}

func (r *reader) facts(n *yaml.Node) (f Facts) {
	names := make([]string, len(facts))
	for i := range facts {
		names[i] = facts[i].name
	}
	o := r.Object(n, "fact", names...)
	for _, fact := range facts {
		at := o.At(fact.name)
		switch {
		case at == nil:
		case fact.is != "":
			fact.set(&f, o.Text(fact.name))
		case at.Value == "true" || at.Value == "false":
			fact.set(&f, at.Value == "true")
		default:
			r.Wrong(at, "%s is true or false", fact.name)
		}
	}
	return f
}
