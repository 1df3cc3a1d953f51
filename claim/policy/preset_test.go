package policy_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/claim/policy"
)

// situation is a case that the source of a preset describes, with what it asks
// for there.
type situation struct {
	preset, section, says string
	facts                 policy.Facts
	lacks                 []string // keys of what is missing
}

var (
	anyReviewer = policy.Signed{Person: "rosa", Roles: []string{"reviewer"}, Opened: policy.Openings}
	second      = policy.Signed{Person: "sam", Roles: []string{"reviewer"}, Opened: policy.Openings}
	standards   = policy.Signed{Person: "stan", Roles: []string{"standards"}, Opened: policy.Openings}
	lawyer      = policy.Signed{Person: "lea", Roles: []string{"legal"}, Opened: policy.Openings}
	hasty       = policy.Signed{Person: "stan", Roles: []string{"standards"}, Opened: []string{"answers"}}
	heard       = []policy.Reply{{Offered: true, Answered: true}, {Offered: true, Lapsed: true}}
	running     = []policy.Reply{{Offered: true, Answered: true}, {Offered: true}}
	all         = []policy.Signed{anyReviewer, second, standards, lawyer}
)

const serious = "serious allegation"

var situations = []situation{
	{"routine", "section 3", "one who has no part in the work signs what one origin carries", policy.Facts{Tier: "routine", Whole: true, Origins: 1, Signed: all[:1]}, nil},
	{"routine", "section 3", "what nobody confirms is not confirmed", policy.Facts{Tier: "routine", Whole: true, Signed: all[:1]}, []string{"origins"}},
	{"routine", "section 3", "a letter that nobody has read may say otherwise", policy.Facts{Signed: all[:1], Unread: 1}, []string{"nothing_unread"}},
	{"routine", "section 3", "nothing goes out that nobody has tested", policy.Facts{Tier: "routine", Whole: true, Origins: 1}, []string{"sign-off"}},
	{"routine", "section 3", "what touches people who could be hurt is tested by two", policy.Facts{Tier: "sensitive", Signed: all[:1]}, []string{"sign-off"}},
	{"routine", "section 3", "and so is what touches a private person", policy.Facts{Tier: "routine", PrivatePerson: true, Signed: all[:1]}, []string{"sign-off"}},
	{"routine", "section 3", "a dispute about it is not passed over", policy.Facts{Tier: "sensitive", Disputed: true, Signed: all[:2]}, []string{"no_open_dispute"}},
	{"two-source", "two or more sources are better than one", "a letter that may not be the source's is looked into first", policy.Facts{Whole: true, Origins: 2, Outcome: "confirmed", Uncertain: 1, Signed: all[:1]}, []string{"authenticity"}},
	{"two-source", "two or more sources are better than one", "and one that nobody has read is read", policy.Facts{Whole: true, Origins: 2, Outcome: "confirmed", Unread: 1, Signed: all[:1]}, []string{"nothing_unread"}},
	{"two-source", "two or more sources are better than one", "one origin does not confirm", policy.Facts{Whole: true, Origins: 1, Outcome: "confirmed", SingleOrigin: true, Signed: all[:1]}, []string{"origins"}},
	{"two-source", "two or more sources are better than one", "two origins do", policy.Facts{Whole: true, Origins: 2, Outcome: "confirmed", Signed: all[:1]}, nil},
	{"two-source", "two or more sources are better than one", "one alone goes to somebody senior", policy.Facts{Outcome: "corroborated", SingleOrigin: true, Signed: all[:1]}, []string{"standards"}},
	{"two-source", "unnamed sources are the weakest", "two weigh it", policy.Facts{UnattributedSource: true, Signed: all[:1]}, []string{"sign-off"}},
	{"anonymous-source", "Anonymous sources", "the manager who has not learned who it is cannot approve", policy.Facts{UnattributedSource: true, Signed: []policy.Signed{hasty}, Done: []policy.Done{{Step: "three-tests"}}}, []string{"standards"}},
	{"anonymous-source", "Anonymous sources", "the manager vets it and knows who it is", policy.Facts{UnattributedSource: true, Signed: []policy.Signed{standards}, Done: []policy.Done{{Step: "three-tests"}}}, nil},
	{"anonymous-source", "Anonymous sources", "a second source is sought", policy.Facts{ConfidentialSource: true, SingleOrigin: true, Signed: []policy.Signed{standards}, Done: []policy.Done{{Step: "three-tests"}}}, []string{"second-source"}},
	{"anonymous-source", "Anonymous sources", "who asked the source is not the one who approves", policy.Facts{UnattributedSource: true, Askers: []string{"stan"}, Signed: []policy.Signed{standards}, Done: []policy.Done{{Step: "three-tests"}}}, []string{"standards"}},
	{"anonymous-source", "Anonymous sources", "the material is held to the three tests", policy.Facts{UnattributedSource: true, Signed: []policy.Signed{standards}}, []string{"three-tests"}},
	{"anonymous-source", "Anonymous sources", "who is named wherever it can be needs no manager", policy.Facts{Whole: true, Origins: 1, Signed: all[:1]}, nil},
	{"anonymous-source", "Anonymous sources", "and one reviewer all the same, and an origin", policy.Facts{Whole: true}, []string{"sign-off", "origins"}},
	{"serious-allegation", "section 3", "what accuses nobody is tested by one", policy.Facts{Tier: "routine", Whole: true, Origins: 1, Signed: all[:1]}, nil},
	{"serious-allegation", "section 3", "and by nobody it is not tested, nor confirmed by nobody, nor with a letter unread", policy.Facts{Tier: "routine", Whole: true, Unread: 1}, []string{"sign-off", "origins", "nothing_unread"}},
	{"serious-allegation", "section 6", "who contradicts it is not passed over", policy.Facts{Tier: serious, Disputed: true, Captured: true, Signed: all, Replies: heard}, []string{"no_open_dispute"}},
	{"serious-allegation", "section 6", "a correction of it waits for no reply", policy.Facts{Tier: serious, Correction: true, Captured: true, Signed: all}, nil},
	{"serious-allegation", "3.2.1", "the reviewer opens the evidence, which is kept", policy.Facts{Tier: serious, Replies: heard, Signed: []policy.Signed{hasty, lawyer}}, []string{"reviewer", "standards", "legal", "evidence_captured"}},
	{"serious-allegation", "3.2.1", "what may not be the party's carries no accusation", policy.Facts{Tier: serious, Uncertain: 1, Captured: true, Signed: all, Replies: heard}, []string{"authenticity"}},
	{"serious-allegation", "section 6", "nobody was named as accused, so nobody was heard", policy.Facts{Tier: serious, Captured: true, Signed: all}, []string{"right_of_reply"}},
	{"serious-allegation", "section 6", "one of two has not answered and the time runs", policy.Facts{Tier: serious, Captured: true, Signed: all, Replies: running}, []string{"right_of_reply"}},
	{"serious-allegation", "section 6", "one answered and one let the time pass", policy.Facts{Tier: serious, Captured: true, Signed: all, Replies: heard}, nil},
	{"serious-allegation", "3.2.1", "it is referred to standards and to legal", policy.Facts{Tier: serious, Captured: true, Signed: all[:1], Replies: heard}, []string{"standards", "legal"}},
	{"serious-allegation", "3.2.1", "legal that signs before the reviewer has signed too early", policy.Facts{Tier: serious, Captured: true, Signed: []policy.Signed{lawyer, anyReviewer, standards}, Replies: heard}, []string{"legal"}},
	{"serious-allegation", "3.2.1", "a single unnamed source is a referral of its own", policy.Facts{Tier: serious, SingleOrigin: true, UnattributedSource: true, Captured: true, Signed: all, Replies: heard}, []string{"referral"}},
	{"correction", "3.3.28", "it waits for no reply and no unread letter", policy.Facts{Correction: true, Unread: 2, Signed: all[:1], Done: []policy.Done{{Step: "what-went-wrong"}}}, nil},
	{"correction", "3.2.2", "what may be defamatory goes to legal", policy.Facts{Correction: true, Tier: serious, Signed: all[:1], Done: []policy.Done{{Step: "what-went-wrong"}}}, []string{"legal"}},
	{"correction", "section 3", "what corrects nothing is tested as everything is", policy.Facts{Whole: true, Unread: 1}, []string{"sign-off", "origins", "nothing_unread"}},
	{"correction", "3.3.28", "it is said what went wrong", policy.Facts{Correction: true, Signed: all[:1]}, []string{"what-went-wrong"}},
	{"breaking", "section 3", "a hurry waives no accuracy", policy.Facts{Breaking: true, Whole: true, Unread: 1, Uncertain: 1, Disputed: true, Signed: all[:1]}, []string{"origins", "nothing_unread", "authenticity", "no_open_dispute"}},
	{"breaking", "3.2.1", "nor legal advice where somebody is accused", policy.Facts{Breaking: true, Tier: serious, Replies: heard, Signed: all[:1]}, []string{"legal"}},
	{"breaking", "section 3", "one sign-off is enough in a hurry", policy.Facts{Breaking: true, Signed: all[:1]}, nil},
	{"breaking", "section 3", "and two without", policy.Facts{Signed: all[:1]}, []string{"sign-off"}},
	{"breaking", "section 6", "no hurry takes the right of reply away", policy.Facts{Breaking: true, Tier: serious, Replies: running, Signed: all}, []string{"right_of_reply"}},
	{"blind-cross-check", "objectivity", "nobody has repeated the check", policy.Facts{Captured: true, Signed: all[:1]}, []string{"blind-check"}},
	{"blind-cross-check", "objectivity", "what is not kept cannot be checked again", policy.Facts{Signed: all[:1], Done: []policy.Done{{Step: "blind-check"}}}, []string{"evidence_captured"}},
	{"blind-cross-check", "competency", "two sign what is refuted", policy.Facts{Outcome: "refuted", Captured: true, Signed: all[:1], Done: []policy.Done{{Step: "blind-check"}}}, []string{"sign-off"}},
	{"blind-cross-check", "competency", "and what accuses somebody", policy.Facts{Tier: serious, Captured: true, Signed: all[:1], Done: []policy.Done{{Step: "blind-check"}}}, []string{"sign-off"}},
	{"blind-cross-check", "competency", "what is refuted is signed by two", policy.Facts{Outcome: "refuted", Captured: true, Signed: all[:2], Done: []policy.Done{{Step: "blind-check"}}}, nil},
	{"blind-cross-check", "objectivity", "an outcome rests on an origin", policy.Facts{Whole: true, Captured: true, Signed: all[:1], Done: []policy.Done{{Step: "blind-check"}}}, []string{"origins"}},
	{"vendor-disclosure", "45 days", "the day is held to the policy", policy.Facts{Signed: all[:1], Replies: heard}, []string{"disclosure-date"}},
	{"vendor-disclosure", "45 days", "what a vendor wrote is read first, somebody signs, and an origin confirms", policy.Facts{Whole: true, Unread: 1, Done: []policy.Done{{Step: "disclosure-date"}}, Replies: heard}, []string{"sign-off", "origins", "nothing_unread"}},
	{"vendor-disclosure", "45 days", "a correction waits for no vendor", policy.Facts{Correction: true, Signed: all[:1]}, nil},
	{"vendor-disclosure", "45 days", "a vendor that was not told is told first", policy.Facts{Signed: all[:1], Done: []policy.Done{{Step: "disclosure-date"}}, Replies: []policy.Reply{{}}}, []string{"right_of_reply"}},
	{"vendor-disclosure", "45 days", "silence does not block for ever", policy.Facts{Signed: all[:1], Done: []policy.Done{{Step: "disclosure-date"}}, Replies: []policy.Reply{{Offered: true, Lapsed: true}}}, nil},
	{"vendor-disclosure", "coordination", "all vendors have one day", policy.Facts{Embargo: true, Signed: all[:1], Done: []policy.Done{{Step: "disclosure-date"}}, Replies: heard}, []string{"coordination"}},
}

func TestAPresetAsksForWhatItsSourceDescribes(t *testing.T) {
	seen := map[string]bool{}
	asked, missed := map[[2]string]bool{}, map[[2]string]bool{}
	for _, s := range situations {
		t.Run(strings.Join([]string{s.preset, s.section, s.says}, ": "), func(t *testing.T) {
			p, ok := policy.PresetNamed(s.preset)
			if !ok {
				t.Fatalf("there is no preset %s", s.preset)
			}
			seen[s.preset] = true
			var lacks []string
			for _, q := range p.Asks(s.facts) {
				if q.Met != (q.Lacks == "") || q.Met != (q.Mends == "") {
					t.Errorf("%+v: what is missing has its sentence and who can mend it, and nothing else has", q)
				}
				asked[[2]string{s.preset, q.Key}] = q.Kind != policy.After || asked[[2]string{s.preset, q.Key}]
				if !q.Met {
					lacks = append(lacks, q.Key)
					missed[[2]string{s.preset, q.Key}] = true
				}
			}
			if !slices.Equal(lacks, s.lacks) {
				t.Errorf("missing is %v, want %v", lacks, s.lacks)
			}
		})
	}
	for q, of := range asked {
		if of && !missed[q] {
			t.Errorf("%s asks for %s, and no case lacks it", q[0], q[1])
		}
	}
	for _, p := range policy.Presets() {
		if !seen[p.Name] {
			t.Errorf("the preset %s has no case of its source", p.Name)
		}
		if p.Source == "" || len(p.Examples) == 0 {
			t.Errorf("the preset %s names no source, or has no examples", p.Name)
		}
		for _, w := range p.Words() {
			if w.Text != "" && w.When == w.Text {
				t.Errorf("%s: %s has no words", p.Name, w.Text)
			}
		}
	}
}
