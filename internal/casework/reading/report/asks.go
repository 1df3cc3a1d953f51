package report

import (
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/policy"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// AskReport is one thing that the policy asks of a claim.
type AskReport struct {
	Key     string      `json:"key"`
	Kind    policy.Kind `json:"kind"`
	Says    string      `json:"says" doc:"what is asked for"`
	Met     bool        `json:"met"`
	Moot    string      `json:"moot,omitempty" doc:"why it is not asked of the claim as it stands: it is neither met nor missing"`
	Lacks   string      `json:"lacks,omitempty" doc:"what is missing"`
	Mends   string      `json:"mends,omitempty" doc:"who can mend it"`
	Because string      `json:"because,omitempty" doc:"what the policy's source says"`
	Policy  string      `json:"policy,omitempty" doc:"which policy asks; left out for the numbers of the case"`
	Form    []string    `json:"form,omitempty" doc:"of a step, what is filled in"`
	Due     *time.Time  `json:"due,omitempty" doc:"of a step that is not done"`
}

// StepReport is a step that somebody has done.
type StepReport struct {
	Step  string              `json:"step"`
	By    string              `json:"by"`
	At    time.Time           `json:"at"`
	Stale bool                `json:"stale,omitempty" doc:"what it was done on has changed since"`
	Form  []finding.FormField `json:"form,omitempty"`
}

// AskedOn adds to a claim's report what its policy asks of it as it stands now.
func (r *Room) AskedOn(ctx context.Context, c *verification.Claim, report *ClaimReport) error {
	around, failed := r.store.Around(ctx)
	report.Asks = asksOf(c, around)
	return failed()
}

func asksOf(c *verification.Claim, around claim.Around) []AskReport {
	asks := []AskReport{}
	for _, q := range c.Asks(around) {
		a := AskReport{Key: q.Key, Kind: q.Kind, Says: q.Says, Met: q.Met && q.Moot == "", Moot: q.Moot, Lacks: q.Lacks, Mends: q.Mends, Because: q.Because, Policy: q.Policy}
		if q.Step != nil {
			a.Form = q.Step.Form
			a.Due = dueOf(c, q)
		}
		asks = append(asks, a)
	}
	return asks
}

func dueOf(c *verification.Claim, q policy.Requirement) *time.Time {
	if q.Met || c.Proposal == nil {
		return nil
	}
	for _, s := range c.Proposal.Steps {
		if s.Step == q.Key {
			return casework.Pointer(s.Due)
		}
	}
	return nil
}

func (b *Gathered) steps(c *verification.Claim) []StepReport {
	var all []StepReport
	for _, s := range c.Steps {
		form := casework.Read[finding.StepForm](b.Lib, s.Form)
		all = append(all, StepReport{s.Step, b.People[s.By], s.At, s.Subject != c.Subject(), form.Fields})
	}
	return all
}

// Missing is what lacks as a sentence of its own, with a capital and a full stop; empty if nothing
// does.
func (a AskReport) Missing() string {
	first, size := utf8.DecodeRuneInString(a.Lacks)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + strings.TrimSuffix(a.Lacks[size:], ".") + "."
}
