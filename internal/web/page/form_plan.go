package page

import (
	"math"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/operation"
)

// PlanFields are the fields of a reminder plan: shares of the time from sending
// to the answer-by instant, in percent.
func PlanFields(p claim.Plan) map[string]string {
	var parts []string
	for _, share := range p.Reminders {
		parts = append(parts, Percent(share))
	}
	fields := map[string]string{"reminders": strings.Join(parts, ", "), "final": ""}
	if p.FinalNotice > 0 {
		fields["final"] = Percent(p.FinalNotice)
	}
	return fields
}

// Percent is a share in percent, as the forms have it.
func Percent(share float64) string {
	return strconv.FormatFloat(math.Round(share*1000)/10, 'f', -1, 64)
}

// Plan reads the fields of a reminder plan. Both empty is a plan without reminders.
func (v *Visit) Plan() (claim.Plan, error) {
	var p claim.Plan
	for _, part := range v.Lines("reminders") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		share, err := shareOf("reminders", part)
		if err != nil {
			return p, err
		}
		p.Reminders = append(p.Reminders, share)
	}
	var err error
	if strings.TrimSpace(v.Form("final")) != "" {
		p.FinalNotice, err = shareOf("final", v.Form("final"))
	}
	if err == nil {
		err = p.Validate()
		if err != nil {
			err = FieldError("reminders", "%s", err)
		}
	}
	return p, err
}

func shareOf(field, text string) (float64, error) {
	n, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")), 64)
	if err != nil || math.IsNaN(n) {
		return 0, FieldError(field, "%q is not a percentage; write for example 50, 75", strings.TrimSpace(text))
	}
	return n / 100, nil
}

// conditionFields are the conditions as the forms of a policy offer them.
func conditionFields() []claim.ConditionRow {
	var rows []claim.ConditionRow
	for _, c := range claim.Conditions() {
		rows = append(rows, c.Row())
	}
	return rows
}

// PolicyFields are the fields of a policy: one for each condition.
func PolicyFields(p claim.Policy) map[string]string {
	fields := map[string]string{}
	for i, row := range conditionFields() {
		fields[row.Name] = strconv.Itoa(p[i])
	}
	return fields
}

// Policy reads the fields of a policy.
func (v *Visit) Policy() (p claim.Policy, err error) {
	for i, row := range conditionFields() {
		p[i], err = strconv.Atoi(strings.TrimSpace(v.Form(row.Name)))
		if err != nil || p[i] < row.Min || p[i] > row.Max {
			return p, FieldError(row.Name, "write a number from %s", row.Range())
		}
	}
	return p, nil
}

// PolicyOptions are the policies that a case or a claim can be pinned to.
func (v *Visit) PolicyOptions() ([]Option, error) {
	all, err := Do(v, operation.PolicyList, operation.None{})
	var list []Option
	for _, p := range all {
		list = append(list, Option{Value: p.Name, Label: p.Name})
	}
	return list, err
}
