package policy_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord/claim/policy"
)

const head = "onrecord: policy/v1\nname: house\nversion: 1\nsource: ours\n"

// what is wrong, with the line that says so.
var refused = []struct{ what, text, says string }{
	{"nothing", "", "the file is empty"},
	{"no YAML", "a: [", "this is not YAML"},
	{"another file", "onrecord: case/v1\nname: x\nversion: 1\nsource: y\nrules: [{require: {origins: 1}}]", `1:11: a policy begins with "onrecord: policy/v1"`},
	{"no rule", head, "a policy has at least one rule"},
	{"an unknown key", head + "rulez: []\n", `5:1: a policy has no key "rulez"`},
	{"a key twice", head + "about: a\nabout: b\nrules: [{require: {origins: 1}}]", "6:1: about stands there twice"},
	{"a bad name", strings.Replace(head, "house", "My House", 1) + "rules: [{require: {origins: 1}}]", "2:7: a name has small letters"},
	{"no version", strings.Replace(head, "version: 1", "version: zero", 1) + "rules: [{require: {origins: 1}}]", "3:10: version is a number from 1 to 9999"},
	{"an alias", head + "rules: [&a {require: {origins: 1}}, *a]", "a policy uses no anchors"},
	{"CEL that does not compile", head + "rules:\n  - when: tier = \"routine\"\n    require: {origins: 1}", "6:11: the condition cannot be read, at its character"},
	{"CEL about what is not there", head + "rules:\n  - when: weather == \"fine\"\n    require: {origins: 1}", "undeclared reference to 'weather'"},
	{"CEL that is no yes or no", head + "rules:\n  - when: tier\n    require: {origins: 1}", "6:11: the condition is no yes or no: it is a string"},
	{"CEL that runs away", head + "rules:\n  - when: '[1,2].map(a, [1,2].map(b, [1,2].map(c, a))).size() > 0'\n    require: {origins: 1}", "the condition cannot be read"},
	{"CEL that is huge", head + "rules:\n  - when: " + strings.Repeat("(", 200) + "breaking" + strings.Repeat(")", 200) + "\n    require: {origins: 1}", "the condition cannot be read"},
	{"CEL that costs", head + "rules:\n  - when: '" + strings.Repeat("tier.matches(\"(a|b)*c\") || ", 14) + "(" + strings.Repeat("tier+", 12) + "tier).matches(\"a*b*c*d*e*f*\")" + strings.Repeat(" ", 500) + "x'\n    require: {origins: 1}", "6:11: the condition"},
	{"a rule that requires nothing", head + "rules: [{when: breaking}]", "the rule requires nothing"},
	{"an unknown role", head + "rules: [{require: {stages: [[{role: pope}]]}}]", `role is not "pope": choose among reviewer, standards, legal`},
	{"a stage that is no list", head + "rules: [{require: {stages: [{role: legal}]}}]", "a stage is a list of one to 6 sign-offs"},
	{"too many origins", head + "rules: [{require: {origins: 10}}]", "origins is a number from 1 to 9"},
	{"a due time that is none", head + "rules: [{require: {steps: [{name: a, role: legal, says: b, due: soon}]}}]", "due is a time in minutes, hours or days"},
	{"a step that takes another's name", head + "rules: [{require: {steps: [{name: legal, role: legal, says: b}]}}]", "a step cannot be called legal"},
	{"one step in two ways", head + "rules: [{require: {steps: [{name: a, role: legal, says: b}]}}, {require: {steps: [{name: a, role: legal, says: c}]}}]", "described twice, in different words"},
	{"two orders", head + "rules:\n  - require: {stages: [[{role: legal}], [{role: standards}]]}\n  - require: {stages: [[{role: standards}], [{role: reviewer}]]}\n  - require: {stages: [[{role: reviewer}], [{role: legal}]]}", "8:1: the rules contradict each other"},
	{"an example that does not hold", head + "rules: [{when: breaking, require: {origins: 1}}]\nexamples:\n  - {says: always, facts: {breaking: false}, asks: [origins]}", "does not hold: origins is not asked for; asked for is: nothing"},
	{"an example that holds too much", head + "rules: [{require: {origins: 1}}]\nexamples:\n  - {says: never, asks_not: [origins]}", "does not hold: origins is asked for"},
	{"an example of nothing known", head + "rules: [{require: {origins: 1}}]\nexamples:\n  - {says: x, asks: [origin]}", `names "origin", which no rule asks for`},
	{"too much", head + "about: " + strings.Repeat("x", policy.MaxBytes), "a policy has at most 16 KiB"},
	{"too many rules", head + "rules: [" + strings.Repeat("{require: {origins: 1}},", policy.MaxRules+1) + "]", "rules has at most 32 entries, not 33"},
	{"a long line", head + "about: " + strings.Repeat("x", policy.MaxText+1) + "\nrules: [{require: {origins: 1}}]", "5:8: this is longer than 500 characters"},
}

func TestAPolicyThatCannotHoldIsRefusedInOneSentence(t *testing.T) {
	for _, test := range refused {
		t.Run(test.what, func(t *testing.T) {
			began := time.Now()
			_, err := policy.Parse([]byte(test.text))
			var problems policy.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("taken, or refused otherwise: %v", err)
			}
			found := false
			for _, p := range problems {
				found = found || strings.Contains(p.String(), test.says)
				if strings.Contains(p.String(), "\n") {
					t.Errorf("%q is more than a sentence", p.String())
				}
			}
			if !found {
				t.Errorf("says %q, want %q", problems.Error(), test.says)
			}
			if took := time.Since(began); took > 5*time.Second {
				t.Errorf("took %s", took)
			}
		})
	}
}

func TestAConditionIsSaidInWords(t *testing.T) {
	for when, want := range map[string]string{
		`tier == "serious allegation" && !correction`:        "the tier is serious allegation and it does not correct a public finding",
		`!(breaking || embargo)`:                             "it is not breaking news and the case is under no embargo",
		`breaking && (single_origin || confidential_source)`: "it is breaking news and either one origin alone supports it or a source is confidential",
		`outcome in ["refuted", "disputed"]`:                 "the outcome is refuted or disputed",
		`tier != "routine"`:                                  "the tier is not routine",
		`true`:                                               "",
		`tier.startsWith("s")`:                               `tier.startsWith("s")`,
	} {
		d, err := policy.Parse([]byte(head + "rules:\n  - when: '" + when + "'\n    require: {origins: 1}"))
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Words()[0].When; got != want {
			t.Errorf("%s: %q, want %q", when, got, want)
		}
	}
}

func TestWhoIsMissingIsSaid(t *testing.T) {
	d, err := policy.Parse([]byte(head + "rules:\n  - require: {stages: [[{n: 2}], [{role: legal}]]}"))
	if err != nil {
		t.Fatal(err)
	}
	both := policy.Signed{Person: "both", Roles: []string{"reviewer", "legal"}}
	for _, test := range []struct {
		able []policy.Signed
		want string
	}{
		{nil, "2 people of a role that signs (reviewer, standards, legal), 1 person with the role legal"},
		{[]policy.Signed{anyReviewer, second}, "1 person with the role legal"},
		{[]policy.Signed{both, anyReviewer, second}, ""},
		{[]policy.Signed{both, lawyer, anyReviewer}, ""},
	} {
		if got := strings.Join(d.EverShort(test.able), ", "); got != test.want {
			t.Errorf("with %d people: %q, want %q", len(test.able), got, test.want)
		}
	}
	signed := policy.Facts{Signed: []policy.Signed{both, anyReviewer}}
	if got := d.Short(signed, []policy.Signed{both, anyReviewer, second}); len(got) != 1 {
		t.Errorf("who has signed does not sign again, and legal is missing: %v", got)
	}
	if early := d.Early(policy.Facts{}, lawyer); early != "" {
		t.Errorf("legal may be one of the two that come first: %q", early)
	}
}

func FuzzParse(f *testing.F) {
	for _, p := range policy.Presets() {
		f.Add(p.Text)
	}
	for _, r := range refused {
		f.Add(r.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := policy.Parse([]byte(text))
		if (d == nil) == (err == nil) {
			t.Fatal("either a document or what is wrong with it")
		}
		if d != nil {
			d.Words()
			d.EverShort(nil)
		}
	})
}
