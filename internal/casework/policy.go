package casework

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/policy"
	"github.com/onrecord/onrecord/claim/verification"
)

// PolicyView is a policy in words, with its document.
type PolicyView struct {
	Name     string           `json:"name"`
	Version  int              `json:"version"`
	Source   string           `json:"source" doc:"whose rules they are"`
	About    string           `json:"about,omitempty"`
	Preset   bool             `json:"preset,omitempty" doc:"it comes with the product, and the desk has not set one of that name"`
	At       time.Time        `json:"at,omitzero" doc:"when the desk set this version"`
	By       string           `json:"by,omitempty" doc:"who set it"`
	Rules    []policy.InWords `json:"rules"`
	Examples []string         `json:"examples" doc:"what the document says of itself, and what holds"`
	Text     string           `json:"text" doc:"the document"`
}

// PolicyInput is a policy to be set.
type PolicyInput struct {
	Text string `json:"text" maxLength:"16384" doc:"the document, in YAML: see docs/policies.md"`
}

// InWords is a document as it is shown.
func InWords(d *policy.Document, text string) PolicyView {
	v := PolicyView{Name: d.Name, Version: d.Version, Source: d.Source, About: d.About, Rules: d.Words(), Examples: []string{}, Text: text}
	for _, e := range d.Examples {
		v.Examples = append(v.Examples, e.Says)
	}
	return v
}

// Policies lists the desk's policies and the presets, by name. A preset of whose
// name the desk has set one of its own is not listed.
func (d *Door) Policies(ctx context.Context, _ Caller) ([]PolicyView, error) {
	desk, err := Load[*people.Desk](ctx, d.Record(), claim.StreamDesk, people.DeskID)
	if err != nil {
		return nil, err
	}
	var all []PolicyView
	for _, p := range desk.Policies {
		v := InWords(policy.Of(p.Text), p.Text)
		v.At = p.At
		if v.By, err = d.PersonName(ctx, p.By); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	for _, p := range policy.Presets() {
		if _, own := desk.PolicyNamed(p.Name); !own {
			v := InWords(p.Document, p.Text)
			v.Preset = true
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(a, b PolicyView) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}

// Policy shows one policy by its name.
func (d *Door) Policy(ctx context.Context, caller Caller, name string) (PolicyView, error) {
	all, err := d.Policies(ctx, caller)
	if err != nil {
		return PolicyView{}, err
	}
	if i := slices.IndexFunc(all, func(p PolicyView) bool { return p.Name == name }); i >= 0 {
		return all[i], nil
	}
	return PolicyView{}, claim.Errorf(claim.CodeNotFound, "the desk has no policy called %q", name).WithHint("see what there is: onrecord policy list")
}

// SetPolicy gives the desk a policy, or a new version of one. It returns
// [claim.CodeInvalid] with line and column for a document that is wrong or whose
// examples do not hold, [claim.CodeConflict] if another version is the next one,
// and [claim.CodePolicy] with who is missing if it could leave nobody able to sign.
func (d *Door) SetPolicy(ctx context.Context, caller Caller, in PolicyInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	read, err := claim.ParsePolicy(in.Text)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: people.DeskID, Name: read.Name}, d.Write(ctx, people.DeskStream, Command(ctx, caller, people.SetPolicy{Text: in.Text}))
}

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
func (d *Door) CompleteStep(ctx context.Context, caller Caller, name string, in StepInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return Receipt{}, err
	}
	form, err := stepForm(c, in)
	if err != nil {
		return Receipt{}, err
	}
	complete := verification.CompleteStep{Step: in.Step, Subject: in.Subject}
	if len(form.Fields) > 0 {
		if complete.Form, err = d.KeepJSON(ctx, "step", form); err != nil {
			return Receipt{}, err
		}
	}
	return Receipt{ID: c.ID}, d.Do(ctx, c.Stream(), Command(ctx, caller, complete))
}

// stepForm checks what was filled in against the form of the step.
func stepForm(c *verification.Claim, in StepInput) (verification.StepForm, error) {
	var form verification.StepForm
	step := policy.Of(c.Under.Text).Step(in.Step)
	if c.Under.Text == "" || step == nil {
		return form, claim.Errorf(claim.CodeNotFound, "the policy of the claim has no step %q", in.Step)
	}
	for i, label := range step.Form {
		at := slices.IndexFunc(in.Form, func(f StepField) bool { return f.Label == label })
		if at < 0 || strings.TrimSpace(in.Form[at].Text) == "" {
			return form, Invalid(StepFieldName(i), "fill it in: "+label)
		}
		text, err := Prose(StepFieldName(i), in.Form[at].Text, MaxText, true)
		if err != nil {
			return form, err
		}
		form.Fields = append(form.Fields, verification.FormField{Label: label, Text: text})
	}
	return form, nil
}

// StepFieldName is how forms and errors call a field of a step's form.
func StepFieldName(i int) string { return fmt.Sprintf("form%d", i+1) }

// MarksInput says which marks a claim has.
type MarksInput struct {
	Marks []verification.Mark `json:"marks" doc:"all that hold; what is left out does not"`
}

// MarkClaim says what a policy has to know of a claim. What was signed is signed again.
func (d *Door) MarkClaim(ctx context.Context, caller Caller, name string, in MarksInput) (Receipt, error) {
	ctx = d.Keyed(ctx)
	c, err := d.TheClaim(ctx, caller, name)
	if err != nil {
		return Receipt{}, err
	}
	return Receipt{ID: c.ID}, d.Do(ctx, c.Stream(), Command(ctx, caller, verification.MarkClaim{Marks: in.Marks}))
}
