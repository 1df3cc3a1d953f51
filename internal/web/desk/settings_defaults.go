package desk

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/claim"
	"github.com/onrecord/onrecord/internal/web/page"
)

// tierField and ratingField name the fields of one tier and one outcome.
func tierField(i int) string { return fmt.Sprintf("policy_%d", i) }

func ratingField(i int, what string) string { return fmt.Sprintf("rating_%s_%d", what, i) }

// defaultFields are which policies apply, and the scale, as the form has them.
func defaultFields(s claim.DeskSettings) map[string]string {
	scale := s.Scale()
	fields := map[string]string{"policyName": s.PolicyName, "worst": strconv.Itoa(scale.Worst), "best": strconv.Itoa(scale.Best)}
	for i, tier := range claim.Tiers {
		fields[tierField(i)] = s.PolicyByTier[tier]
	}
	for i, o := range claim.Outcomes {
		r := scale.Of(o)
		fields[ratingField(i, "words")] = r.Words
		if r.Value != 0 {
			fields[ratingField(i, "value")] = strconv.Itoa(r.Value)
		}
	}
	return fields
}

// readDefaults reads them; a form without them leaves them as they are. A scale that
// is the default one is not the desk's own.
func readDefaults(v *page.Visit, in *claim.DeskSettings) error {
	if _, sent := v.R.PostForm["worst"]; !sent {
		return nil
	}
	in.PolicyName, in.PolicyByTier = v.Form("policyName"), map[claim.Tier]string{}
	for i, tier := range claim.Tiers {
		if name := v.Form(tierField(i)); name != "" {
			in.PolicyByTier[tier] = name
		}
	}
	scale := claim.Scale{Ratings: map[claim.Outcome]claim.Rating{}}
	var err error
	if scale.Worst, err = numberOf(v, "worst"); err != nil {
		return err
	}
	if scale.Best, err = numberOf(v, "best"); err != nil {
		return err
	}
	for i, o := range claim.Outcomes {
		r := claim.Rating{Words: strings.TrimSpace(v.Form(ratingField(i, "words")))}
		if v.Form(ratingField(i, "value")) != "" {
			if r.Value, err = numberOf(v, ratingField(i, "value")); err != nil {
				return err
			}
		}
		scale.Ratings[o] = r
	}
	if in.Ratings = &scale; reflect.DeepEqual(scale, claim.DefaultScale) {
		in.Ratings = nil
	}
	return nil
}

// outcomeFields are the fields of one outcome on the scale.
type outcomeFields struct {
	Outcome      claim.Outcome
	Words, Value string
	HasValue     bool
}

// Outcomes are those that the scale has a rating for.
func (*settingsView) Outcomes() []outcomeFields {
	var all []outcomeFields
	for i, o := range claim.Outcomes {
		all = append(all, outcomeFields{o, ratingField(i, "words"), ratingField(i, "value"), o.Establishes()})
	}
	return all
}

// Tiers are those that can have a policy of their own, with their fields.
func (*settingsView) Tiers() []page.Option {
	var all []page.Option
	for i, tier := range claim.Tiers {
		all = append(all, page.Option{Value: tierField(i), Label: string(tier)})
	}
	return all
}
