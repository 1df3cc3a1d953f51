package claim

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/claim/policy"
)

// Condition is one thing that a policy can ask for: the place of its row.
type Condition int

// Every condition. What each asks for, and when it is met, stands in its row.
const (
	Reviewers Condition = iota
	Origins

	conditions // how many there are
)

// ConditionRow is a condition with all that follows from it: a number that a case
// asks for in any event. Whatever takes a condition, stages or steps stands in a
// policy of the desk.
type ConditionRow struct {
	Name        string // of its key in JSON and in case files, of its field in forms, and what --policy calls it
	Doc         string // what it asks for, as a sentence
	Label       string // as a page offers it
	Hint        string // below it there, a sentence as well
	Unit, Units string // what is counted: one, and several
	For         string // behind that: what it is asked for, if not for every finding
	Min, Max    int    // what a policy can ask for; one that can ask for 0 can do without
	Default     int
}

// conditionRows stand in the order of the constants. Rows are added, never taken
// away: the record has policies that ask for them.
var conditionRows = [conditions]ConditionRow{
	Reviewers: {
		Name: "reviewers", Doc: "Sign-offs that a claim needs. Nobody signs off their own work.",
		Label: "Sign-offs", Hint: "How many reviewers have to sign before a finding is published.",
		Unit: "sign-off", Units: "sign-offs", Min: 1, Max: 9, Default: 1,
	},
	Origins: {
		Name: "origins", Doc: "Independent origins that the outcome confirmed needs.",
		Label: "Independent origins", Hint: "How many independent origins the outcome “confirmed” needs. Two outlets that quote one spokesperson are one origin.",
		Unit: "independent origin", Units: "independent origins", For: " for “confirmed”", Min: 1, Max: 9, Default: 1,
	},
}

// Range says what a policy can ask for.
func (r ConditionRow) Range() string { return fmt.Sprintf("%d to %d", r.Min, r.Max) }

// Row is what there is to say of the condition.
func (c Condition) Row() ConditionRow { return conditionRows[c] }

// Conditions lists every condition.
func Conditions() []Condition {
	list := make([]Condition, conditions)
	for i := range list {
		list[i] = Condition(i)
	}
	return list
}

// Policy is the least that a case asks for before a finding is published: of each
// condition, how many; 0 for one that it does not ask for. A claim is pinned to
// the numbers of its case at the time it was added, and to the version of the
// desk's policy that its case is under ([Pinned]), which asks for more.
type Policy [conditions]int

// DefaultPolicy asks of each condition for what its row says.
var DefaultPolicy = defaultPolicy()

func defaultPolicy() (p Policy) {
	for i, row := range conditionRows {
		p[i] = row.Default
	}
	return p
}

// Ask changes what the policy asks of the condition of that name. It returns
// [CodeInvalid] if there is none.
func (p *Policy) Ask(name string, n int) error {
	var names []string
	for i, row := range conditionRows {
		if row.Name == name {
			p[i] = n
			return nil
		}
		names = append(names, row.Name)
	}
	return Errorf(CodeInvalid, "a policy has no condition %q", name).WithField("policy", "choose among: "+JoinWords(names))
}

// MarshalJSON writes an object with a number per condition.
func (p Policy) MarshalJSON() ([]byte, error) {
	var parts []string
	for i, row := range conditionRows {
		if p[i] != 0 || row.Min > 0 {
			parts = append(parts, fmt.Sprintf("%q:%d", row.Name, p[i]))
		}
	}
	return []byte("{" + strings.Join(parts, ",") + "}"), nil
}

// UnmarshalJSON reads what [Policy.MarshalJSON] writes.
func (p *Policy) UnmarshalJSON(data []byte) error {
	var asked map[string]int
	if err := json.Unmarshal(data, &asked); err != nil {
		return err
	}
	for i, row := range conditionRows {
		p[i] = asked[row.Name]
	}
	return nil
}

// Asks says in words what the policy asks for, a part for each condition.
func (p Policy) Asks() []string {
	var parts []string
	for i, row := range conditionRows {
		switch {
		case p[i] == 1:
			parts = append(parts, "1 "+row.Unit+row.For)
		case p[i] > 1 || row.Min > 0:
			parts = append(parts, fmt.Sprintf("%d %s%s", p[i], row.Units, row.For))
		}
	}
	return parts
}

// String is the policy in words.
func (p Policy) String() string { return strings.Join(p.Asks(), ", and ") }

// Validate refuses a policy that makes no sense, with [CodePolicy].
func (p Policy) Validate() error {
	for i, row := range conditionRows {
		if p[i] < row.Min || p[i] > row.Max {
			return Errorf(CodePolicy, "a policy asks for between %d and %d %s, not %d", row.Min, row.Max, row.Units, p[i])
		}
	}
	return nil
}

// Document is what the numbers ask for, in the form that the desk's policies have.
func (p Policy) Document() *policy.Document { return policy.Simple(p[Reviewers], p[Origins]) }
