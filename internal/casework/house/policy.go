package house

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/claim/people"
	"github.com/onrecord/onrecord/claim/policy"
	"github.com/onrecord/onrecord/internal/casework"
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

// PolicyInWords is a document as it is shown.
func PolicyInWords(d *policy.Document, text string) PolicyView {
	v := PolicyView{Name: d.Name, Version: d.Version, Source: d.Source, About: d.About, Rules: d.Words(), Examples: []string{}, Text: text}
	for _, e := range d.Examples {
		v.Examples = append(v.Examples, e.Says)
	}
	return v
}

// Policies lists the desk's policies and the presets, by name. A preset of whose
// name the desk has set one of its own is not listed.
func Policies(ctx context.Context, d *casework.Door, _ casework.Caller) ([]PolicyView, error) {
	desk, err := casework.Load[*people.Desk](ctx, d.Record(), claim.StreamDesk, people.DeskID)
	if err != nil {
		return nil, err
	}
	var all []PolicyView
	for _, p := range desk.Policies {
		v := PolicyInWords(policy.Of(p.Text), p.Text)
		v.At = p.At
		if v.By, err = d.PersonName(ctx, p.By); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	for _, p := range policy.Presets() {
		if _, own := desk.PolicyNamed(p.Name); !own {
			v := PolicyInWords(p.Document, p.Text)
			v.Preset = true
			all = append(all, v)
		}
	}
	slices.SortFunc(all, func(a, b PolicyView) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}

// Policy shows one policy by its name.
func Policy(ctx context.Context, d *casework.Door, caller casework.Caller, name string) (PolicyView, error) {
	all, err := Policies(ctx, d, caller)
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
func SetPolicy(ctx context.Context, d *casework.Door, caller casework.Caller, in PolicyInput) (casework.Receipt, error) {
	ctx = d.Keyed(ctx)
	read, err := claim.ParsePolicy(in.Text)
	if err != nil {
		return casework.Receipt{}, err
	}
	return casework.Receipt{ID: people.DeskID, Name: read.Name}, d.Write(ctx, claim.DeskStream, casework.Command(ctx, caller, people.SetPolicy{Text: in.Text}))
}
