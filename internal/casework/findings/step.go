package findings

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/finding"
	"github.com/onrecord/onrecord/claim/policy"
	"github.com/onrecord/onrecord/claim/verification"
	"github.com/onrecord/onrecord/internal/casework"
)

// StepInput is a step that somebody has done.
type StepInput struct {
	Step    string      `json:"step" doc:"its name, from what the policy asks of the claim"`
	Subject string      `json:"subject" doc:"the subject hash of what it was done on"`
	Form    []StepField `json:"form,omitempty" doc:"what the step's form asks for"`
}

// StepField is one line of a step's form.
type StepField struct {
	Label string `json:"label" doc:"as the policy has it"`
	Text  string `json:"text"`
}

// CompleteStep takes a step that the policy asks for, with its form filled in. A
// stale subject, another role and one's own work are refused.
func CompleteStep(ctx context.Context, d *casework.Door, caller casework.Caller, name string, in StepInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return casework.Receipt{}, err
	}
	form, err := stepForm(c, in)
	if err != nil {
		return casework.Receipt{}, err
	}
	complete := finding.CompleteStep{Step: in.Step, Subject: in.Subject}
	if len(form.Fields) > 0 {
		if complete.Form, err = d.KeepJSON(ctx, "step", form); err != nil {
			return casework.Receipt{}, err
		}
	}
	return casework.Receipt{ID: c.ID}, d.Do(ctx, c.Stream(), casework.Command(ctx, caller, complete))
}

// stepForm checks what was filled in against the form of the step.
func stepForm(c *verification.Claim, in StepInput) (finding.StepForm, error) {
	var form finding.StepForm
	step := policy.Of(c.Under.Text).Step(in.Step)
	if c.Under.Text == "" || step == nil {
		return form, claim.Errorf(claim.CodeNotFound, "the policy of the claim has no step %q", in.Step)
	}
	for i, label := range step.Form {
		at := slices.IndexFunc(in.Form, func(f StepField) bool { return f.Label == label })
		if at < 0 || strings.TrimSpace(in.Form[at].Text) == "" {
			return form, casework.Invalid(StepFieldName(i), "fill it in: "+label)
		}
		text, err := casework.Prose(StepFieldName(i), in.Form[at].Text, casework.MaxText, true)
		if err != nil {
			return form, err
		}
		form.Fields = append(form.Fields, finding.FormField{Label: label, Text: text})
	}
	return form, nil
}

// StepFieldName is how forms and errors call a field of a step's form.
func StepFieldName(i int) string { return fmt.Sprintf("form%d", i+1) }
