package terminal

import (
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/claim"
)

// PlanFlags change a policy and a reminder plan.
type PlanFlags struct {
	Policy      PolicyFlag `placeholder:"NAME=N" help:"What a finding needs; may be repeated."`
	Reminder    []string   `placeholder:"SHARE" help:"When the silent are reminded, as a share of the time to answer, such as 50%,75%. An empty value: never."`
	FinalNotice *string    `placeholder:"SHARE" help:"When the final notice goes out, such as 90%. An empty value: never."`
}

// Replace puts what was given in place of what the policy and the plan say.
func (f PlanFlags) Replace(policy *claim.Policy, plan *claim.Plan) error {
	for name, n := range f.Policy {
		if err := policy.Ask(name, n); err != nil {
			return err
		}
	}
	if f.Reminder != nil {
		var texts []string
		ReplaceList(&texts, f.Reminder)
		plan.Reminders = nil
		for _, text := range texts {
			share, err := shareOf("--reminder", text)
			if err != nil {
				return err
			}
			plan.Reminders = append(plan.Reminders, share)
		}
	}
	if f.FinalNotice == nil {
		return nil
	}
	plan.FinalNotice = 0
	if *f.FinalNotice == "" {
		return nil
	}
	var err error
	plan.FinalNotice, err = shareOf("--final-notice", *f.FinalNotice)
	return err
}

// shareOf reads 40% as 0.4.
func shareOf(flag, text string) (float64, error) {
	number, ok := strings.CutSuffix(strings.TrimSpace(text), "%")
	share, err := strconv.ParseFloat(number, 64)
	if !ok || err != nil || share <= 0 || share >= 100 {
		return 0, claim.Errorf(claim.CodeInvalid, "%s: %q is not a share of the time to answer", flag, text).WithHint("write it as 75%%")
	}
	return share / 100, nil
}

// PlanText is a reminder plan in words.
func PlanText(p claim.Plan) string {
	var parts []string
	for _, share := range p.Reminders {
		parts = append(parts, percent(share))
	}
	text := "no reminders"
	if len(parts) > 0 {
		text = "reminders at " + strings.Join(parts, ", ")
	}
	if p.FinalNotice > 0 {
		text += "; final notice at " + percent(p.FinalNotice)
	}
	return text
}

func percent(share float64) string { return strconv.FormatFloat(share*100, 'f', -1, 64) + "%" }

// PolicyText is what a case asks for: its numbers, and the desk's policy.
func PolicyText(numbers claim.Policy, name string) string {
	if name == "" {
		return numbers.String()
	}
	return name + "; and " + numbers.String()
}

// PolicyFlag is what is asked of conditions of a policy, by their names.
type PolicyFlag map[string]int
