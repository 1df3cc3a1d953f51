package claim

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Condition is one thing that a policy can ask for: the place of its row.
type Condition int

// Every condition. What each asks for, and when it is met, stands in its row.
const (
	Reviewers Condition = iota
	Origins

	conditions // how many there are
)

// ConditionRow is a condition with all that follows from it. A new one is a
// row and the function that says what is still missing of a claim.
type ConditionRow struct {
	Name        string // of its key in JSON and in case files, of its field in forms, and what --policy calls it
	Doc         string // what it asks for, as a sentence
	Label       string // as a page offers it
	Hint        string // below it there, a sentence as well
	Unit, Units string // what is counted: one, and several
	For         string // behind that: what it is asked for, if not for every finding
	Min, Max    int    // what a policy can ask for; one that can ask for 0 can do without
	Default     int
	ToPropose   bool // it is met before an outcome is proposed; any other, before that is signed off
	// Missing says what the claim lacks of it for an outcome, or returns nil. It
	// is asked again in the decision that publishes. The claim comes with those
	// sign-offs alone whose signers may still sign.
	Missing func(c *Claim, o Outcome, asked int) *Error
}

// conditionRows stand in the order of the constants. Rows are added, never taken
// away: the record has policies that ask for them.
var conditionRows = [conditions]ConditionRow{
	Reviewers: {
		Name: "reviewers", Doc: "Sign-offs that a claim needs. Nobody signs off their own work.",
		Label: "Sign-offs", Hint: "How many reviewers have to sign before a finding is published.",
		Unit: "sign-off", Units: "sign-offs", Min: 1, Max: 9, Default: 1,
		Missing: missingReviewers,
	},
	Origins: {
		Name: "origins", Doc: "Independent origins that the outcome confirmed needs.",
		Label: "Independent origins", Hint: "How many independent origins the outcome “confirmed” needs. Two outlets that quote one spokesperson are one origin.",
		Unit: "independent origin", Units: "independent origins", For: " for “confirmed”", Min: 1, Max: 9, Default: 1,
		ToPropose: true, Missing: missingOrigins,
	},
}

// missingReviewers: sign-offs count as long as what was signed is what is there,
// and who signed it may still sign.
func missingReviewers(c *Claim, _ Outcome, asked int) *Error {
	if n := len(c.ValidSignOffs()); n < asked {
		return Errorf(CodeStale, "the claim has %d sign-offs that count and needs %d: it changed after it was signed, or who signed may no longer sign", n, asked).
			WithHint("propose the outcome again, and have it signed")
	}
	return nil
}

// missingOrigins: whoever confirms a part of the claim does not confirm it.
func missingOrigins(c *Claim, o Outcome, asked int) *Error {
	if !o.Whole() {
		return nil
	}
	if have := c.Confirming(); have < asked {
		return Errorf(CodePolicy, "the outcome %q needs independent origins that confirm all of the claim: %d, and there are %d", o, asked, have).
			WithHint(needsOrigins)
	}
	return nil
}

// unsupported says what an outcome rests on that the claim lacks, or returns nil.
// How many origins have to say that all of it is so, the policy asks for.
func (c *Claim) unsupported(o Outcome) *Error {
	if o.Whole() {
		return nil
	}
	var lacks []string
	for _, b := range o.Rests() {
		if c.Origins(b) == 0 {
			lacks = append(lacks, b.Says())
		}
	}
	if len(lacks) == 0 {
		return nil
	}
	return Errorf(CodePolicy, "the outcome %q needs an independent origin that %s, and there is none", o, strings.Join(lacks, ", one that ")).
		WithHint(needsOrigins)
}

// needsOrigins says what to do if an outcome lacks origins.
const needsOrigins = "propose another outcome, or first record the answers, or add the evidence with its origin, that this one rests on"

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

// Policy is what the desk asks for before a finding is published: of each
// condition, how many; 0 for one that it does not ask for. A claim is pinned to
// the policy of its case at the time it was added.
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
	return Errorf(CodeInvalid, "a policy has no condition %q", name).WithField("policy", "choose among: "+joinWords(names))
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

// missing is the first condition that such rows find unmet, or nil.
func (c *Claim) missing(o Outcome, such func(ConditionRow) bool) error {
	for i, row := range conditionRows {
		if asked := c.Policy[i]; asked > 0 && such(row) {
			if lack := row.Missing(c, o, asked); lack != nil {
				return lack
			}
		}
	}
	return nil
}

// supported refuses an outcome that the answers and the evidence do not carry, or
// that the policy does not let be proposed.
func (c *Claim) supported(o Outcome) error {
	if lack := c.unsupported(o); lack != nil {
		return lack
	}
	return c.missing(o, func(r ConditionRow) bool { return r.ToPropose })
}

// signedOff reports whether one more sign-off leaves nothing missing that the
// policy asks for before a claim is signed off.
func (c *Claim) signedOff(by SignOff, around Around) bool {
	return c.unsigned(append(c.standing(around), by)) == nil
}

// publishable refuses what does not meet the policy at this moment.
func (c *Claim) publishable(around Around) error {
	if err := c.unsigned(c.standing(around)); err != nil {
		return err
	}
	return c.supported(c.Proposal.Outcome)
}

// unsigned is what the policy asks for, before a claim is signed off, that is
// missing with these sign-offs.
func (c *Claim) unsigned(counting []SignOff) error {
	with := *c
	with.SignOffs = counting
	return with.missing(c.Proposal.Outcome, func(r ConditionRow) bool { return !r.ToPropose })
}
