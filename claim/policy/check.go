package policy

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/onrecord/onrecord/claim/document"
)

// contradictions refuses rules that nobody could meet together: sign-offs in
// two orders, two steps of one name, and what asks twice for the same.
func (r *reader) contradictions(d *Document) {
	steps := map[string]*Step{}
	after := map[string]map[string]bool{} // role → roles that come after it
	for _, rule := range d.Rules {
		at := &yaml.Node{Line: rule.line, Column: 1}
		for i := range rule.Steps {
			s := &rule.Steps[i]
			if before := steps[s.Name]; before != nil && !before.equal(s) {
				r.Wrong(at, "the step %s is described twice, in different words", s.Name)
			}
			steps[s.Name] = s
			if slices.Contains(Roles, s.Name) || slices.Contains(keys, s.Name) {
				r.Wrong(at, "a step cannot be called %s: that is what something else is called", s.Name)
			}
		}
		for i, stage := range rule.Stages {
			for _, later := range rule.Stages[i+1:] {
				for _, first := range stage {
					for _, second := range later {
						if second.Role == first.Role {
							continue
						}
						if reaches(after, second.Role, first.Role) {
							r.Wrong(at, "the rules contradict each other: one has the sign-off by %s before that by %s, another the other way round",
								role(first.Role), role(second.Role))
							return
						}
						if after[first.Role] == nil {
							after[first.Role] = map[string]bool{}
						}
						after[first.Role][second.Role] = true
					}
				}
			}
		}
	}
}

var keys = []string{
	KeySignOff, KeyOrigins, KeyRightOfReply, KeyUnread, KeyCaptured, KeyAuthentic, KeyNoDispute, KeyAfterReview,
}

func reaches(after map[string]map[string]bool, from, to string) bool {
	for next := range after[from] {
		if next == to || reaches(after, next, to) {
			return true
		}
	}
	return false
}

func (s *Step) equal(other *Step) bool {
	return s.Role == other.Role && s.Says == other.Says && s.Due == other.Due && s.Others == other.Others && slices.Equal(s.Form, other.Form)
}

// examples refuses a document one of whose examples does not hold.
func (r *reader) examples(d *Document) {
	for _, e := range d.Examples {
		at := &yaml.Node{Line: e.line, Column: 1}
		var asked []string
		for _, q := range d.Asks(e.Facts) {
			asked = append(asked, q.Key)
		}
		says := "nothing"
		if len(asked) > 0 {
			says = strings.Join(slices.Compact(slices.Clone(asked)), ", ")
		}
		for _, key := range append(slices.Clone(e.Asks), e.AsksNot...) {
			if !d.knows(key) {
				r.Wrong(at, "the example %s names %q, which no rule asks for", quoted(e.Says), document.Clip(key))
			}
		}
		for _, key := range e.Asks {
			if !slices.Contains(asked, key) {
				r.Wrong(at, "the example %s does not hold: %s is not asked for; asked for is: %s", quoted(e.Says), document.Clip(key), says)
			}
		}
		for _, key := range e.AsksNot {
			if slices.Contains(asked, key) {
				r.Wrong(at, "the example %s does not hold: %s is asked for", quoted(e.Says), document.Clip(key))
			}
		}
	}
}

// knows reports whether any rule can ask for something of that key.
func (d *Document) knows(key string) bool {
	return slices.ContainsFunc(d.Rules, func(r Rule) bool {
		return slices.ContainsFunc(r.asks(Facts{}), func(q Requirement) bool { return q.Key == key })
	})
}
